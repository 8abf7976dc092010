/**
 * How soon the first plan is shown, and what it is worth compared with what the default finds in 20 seconds: `node
 * --import tsx bench/first-plan.ts [SECONDS]`. Seconds count from the columns, that is, after network and catalogue.
 */
import { fileURLToPath } from 'node:url';
import { nodeEnvironment } from '../src/node/environment.ts';
import { readScenario } from '../src/node/scenario-file.ts';
import { DEFAULT_PLAN_OPTIONS } from '../src/planning/options.ts';
import { planScenario } from '../src/planning/plan.ts';
import type { Scenario } from '../src/scenario/schema/scenario.ts';
import { scenarioOf } from './families.ts';
import { writeResult } from './results.ts';

const timeLimitSeconds = Number(process.argv[2] ?? 20);
const example = (name: string) =>
  readScenario(fileURLToPath(new URL(`../examples/${name}.yaml`, import.meta.url)));
const instances: readonly (readonly [string, Scenario])[] = [
  ['paper, seed 1', scenarioOf('paper', 1)],
  ['metro, seed 1', scenarioOf('metro', 1)],
  ['continental, seed 1', scenarioOf('continental', 1)],
  ['examples/drones', await example('drones')],
  ['examples/micius-2016', await example('micius-2016')],
  ['examples/eurasia', await example('eurasia')],
];

const rows = [];
for (const [name, scenario] of instances) {
  const options = { ...DEFAULT_PLAN_OPTIONS, timeLimitSeconds };
  const shown: { readonly seconds: number; readonly objective: number }[] = [];
  let isFirstPlan = false;
  let began = 0;
  const record = await planScenario({ scenario, options }, nodeEnvironment(), (event) => {
    const now = performance.now() / 1000;
    if (event.kind === 'stage') isFirstPlan = event.stage === 'first plan';
    if (event.kind === 'stage' && event.stage === 'catalogue') began = now;
    if (event.kind === 'record' && isFirstPlan) {
      shown.push({ seconds: now - began, objective: event.record.objective ?? 0 });
    }
  });
  const share = (objective: number) => Number((objective / record.objective!).toFixed(4));
  const [first] = shown;
  const last = shown.at(-1);
  if (!first || !last) throw new Error(`${name} shows no first plan.`);
  rows.push({
    name,
    first: { seconds: Number(first.seconds.toFixed(2)), share: share(first.objective) },
    improved: { seconds: Number(last.seconds.toFixed(2)), share: share(last.objective) },
    objective: record.objective,
    status: record.status,
  });
  console.log(JSON.stringify(rows.at(-1)));
}
await writeResult('first-plan', { timeLimitSeconds, rows });
