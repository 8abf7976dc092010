/**
 * What pointing is worth: the strongest links first, a first plan, greedy, and plan and bound of auto, with pools of 4 and
 * 16 paths. `node --import tsx bench/pointing.ts [SCENARIO ...] [--seconds N]` writes bench/results/pointing.json.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { nodeEnvironment } from '../src/node/environment.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../src/planning/options.ts';
import { planScenario } from '../src/planning/plan.ts';
import type { Scenario } from '../src/scenario/schema/scenario.ts';
import { POINTING_SCENARIOS } from './pointing-scenarios.ts';
import { writeResult } from './results.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '120' } },
});
const names = positionals.length > 0 ? positionals : Object.keys(POINTING_SCENARIOS);
const timeLimitSeconds = Number(values.seconds);

async function run(scenario: Scenario, options: Partial<PlanOptions>) {
  const record = await planScenario(
    { scenario, options: { ...DEFAULT_PLAN_OPTIONS, shadowPrices: false, ...options } },
    nodeEnvironment(),
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

const results = [];
for (const name of names) {
  const scenario = POINTING_SCENARIOS[name]!();
  const withPool = (pointingPool: number): Scenario => ({
    ...scenario,
    paths: { ...scenario.paths, pointingPool },
  });
  const result = {
    scenario: name,
    timeLimitSeconds,
    strongestFirst: await run({ ...scenario, pointing: 'strongest-first' }, { timeLimitSeconds }),
    firstPlan: await run(withPool(16), { scheme: 'pull', timeLimitSeconds }),
    greedy: await run(withPool(16), { scheme: 'greedy', timeLimitSeconds }),
    pool4: await run(withPool(4), { method: 'auto', timeLimitSeconds }),
    pool16: await run(withPool(16), { method: 'auto', timeLimitSeconds }),
    load: loadavg()[0],
  };
  results.push(result);
  console.log(JSON.stringify(result));
}
await writeResult('pointing', { timeLimitSeconds, results });
process.exit(0);
