/**
 * The default and Benders' decomposition against the monolithic MILP, seed by seed with the same solver, after one instance
 * that warms it up; prints the outcomes as JSON. The clock counts processor time, so other work on the machine hardly matters.
 * Each method begins where it begins in a run: the default and Benders at the first plan, whose time counts for them; the
 * monolith, as the referee, without one. `node --import tsx bench/paper-scale-run.ts SEEDS SECONDS`
 */
import { auto } from '../src/methods/auto/auto.ts';
import { benders } from '../src/methods/benders/benders.ts';
import { ACCELERATED } from '../src/methods/benders/options.ts';
import { relativeGap } from '../src/methods/bounds.ts';
import type { Method } from '../src/methods/method.ts';
import { monolith } from '../src/methods/monolith.ts';
import { pullPlan } from '../src/methods/pull/pull-plan.ts';
import { solveRelaxation } from '../src/methods/relaxation.ts';
import { buildProblem } from '../src/model/build-problem.ts';
import { type Layout, layOut } from '../src/model/layout.ts';
import { tightenRateCaps } from '../src/model/reachable-stock.ts';
import { bestRealPaths, type Selection } from '../src/model/selection.ts';
import { buildTopology } from '../src/orbit/topology.ts';
import { formatScenario } from '../src/scenario/format.ts';
import { generatePaper } from '../src/scenario/generate-paper.ts';
import { parseScenario } from '../src/scenario/parse.ts';
import { openVirtualThreads } from './virtual-threads.ts';

const [seeds, timeLimitSeconds] = process.argv.slice(2).map(Number) as [number, number];

const CONTENDERS = { monolith, auto, benders } as const;
export type Contender = keyof typeof CONTENDERS;

export interface Outcome {
  readonly status: string;
  readonly seconds: number;
  readonly objective: number;
  readonly gap: number;
  readonly iterations: number;
}

export interface PaperScaleRow {
  readonly seed: number;
  readonly outcomes: Readonly<Record<Contender, Outcome>>;
}

/** An instance that is not measured: it compiles what the others run. */
const WARM_UP = 0;
const MOST_ITERATIONS = 1e6;
const OPTIONS = {
  gap: 1e-6,
  timeLimitSeconds,
  iterationLimit: MOST_ITERATIONS,
  seed: 1,
  draws: 20,
  benders: ACCELERATED,
};

const { elapsedSeconds: now, openSolver } = openVirtualThreads();
const solver = await openSolver();
const rows: PaperScaleRow[] = [];
for (let seed = WARM_UP; seed <= seeds; seed++) {
  const scenario = parseScenario(formatScenario(generatePaper({ seed })));
  const layout = tightenRateCaps(layOut(buildProblem(scenario, buildTopology(scenario))));
  const outcomes = {} as Record<Contender, Outcome>;
  for (const name of Object.keys(CONTENDERS) as Contender[]) {
    outcomes[name] = await measure(layout, CONTENDERS[name]);
  }
  if (seed === WARM_UP) continue;
  rows.push({ seed, outcomes });
  console.error(
    `seed ${seed}  ${Object.entries(outcomes)
      .map(
        ([name, { status, seconds, gap }]) =>
          `${name}: ${status} ${seconds.toFixed(1)} s gap ${gap.toExponential(1)}`,
      )
      .join('   ')}`,
  );
}
await solver.close();

process.stdout.write(JSON.stringify(rows));

/** Measures a method from its start on; the first plan and the LP relaxation are included in its time. */
async function measure(layout: Layout, method: Method): Promise<Outcome> {
  const began = now();
  const elapsedSeconds = () => now() - began;
  const start = method.firstPlan(OPTIONS) === 'start' ? await firstPlan(layout) : bestRealPaths(layout);
  const relaxation = await solveRelaxation(solver, layout, { timeLimitSeconds });
  const search = method.solve({
    layout,
    solver,
    relaxation,
    options: OPTIONS,
    start,
    proofs: [],
    elapsedSeconds,
  });
  let objective = 0;
  for (;;) {
    const step = await search.next();
    if (step.done) {
      const { status, iterations, bound } = step.value;
      return { status, seconds: elapsedSeconds(), objective, gap: relativeGap(objective, bound), iterations };
    }
    objective = step.value.improvement?.objective ?? objective;
  }
}

async function firstPlan(layout: Layout): Promise<Selection> {
  let selection = bestRealPaths(layout);
  for await (const { solution } of pullPlan(layout, OPTIONS.seed, () => false)) {
    selection = solution.selection ?? selection;
  }
  return selection;
}
