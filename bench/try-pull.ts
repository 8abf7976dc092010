import { readFileSync } from 'node:fs';
import { openPullSearch } from '../src/methods/pull/pull-plan.ts';
import { layOut } from '../src/model/layout.ts';
import { nodeEnvironment } from '../src/node/environment.ts';
import { prepare } from '../src/planning/prepare.ts';
import { parseScenario } from '../src/scenario/parse.ts';
import { scenarioOf } from './families.ts';

const [what, seed = '1', seconds = '10'] = process.argv.slice(2);
const scenario = what!.includes('.')
  ? parseScenario(readFileSync(what!, 'utf8'))
  : scenarioOf(what as never, Number(seed));
const t0 = performance.now();
const prepared = await prepare(scenario, nodeEnvironment(), () => {});
console.log('prepared', ((performance.now() - t0) / 1e3).toFixed(2));
const layout = layOut(prepared.problem);
const t1 = performance.now();
const search = openPullSearch(layout, Number(process.argv[5] ?? 1));
const unit = (n: number) => n.toFixed(2);
console.log(
  'first',
  unit(search.plan.solution().objective),
  ((performance.now() - t1) / 1e3).toFixed(3),
  'groups',
  layout.groups.length,
  'choices',
  layout.choices.length,
  'fills',
  layout.fills.length,
);
let tries = 0;
const t2 = performance.now();
let next = 0.1;
while ((performance.now() - t2) / 1e3 < Number(seconds)) {
  search.improve(100);
  tries += 100;
  const s = (performance.now() - t2) / 1e3;
  if (s >= next) {
    console.log(s.toFixed(2), tries, unit(search.plan.solution().objective));
    next *= 2.2;
  }
}
const solution = search.plan.solution();
console.log('end', tries, unit(solution.objective), 'us/try', ((Number(seconds) * 1e6) / tries).toFixed(1));

import { judge } from '../src/planning/judge.ts';
import { DEFAULT_PLAN_OPTIONS } from '../src/planning/options.ts';
import { runContext } from '../src/planning/run-context.ts';

const context = runContext({
  scenario,
  scenarioHash: '',
  options: DEFAULT_PLAN_OPTIONS,
  version: '',
  prepared,
  layout,
  solver: { name: '', version: '' },
});
const { certificate, missed } = judge(context, { bound: Infinity, dualBound: null }, solution);
console.log(certificate.status, certificate.maxViolation, certificate.objective, 'missed', missed.length);
if (certificate.status === 'failed') console.log(certificate.checks.filter((c) => c.maxViolation > 1e-7));
