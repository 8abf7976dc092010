/**
 * Time, memory and bytes of every stage after solving, from a plan in columns to the files of a run, for a whole day.
 * The plan comes from the greedy rule. The prices of the Lagrangian bound are made up: one for each link and slot that
 * the plan uses up, and one for each of its stocks.
 * `node --expose-gc --import tsx bench/day-record.ts [seed] [slots]`
 */

import type { DualPrices } from '../src/domain/certificate.ts';
import { ratesCsv, stocksCsv } from '../src/io/csv.ts';
import { formatRunRecord, parseRunRecord } from '../src/io/run-record.ts';
import { greedy } from '../src/methods/rules/greedy.ts';
import { buildProblem } from '../src/model/build-problem.ts';
import { decodePlan } from '../src/model/decode.ts';
import { layOut } from '../src/model/layout.ts';
import { bestRealPaths } from '../src/model/selection.ts';
import { buildTopology } from '../src/orbit/topology.ts';
import { DEFAULT_PLAN_OPTIONS } from '../src/planning/options.ts';
import { toRecord } from '../src/planning/record.ts';
import { runContext } from '../src/planning/run-context.ts';
import { improve, initialState, noteRelaxation, tighten } from '../src/planning/run-state.ts';
import { reportHtml } from '../src/report/html.ts';
import { summaryText } from '../src/report/summary.ts';
import { scenarioHash } from '../src/scenario/hash.ts';
import { checkProblem } from '../src/verify/check-problem.ts';
import { lagrangianBound } from '../src/verify/lagrangian.ts';
import { verifyPlan } from '../src/verify/verify-plan.ts';
import { scenarioOf } from './families.ts';
import { writeResult } from './results.ts';
import { stageClock } from './stage-clock.ts';

const seed = Number(process.argv[2] ?? 1);
const drawn = scenarioOf('day', seed);
const slots = Number(process.argv[3] ?? drawn.horizon.slots);
const scenario = { ...drawn, horizon: { ...drawn.horizon, slots } };
const topology = buildTopology(scenario);
const problem = buildProblem(scenario, topology);
const layout = layOut(problem);
const { stages, stage } = stageClock();

const search = greedy.solve({
  layout,
  options: DEFAULT_PLAN_OPTIONS,
  relaxation: { bound: Number.POSITIVE_INFINITY, prices: null },
  start: bestRealPaths(layout),
  proofs: [],
  elapsedSeconds: () => 0,
  // The rule needs no solver.
  solver: null as never,
});
const found = await stage('greedy', async () => (await search.next()).value);
const improvement = 'improvement' in found ? found.improvement! : null;
const solution = { objective: improvement!.objective, values: improvement!.values! };
const plan = await stage('decodePlan', () => decodePlan(layout, solution.values));
const prices: DualPrices = {
  c3: [],
  c4: plan.routes.flatMap(({ slot, hops }) =>
    hops.flatMap((hop) => ('link' in hop ? [{ link: hop.link, slot, price: 0.1 }] : [])),
  ),
  c5: plan.stocks.flatMap(({ pair, subPath }) => [{ pair, subPath, slot: 1, price: 1e-3 }]),
  c6: [],
  freshness: [],
  c7: [],
};
const own = await stage('checkProblem', () => checkProblem(scenario, problem, 'greedy'));
const checks = await stage('verifyPlan', () =>
  verifyPlan({
    scenario,
    topology,
    plan,
    objective: solution.objective,
    bound: null,
    exempt: own.exempt,
    scheme: 'greedy',
  }),
);
const dualBound = await stage('lagrangianBound', () => lagrangianBound({ problem: own.problem, prices }));

const context = runContext({
  document: scenario,
  scenarioHash: await scenarioHash(scenario),
  options: { ...DEFAULT_PLAN_OPTIONS, scheme: 'greedy' },
  version: 'bench',
  prepared: { seconds: { topology: 0, catalogue: 0 } },
  layout,
  solver: { name: 'none', version: '' },
});
const relaxed = noteRelaxation(context, initialState(), { bound: dualBound, prices });
const bounded = tighten(relaxed, dualBound, 'made-up prices');
const state = await stage('improve', () => improve(context, bounded, solution));
const record = await stage('toRecord', () => toRecord(context, state, 'completed', 0));
const text = await stage('formatRunRecord', () => formatRunRecord(record));
await stage('parseRunRecord', () => parseRunRecord(text, 'run.json'));
const rates = await stage('ratesCsv', () => ratesCsv(record));
const stocks = await stage('stocksCsv', () => stocksCsv(record));
const report = await stage('reportHtml', () => reportHtml(record));
await stage('summaryText', () => summaryText(record, { color: false }));

const mebibytes = (one: string) => Number((one.length / 2 ** 20).toFixed(2));
const choices = problem.demands.length * slots;
await writeResult('day-record', {
  seed,
  slots,
  stages,
  failed: checks.filter(({ maxViolation }) => maxViolation > 1e-6).map(({ constraint }) => constraint),
  routes: plan.routes.length,
  servedShare: plan.routes.length / choices,
  virtualRoutes: plan.routes.filter(({ hops }) => hops.some((hop) => !('link' in hop))).length,
  fills: plan.fills.length,
  subPaths: plan.subPaths.length,
  totalPairs: record.totalPairs,
  megabytes: {
    record: mebibytes(text),
    rates: mebibytes(rates),
    stocks: mebibytes(stocks),
    report: mebibytes(report),
  },
});
