/**
 * Plans the bundled examples by every scheme and method into a directory, and compares two such directories:
 *
 *   npx tsx scripts/regression/records.ts write DIRECTORY
 *   npx tsx scripts/regression/records.ts compare BEFORE AFTER
 *
 * Runs that look at no clock must give the same record; of `auto`, which works with two threads, the objective and
 * the bound may differ by the gap, and the plan must be verified.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../../src/app/options.ts';
import { planScenario } from '../../src/app/plan.ts';
import type { PlanRecord } from '../../src/app/recorder.ts';
import { nodeTools } from '../../src/node/tools.ts';
import { examples } from './instances.ts';

const GAP = 1e-2;
const BOUND_TOLERANCE = 1e-12;
/** What may change from run to run, and what stands in no record of before. */
const CHANGING: readonly string[] = ['satqn', 'seconds', 'trajectory', 'notes', 'solver'];

const RUNS: Readonly<Record<string, Partial<PlanOptions>>> = {
  milp: { method: 'milp' },
  benders: { method: 'benders', iterationLimit: 3 },
  auto: { method: 'auto' },
  sos: { scheme: 'sos', method: 'milp' },
  nss: { scheme: 'nss', method: 'milp' },
  rrs: { scheme: 'rrs', draws: 5 },
  greedy: { scheme: 'greedy' },
  'overlay-lp': { scheme: 'overlay-lp' },
};

const [command, first = '', second = ''] = process.argv.slice(2);
if (command === 'write') await writeRecords(first);
else if (command === 'compare') process.exitCode = compareRecords(first, second) ? 0 : 1;
else {
  console.error('write DIRECTORY, or compare BEFORE AFTER');
  process.exitCode = 2;
}

async function writeRecords(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  for (const [example, scenario] of examples()) {
    for (const [run, options] of Object.entries(RUNS)) {
      const record = await planScenario(
        { scenario, options: { ...DEFAULT_PLAN_OPTIONS, gap: GAP, ...options } },
        nodeTools(),
        () => {},
      );
      writeFileSync(join(directory, `${example}-${run}.json`), `${JSON.stringify(record, null, 1)}\n`);
      console.log(`${example} ${run}: ${record.status} ${record.objective}`);
    }
  }
}

function compareRecords(before: string, after: string): boolean {
  let isSame = true;
  for (const file of readdirSync(before).filter((name) => name.endsWith('.json'))) {
    const [old, now] = [before, after].map((directory) => read(join(directory, file))) as [
      PlanRecord,
      PlanRecord,
    ];
    const found = file.endsWith('-auto.json') ? differenceOfSearches(old, now) : differenceOf(old, now);
    if (found === null) continue;
    isSame = false;
    console.log(`${file}: ${found}`);
  }
  return isSame;
}

const read = (file: string): PlanRecord => JSON.parse(readFileSync(file, 'utf8'));

function differenceOfSearches(before: PlanRecord, after: PlanRecord): string | null {
  if (before.certificate?.status !== after.certificate?.status) return 'one of the two is not verified';
  const numbers = [
    [before.objective, after.objective],
    [before.bounds.bound, after.bounds.bound],
  ] as const;
  const apart = numbers.find(([old, now]) => Math.abs((old ?? 0) - (now ?? 0)) > GAP * Math.abs(old ?? 0));
  return apart ? `${apart[0]} became ${apart[1]}` : null;
}

function differenceOf(before: PlanRecord, after: PlanRecord): string | null {
  const bounds = [before, after].map(({ certificate }) => certificate?.dualBound ?? 0) as [number, number];
  if (Math.abs(bounds[0] - bounds[1]) > BOUND_TOLERANCE * Math.abs(bounds[0])) {
    return `the rechecked bound ${bounds[0]} became ${bounds[1]}`;
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...keys].filter(
    (key) =>
      !CHANGING.includes(key) && lasting(before[key as keyof PlanRecord]) !== lasting(after[key as never]),
  );
  return changed.length > 0 ? `other ${changed.join(', ')}` : null;
}

/** Without the rechecked bound, which is compared by its size. */
const lasting = (value: unknown): string =>
  JSON.stringify(value, (key, inner) => (key === 'dualBound' ? undefined : inner)) ?? '';
