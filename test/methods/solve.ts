import loadHighs from 'highs';
import type { LinearProgram } from '../../src/lp/program.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { auto } from '../../src/methods/auto/auto.ts';
import { benders } from '../../src/methods/benders/benders.ts';
import { ACCELERATED, type BendersOptions } from '../../src/methods/benders/options.ts';
import { openOracle } from '../../src/methods/benders/oracle.ts';
import type { Method, MethodEnd, MethodOptions, MethodTask } from '../../src/methods/method.ts';
import { monolith } from '../../src/methods/monolith.ts';
import type { Relaxation } from '../../src/methods/relaxation.ts';
import { assembleMonolith } from '../../src/model/assemble.ts';
import { type Layout, layOut } from '../../src/model/layout.ts';
import { bestRealPaths, indicator, type Selection } from '../../src/model/selection.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../../src/planning/options.ts';
import { type PlanEvent, planScenario } from '../../src/planning/plan.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import type { Instance } from './instances.ts';

export const METHODS = { auto, benders, milp: monolith };
export const LIMITS = { timeLimitSeconds: 60, seed: 1 };

/** A task for a method or for a part of one, from the best real paths, on a clock that stands still. */
export const taskOf = (
  layout: Layout,
  solver: Solver,
  changes: Partial<Omit<MethodTask, 'options'>> & { readonly options?: Partial<MethodOptions> } = {},
): MethodTask => ({
  layout,
  solver,
  relaxation: { bound: Number.POSITIVE_INFINITY, prices: null },
  start: bestRealPaths(layout),
  proofs: [],
  elapsedSeconds: () => 0,
  ...changes,
  options: { gap: 1e-6, iterationLimit: 1e6, draws: 1, benders: ACCELERATED, ...LIMITS, ...changes.options },
});

export interface Solved extends MethodEnd {
  readonly selection: Selection | null;
  readonly objective: number | null;
  /** Every bound on the way. */
  readonly bounds: readonly number[];
}

export async function solveWith(
  solver: Solver,
  layout: Layout,
  relaxation: Relaxation,
  method: Pick<Method, 'solve'>,
  options: Partial<MethodOptions> & { readonly benders?: BendersOptions } = {},
): Promise<Solved> {
  const began = performance.now();
  const search = method.solve({
    layout,
    solver,
    relaxation,
    options: {
      gap: 1e-6,
      timeLimitSeconds: 60,
      iterationLimit: 500,
      seed: 1,
      draws: 20,
      benders: ACCELERATED,
      ...options,
    },
    start: bestRealPaths(layout),
    proofs: [],
    elapsedSeconds: () => (performance.now() - began) / 1000,
  });
  let best: { selection: Selection; objective: number } | null = null;
  const bounds: number[] = [];
  for (;;) {
    const step = await search.next();
    if (step.done) {
      return {
        ...step.value,
        selection: best?.selection ?? null,
        objective: best?.objective ?? null,
        bounds,
      };
    }
    bounds.push(step.value.bound);
    best = step.value.improvement ?? best;
  }
}

/** The optimum by trying every selection; null if none is feasible. */
export async function bruteForce(solver: Solver, layout: Layout): Promise<number | null> {
  const oracle = await openOracle(solver, layout);
  const selection = Int32Array.from(layout.groups, ({ choices }) => choices[0]!);
  let best: number | null = null;
  const visit = async (group: number): Promise<void> => {
    if (group === layout.groups.length) {
      const { value } = await oracle.evaluate(indicator(layout, selection), LIMITS);
      if (value !== null && (best === null || value > best)) best = value;
      return;
    }
    for (const choice of layout.groups[group]!.choices) {
      selection[group] = choice;
      await visit(group + 1);
    }
  };
  await visit(0);
  await oracle.dispose();
  return best;
}

/** The proved optimum of a program; null if it is infeasible. */
export async function optimumOf(solver: Solver, program: LinearProgram): Promise<number | null> {
  const model = await solver.open(program);
  const { status, objective } = await model.solve(LIMITS);
  await model.dispose();
  if (status === 'infeasible') return null;
  if (status !== 'optimal') throw new Error(`${program.name}: ${status}`);
  return objective;
}

/** The optimum of the whole program (1). */
export const milpOptimum = (solver: Solver, { problem }: Pick<Instance, 'problem'>): Promise<number | null> =>
  optimumOf(solver, assembleMonolith(layOut(problem)).program);

const load = loadHighs as unknown as typeof loadHighs.default;
let highs: ReturnType<typeof load> | undefined;

/** Plans like `satqn plan`, on one thread, to a gap of 1e-6, and keeps every event. */
export async function planned(
  scenario: Scenario,
  options: Partial<PlanOptions> = {},
): Promise<{ readonly record: PlanRecord; readonly events: readonly PlanEvent[] }> {
  highs ??= load();
  const shared = highs;
  const events: PlanEvent[] = [];
  const record = await planScenario(
    { scenario, options: { ...DEFAULT_PLAN_OPTIONS, gap: 1e-6, timeLimitSeconds: 60, ...options } },
    {
      openSolver: () => highsSolver(() => shared),
      now: () => performance.now() / 1000,
      memoryLimitBytes: 2 ** 30,
      version: 'test',
    },
    (event) => events.push(event),
  );
  return { record, events };
}
