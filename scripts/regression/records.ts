/**
 * Plans the bundled examples with every scheme and method, and compares two directories of such runs:
 *
 *   npx tsx scripts/regression/records.ts write DIRECTORY
 *   npx tsx scripts/regression/records.ts compare BEFORE AFTER
 *
 * Runs that do not depend on the clock must give the same record. For `auto` and `blocks`, which share their time between
 * two threads, objective and bound may differ by the gap, and the plan must be verified.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeEnvironment } from '../../src/node/environment.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../../src/planning/options.ts';
import { planScenario } from '../../src/planning/plan.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import { differenceOf, differenceOfSearches } from './compare-records.ts';
import { examples } from './instances.ts';

const GAP = 1e-2;

const RUNS: Readonly<Record<string, Partial<PlanOptions>>> = {
  milp: { method: 'milp' },
  benders: { method: 'benders', iterationLimit: 3 },
  auto: { method: 'auto' },
  blocks: { method: 'blocks' },
  sos: { scheme: 'sos', method: 'milp' },
  nss: { scheme: 'nss', method: 'milp' },
  rrs: { scheme: 'rrs', draws: 5 },
  greedy: { scheme: 'greedy' },
  pull: { scheme: 'pull' },
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
        nodeEnvironment(),
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
    const read = (directory: string): PlanRecord => JSON.parse(readFileSync(join(directory, file), 'utf8'));
    const found = /-(auto|blocks)\.json$/.test(file)
      ? differenceOfSearches(read(before), read(after), GAP)
      : differenceOf(read(before), read(after));
    if (found === null) continue;
    isSame = false;
    console.log(`${file}: ${found}`);
  }
  return isSame;
}
