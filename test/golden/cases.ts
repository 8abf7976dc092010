/** Runs whose records must not change within a version: of examples and of random networks. */
import { readFileSync } from 'node:fs';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../../src/planning/options.ts';
import { planScenario } from '../../src/planning/plan.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import { formatScenario } from '../../src/scenario/format.ts';
import { generatePaper, type PaperOptions } from '../../src/scenario/generate-paper.ts';
import { canonicalJson, sha256 } from '../../src/scenario/hash.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { smallInstance } from '../methods/instances.ts';
import { localEnvironment } from '../planning/run.ts';

export const GOLDEN_FILE = new URL('./records.json', import.meta.url);

export interface Golden {
  /** The version that wrote these records. */
  readonly version: string;
  /** The digest of each record, by the name of the case. */
  readonly records: Readonly<Record<string, string>>;
}

export const readGolden = (): Golden => JSON.parse(readFileSync(GOLDEN_FILE, 'utf8'));

/** These give the same bytes if the clock stands still: nothing in them is cut short. */
const RUNS: Readonly<Record<string, Partial<PlanOptions>>> = {
  greedy: { scheme: 'greedy' },
  pull: { scheme: 'pull' },
  rrs: { scheme: 'rrs' },
  'overlay-lp': { scheme: 'overlay-lp' },
  blocks: { method: 'blocks', gap: 1e-2 },
};

const example = (name: string): Scenario =>
  parseScenario(readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), 'utf8'));
/** As before plans pointed telescopes. */
const strongestFirst = (name: string): Scenario => ({ ...example(name), pointing: 'strongest-first' });
const drawn = (options: PaperOptions): Scenario =>
  parseScenario(formatScenario(generatePaper({ pairs: 2, slots: 3, stations: 4, paths: 3, ...options })));

const SCENARIOS: Readonly<Record<string, () => Scenario>> = {
  'examples/micius-2016': () => strongestFirst('micius-2016'),
  'examples/drones': () => example('drones'),
  'examples/paper': () => example('paper'),
  'examples/eurasia': () => strongestFirst('eurasia'),
  'generate paper --seed 1': () => drawn({ seed: 1 }),
  'generate paper --seed 2': () => drawn({ seed: 2 }),
  'memories with loss': () =>
    smallInstance(3, { storage: true, memory: { model: 'loss', coherenceSeconds: 100 }, outage: 0.5 })
      .scenario,
  'memories with an age': () =>
    smallInstance(4, {
      storage: true,
      memory: { model: 'dephasing', coherenceSeconds: 1e4, maximumStorageSlots: 2 },
      initialStock: true,
      outage: 0.5,
    }).scenario,
  'minimum rates': () => smallInstance(5, { storage: true, minimumRate: 1.5, weights: true }).scenario,
};

/** Scenarios whose telescopes the plan points, which searches cannot end at a time of 0. */
const POINTED: Readonly<Record<string, () => Scenario>> = {
  'examples/micius-2016 as it is': () => example('micius-2016'),
  'examples/eurasia as it is': () => example('eurasia'),
};

const casesOf = (scenarios: object, runs: readonly string[]): readonly string[] =>
  Object.keys(scenarios).flatMap((name) => runs.map((run) => `${name}, ${run}`));

export const CASES: readonly string[] = [
  ...casesOf(SCENARIOS, Object.keys(RUNS)),
  ...casesOf(POINTED, ['greedy', 'pull', 'rrs']),
];

/** Plans a case and returns the digest of its record. */
export async function digestOf(name: string): Promise<string> {
  const [scenarioName = '', run = ''] = name.split(', ');
  const scenario = { ...SCENARIOS, ...POINTED }[scenarioName]!();
  const options = { ...DEFAULT_PLAN_OPTIONS, ...RUNS[run]!, draws: 3 };
  const environment = localEnvironment({ now: () => 0 });
  return sha256(canonicalJson(lasting(await planScenario({ scenario, options }, environment, () => {}))));
}

/** Rounding, and where it is largest. */
const ROUNDING: readonly string[] = ['maxViolation', 'worst'];
const LEAST = 1e-12;

/**
 * What does not differ from run to run, nor with what is only told of a plan, with numbers to nine digits: engines differ in the last ones of their sines
 * and exponentials.
 */
function lasting({ satqn, seconds, trajectory, solver, assumptions: _, ...record }: PlanRecord): unknown {
  const points = trajectory.map(({ seconds: _, ...point }) => point);
  return JSON.parse(
    JSON.stringify({ ...record, record: satqn.record, trajectory: points }, (key, value) => {
      if (ROUNDING.includes(key)) return undefined;
      if (typeof value !== 'number') return value;
      return Math.abs(value) < LEAST ? 0 : Number(value.toPrecision(9));
    }),
  );
}
