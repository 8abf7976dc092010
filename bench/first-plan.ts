/**
 * How soon a first plan is built and checked, and what it is worth compared with what the default has in the end: `node
 * --import tsx bench/first-plan.ts [instances, comma-separated]`. Seconds count from the columns, that is, after network and
 * catalogue.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compiled } from './compiled.ts';
import type { FirstPlanOutcome } from './first-plan-run.ts';
import { writeResult } from './results.ts';

const example = (name: string) => fileURLToPath(new URL(`../examples/${name}.yaml`, import.meta.url));
/** What each is, and the time limit of the default, in seconds. */
const INSTANCES: Readonly<Record<string, readonly [of: readonly string[], timeLimitSeconds: number]>> = {
  'paper, seed 1': [['paper', '1'], 20],
  'metro, seed 1': [['metro', '1'], 20],
  'continental, seed 1': [['continental', '1'], 20],
  'day, seed 1': [['day', '1'], 60],
  'day-pointed, seed 1': [['day-pointed', '1'], 60],
  'agency, seed 1': [['agency', '1'], 30],
  'agency-pointed, seed 1': [['agency-pointed', '1'], 30],
  ...Object.fromEntries(
    ['paper', 'drones', 'micius-2016', 'eurasia', 'eurasia-hardware'].map((name) => [
      `examples/${name}`,
      [[example(name)], 20],
    ]),
  ),
};
const asked = process.argv[2]?.split(/,(?! )/) ?? Object.keys(INSTANCES);

const script = await compiled('first-plan-run.ts');
const rows = [];
for (const name of asked) {
  const [of, timeLimitSeconds] = INSTANCES[name]!;
  const text = execFileSync(process.execPath, [script, ...of, String(timeLimitSeconds)], {
    encoding: 'utf8',
  });
  const { objective, status, ...plans }: FirstPlanOutcome = JSON.parse(text);
  const shown = Object.entries(plans).map(([when, plan]) => [
    when,
    plan && {
      seconds: Number(plan.seconds.toFixed(2)),
      share: Number((plan.objective / objective!).toFixed(4)),
    },
  ]);
  rows.push({ name, ...Object.fromEntries(shown), objective, timeLimitSeconds, status });
  console.log(JSON.stringify(rows.at(-1)));
}
await writeResult('first-plan', { rows }, 'first-plan', false);
