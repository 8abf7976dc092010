/**
 * Methods side by side on a family of instances: each gets the same time for solving, and the whole
 * trajectory of its bounds is kept. Plans are verified as in every run.
 * `node --import tsx bench/scale.ts FAMILY [methods, comma-separated] [seeds] [time limit in seconds]`
 */
import { loadavg } from 'node:os';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../src/app/options.ts';
import { planPrepared } from '../src/app/plan.ts';
import { type Prepared, prepare } from '../src/app/prepare.ts';
import type { TrajectoryPoint } from '../src/domain/run-record.ts';
import { TEXTBOOK } from '../src/methods/benders/options.ts';
import { nodeTools } from '../src/node/tools.ts';
import { FAMILIES, type FamilyName, scenarioOf } from './families.ts';
import { writeGapFigure } from './gap-figure.ts';
import { median, writeResult } from './results.ts';

const METHODS: Readonly<Record<string, Partial<PlanOptions>>> = {
  auto: { method: 'auto' },
  monolith: { method: 'milp', tightRateCaps: false },
  benders: { method: 'benders' },
  textbook: { method: 'benders', benders: TEXTBOOK, tightRateCaps: false },
};

export interface Outcome {
  readonly method: string;
  readonly seed: number;
  readonly status: string;
  readonly certificate: string;
  readonly incumbentPairs: number | null;
  readonly boundPairs: number | null;
  readonly boundBy: string;
  readonly gap: number | null;
  readonly seconds: number;
  readonly load: number;
  readonly notes: readonly string[];
  readonly trajectory: readonly TrajectoryPoint[];
}

const family = (process.argv[2] ?? 'metro') as FamilyName;
const names = (process.argv[3] ?? 'auto,monolith').split(',');
const seeds = seedsOf(process.argv[4] ?? '1-5');
const timeLimitSeconds = Number(process.argv[5] ?? FAMILIES[family].timeLimitSeconds);

const tools = nodeTools();
const outcomes: Outcome[] = [];
for (const seed of seeds) {
  const scenario = scenarioOf(family, seed);
  const prepared = await prepare(scenario, tools, () => {}, ['ps-egr']);
  for (const name of names) {
    const outcome = await measure(prepared, scenario, seed, name);
    outcomes.push(outcome);
    const { incumbentPairs, boundPairs, gap, seconds, status, certificate, load } = outcome;
    console.log(
      `${family} seed ${seed} ${name}: ${incumbentPairs?.toFixed(1)} / ${boundPairs?.toFixed(1)}, gap ${percent(gap)}, ${status}, ${certificate}, ${seconds.toFixed(1)} s, load ${load.toFixed(1)}`,
    );
  }
}
const summary = Object.fromEntries(
  names.map((name) => {
    const own = outcomes.filter(({ method }) => method === name);
    return [
      name,
      {
        medianGap: median(own.map(({ gap }) => gap ?? 1)),
        medianSeconds: median(own.map(({ seconds }) => seconds)),
        medianIncumbentPairs: median(own.map(({ incumbentPairs }) => incumbentPairs ?? 0)),
      },
    ];
  }),
);
await writeResult(`scale-${family}`, { family, timeLimitSeconds, summary, outcomes }, 'scale');
await writeGapFigure(family, timeLimitSeconds, outcomes);

async function measure(
  prepared: Prepared,
  scenario: ReturnType<typeof scenarioOf>,
  seed: number,
  name: string,
): Promise<Outcome> {
  const options: PlanOptions = {
    ...DEFAULT_PLAN_OPTIONS,
    ...METHODS[name],
    gap: 1e-6,
    timeLimitSeconds,
    shadowPrices: false,
  };
  const record = await planPrepared(prepared, { scenario, options }, tools, () => {});
  const { slotSeconds } = prepared.problem.topology;
  const inPairs = (value: number | null) => (value === null ? null : value * slotSeconds);
  return {
    method: name,
    seed,
    status: record.status,
    certificate: record.certificate?.status ?? 'none',
    incumbentPairs: inPairs(record.bounds.incumbent),
    boundPairs: inPairs(record.bounds.bound),
    boundBy: record.bounds.boundBy,
    gap: record.bounds.relativeGap,
    seconds: record.seconds.solve,
    load: loadavg()[0]!,
    notes: record.notes,
    trajectory: record.trajectory,
  };
}

function seedsOf(range: string): number[] {
  const [first, last] = range.split('-').map(Number) as [number, number?];
  return Array.from({ length: (last ?? first) - first + 1 }, (_, i) => first + i);
}

function percent(ratio: number | null): string {
  return ratio === null ? '–' : `${(100 * ratio).toFixed(4)} %`;
}
