/**
 * What pointing is worth: the strongest links first, a first plan, greedy, and plan and bound of auto, with pools of 4 and
 * 16 paths. `node --import tsx bench/pointing.ts [SCENARIO ...] [--seconds N]` writes bench/results/pointing.json after
 * every scenario. The clock counts processor time as if each solver had a processor of its own.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nodeEnvironment } from '../src/node/environment.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../src/planning/options.ts';
import { planScenario } from '../src/planning/plan.ts';
import type { Scenario } from '../src/scenario/schema/scenario.ts';
import { POINTING_SCENARIOS } from './pointing-scenarios.ts';
import { writeResult } from './results.ts';
import { openVirtualThreads } from './virtual-threads.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '120' } },
});
const names = positionals.length > 0 ? positionals : Object.keys(POINTING_SCENARIOS);
const timeLimitSeconds = Number(values.seconds);

async function run(scenario: Scenario, options: Partial<PlanOptions>) {
  const { elapsedSeconds, openSolver } = openVirtualThreads();
  const record = await planScenario(
    { scenario, options: { ...DEFAULT_PLAN_OPTIONS, shadowPrices: false, timeLimitSeconds, ...options } },
    { ...nodeEnvironment(), openSolver, now: elapsedSeconds },
    () => {},
  );
  return {
    plan: record.objective,
    bound: record.bounds.bound,
    gap: record.bounds.relativeGap,
    relaxation: record.relaxation.bound,
    certificate: record.certificate?.status ?? 'none',
    seconds: record.seconds.solve,
  };
}

async function compare(name: string) {
  const scenario = POINTING_SCENARIOS[name]!();
  const withPool = (pointingPool: number): Scenario => ({
    ...scenario,
    paths: { ...scenario.paths, pointingPool },
  });
  return {
    scenario: name,
    timeLimitSeconds,
    strongestFirst: await run({ ...scenario, pointing: 'strongest-first' }, {}),
    firstPlan: await run(withPool(16), { scheme: 'pull' }),
    greedy: await run(withPool(16), { scheme: 'greedy' }),
    pool4: await run(withPool(4), { method: 'auto' }),
    pool16: await run(withPool(16), { method: 'auto' }),
  };
}

type Comparison = Awaited<ReturnType<typeof compare>>;

const file = new URL('results/pointing.json', import.meta.url);
const known: Comparison[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).results : [];
const results = known.filter(({ scenario }) => !names.includes(scenario));
for (const name of names) {
  const comparison = await compare(name);
  results.push(comparison);
  console.log(JSON.stringify(comparison));
  await writeResult('pointing', { results }, 'pointing', false);
}
process.exit(0);
