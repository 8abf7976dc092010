import loadHighs from 'highs';
import { expect } from 'vitest';
import type { Layout } from '../../src/model/layout.ts';
import type { Environment } from '../../src/planning/environment.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../../src/planning/options.ts';
import { type PlanEvent, type PlanInput, planScenario } from '../../src/planning/plan.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import { type RunContext, runContext } from '../../src/planning/run-context.ts';
import { formatScenario } from '../../src/scenario/format.ts';
import { generatePaper } from '../../src/scenario/generate-paper.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { highsSolver } from '../../src/solvers/highs.ts';

const load = loadHighs as unknown as typeof loadHighs.default;
let highs: ReturnType<typeof load> | undefined;

/** A machine with the solver on this thread. */
export function localEnvironment(changes: Partial<Environment> = {}): Environment {
  return {
    openSolver: () => {
      highs ??= load();
      const shared = highs;
      return highsSolver(() => shared);
    },
    now: () => performance.now() / 1000,
    memoryLimitBytes: 2 ** 30,
    version: 'test',
    ...changes,
  };
}

/** A small network of the paper's kind, on which Benders takes some twenty rounds; its LP gap is 5 %. */
export const HARD = parseScenario(
  formatScenario(
    generatePaper({
      seed: 1,
      satellites: 1,
      haps: 1,
      stations: 4,
      pairs: 2,
      slots: 4,
      paths: 3,
      virtualPaths: 3,
      contactProbability: 0.7,
      storageCapacity: 800,
    }),
  ),
);

interface Wish extends Omit<Partial<PlanInput>, 'scenario' | 'options'> {
  readonly options?: Partial<PlanOptions>;
  readonly environment?: Partial<Environment>;
  /** Aborts the run at the first matching event. */
  readonly abortAt?: (event: PlanEvent) => boolean;
}

interface Run {
  readonly record: PlanRecord;
  readonly events: readonly PlanEvent[];
}

/** Plans to a gap of 1e-6 by default, and keeps every event. */
export async function run(scenario: Scenario, wish: Wish = {}): Promise<Run> {
  const { options, environment, abortAt, ...input } = wish;
  const events: PlanEvent[] = [];
  const interruption = new AbortController();
  const record = await planScenario(
    { ...input, scenario, options: { ...DEFAULT_PLAN_OPTIONS, gap: 1e-6, timeLimitSeconds: 60, ...options } },
    localEnvironment({ signal: interruption.signal, ...environment }),
    (event) => {
      events.push(event);
      if (abortAt?.(event)) interruption.abort();
    },
  );
  return { record, events };
}

export const recordsOf = ({ events }: Pick<Run, 'events'>): PlanRecord[] =>
  events.flatMap((event) => (event.kind === 'record' ? [event.record] : []));

export const atStage =
  (stage: string) =>
  (event: PlanEvent): boolean =>
    event.kind === 'stage' && event.stage === stage;

/** Places of numbers in a value that JSON cannot express. */
export function nonFinite(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => nonFinite(inner, `${path}/${key}`));
}

/** What must hold for every record, whenever it is written. */
export function expectHonest(record: PlanRecord, optimum: number): void {
  expect(nonFinite(record)).toEqual([]);
  if (record.plan) {
    expect(record.certificate!.status).toBe('verified');
    expect(record.objective!).toBeLessThanOrEqual(optimum * (1 + 1e-6) + 1e-9);
    expect(record.bounds.incumbent).toBe(record.objective);
  } else {
    expect(record.objective).toBeNull();
    expect(record.bounds.relativeGap).toBeNull();
  }
  if (record.bounds.bound !== null) {
    expect(record.bounds.bound).toBeGreaterThanOrEqual(optimum * (1 - 1e-6) - 1e-9);
  }
}

/** What a run on prepared columns is about; nothing is solved with the solver. */
export const contextOf = (
  scenario: Scenario,
  layout: Layout,
  solver: RunContext['solver'] = { name: 'none', version: '' },
  options: PlanOptions = DEFAULT_PLAN_OPTIONS,
): RunContext =>
  runContext({
    document: scenario,
    scenarioHash: '',
    options,
    version: 'test',
    prepared: { seconds: { topology: 0, catalogue: 0 } },
    layout,
    solver,
  });
