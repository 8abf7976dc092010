/**
 * How fast plans are simulated: `node --import tsx bench/simulation.ts pairs` follows pairs of the plan of examples/paper.yaml and of
 * two links alone, `... day` counts 100 replications of a day (bench/day.ts), planned in 30 s. Processor time.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { serialize } from 'node:v8';
import { DEFAULT_SIMULATION_OPTIONS, type SimulationOptions } from '../src/domain/simulation.ts';
import { nodeEnvironment } from '../src/node/environment.ts';
import { DEFAULT_PLAN_OPTIONS } from '../src/planning/options.ts';
import { planScenario } from '../src/planning/plan.ts';
import { simulatedPlan } from '../src/planning/simulation/prepare-simulation.ts';
import { parseScenario } from '../src/scenario/parse.ts';
import type { Scenario } from '../src/scenario/schema/scenario.ts';
import { scenarioOf } from './families.ts';
import { writeResult } from './results.ts';

const TWO_LINKS = parseScenario(`satqn: 1
name: two links
horizon: {slots: 1, slotSeconds: 100}
nodes: [{id: a, kind: ground}, {id: s, kind: satellite}, {id: b, kind: ground}]
links:
  - {ends: [a, s], capacity: 10000, fidelity: 0.99}
  - {ends: [s, b], capacity: 10000, fidelity: 0.99}
demands: [{source: a, destination: b, fidelityTarget: 0.9}]
`);

const run = promisify(execFile);
const directory = await mkdtemp(join(tmpdir(), 'satqn-simulation-'));

async function measured(
  scenario: Scenario,
  timeLimitSeconds: number,
  wanted: readonly { readonly options: Partial<SimulationOptions>; readonly replications: number }[],
) {
  const options = { ...DEFAULT_PLAN_OPTIONS, timeLimitSeconds, shadowPrices: false };
  const record = await planScenario({ scenario, options }, nodeEnvironment(), () => {});
  const plan = await simulatedPlan(false, record, nodeEnvironment());
  const rows = [];
  for (const { options: changes, replications } of wanted) {
    const prepared = plan.prepare({ ...DEFAULT_SIMULATION_OPTIONS, ...changes });
    const file = join(directory, 'execution');
    await writeFile(file, serialize({ execution: prepared.execution, options: prepared.options }));
    const { stdout } = await run(process.execPath, [
      '--import',
      'tsx',
      new URL('simulation-run.ts', import.meta.url).pathname,
      file,
      String(replications),
    ]);
    rows.push({ scenario: scenario.name, ...JSON.parse(stdout) });
    console.log(stdout.trim());
  }
  return rows;
}

const FOLLOW = [{ discipline: 'tokens' }, { discipline: 'planned', engine: 'pairs' }] as const;
const follow = (replications: number) => FOLLOW.map((options) => ({ options, replications }));

async function rowsOf(what: string) {
  if (what === 'day') {
    const options = { discipline: 'planned', engine: 'batch' } as const;
    return measured(scenarioOf('day', 1), 30, [{ options, replications: 100 }]);
  }
  const paper = parseScenario(await readFile(new URL('../examples/paper.yaml', import.meta.url), 'utf8'));
  // Its slots bring few pairs each, so it takes many replications to be measurable.
  return [...(await measured(TWO_LINKS, 60, follow(30))), ...(await measured(paper, 60, follow(300)))];
}

try {
  const what = process.argv[2] ?? 'pairs';
  await writeResult(`simulation-${what}`, { rows: await rowsOf(what) }, 'simulation');
} finally {
  await rm(directory, { recursive: true });
}
process.exit(0);
