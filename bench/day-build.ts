/**
 * Time, memory and size of every stage before solving, from the scenario of a day to columns.
 * `node --expose-gc --import tsx bench/day-build.ts [seed] [slots]`
 */
import type { Reach } from '../src/domain/problem.ts';
import { buildProblem } from '../src/model/build-problem.ts';
import { incidenceOf } from '../src/model/incidence.ts';
import { layOut } from '../src/model/layout.ts';
import { buildTopology } from '../src/orbit/topology.ts';
import { estimateSize, sampleOf } from '../src/planning/size.ts';
import { scenarioOf } from './families.ts';
import { writeResult } from './results.ts';
import { stageClock } from './stage-clock.ts';

const seed = Number(process.argv[2] ?? 1);
const drawn = scenarioOf('day', seed);
const slots = Number(process.argv[3] ?? drawn.horizon.slots);
const scenario = { ...drawn, horizon: { ...drawn.horizon, slots } };

const { stages, stage } = stageClock();
const topology = await stage('topology', () => buildTopology(scenario));
const size = estimateSize(scenario, sampleOf(topology), ['ps-egr']).of(slots);
const problem = await stage('catalogue', () => buildProblem(scenario, topology));
const layout = await stage('layout', () => layOut(problem));
const incidence = await stage('incidence', () => incidenceOf(layout));

const demandSlots = problem.demands.length * slots;
const reached = (wanted: Reach) =>
  problem.demands.reduce((sum, { reach }) => sum + reach.filter((one) => one === wanted).length, 0) /
  demandSlots;
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const paths = problem.demands.flatMap((demand) => demand.paths);
const virtual = paths.filter(({ hops }) => hops.some(({ kind }) => kind === 'stored'));
await writeResult(
  `day-build`,
  {
    seed,
    slots,
    stages,
    estimatedMebibytes: {
      catalogue: Math.round(size.listingBytes / 2 ** 20),
      plan: Math.round(size.bytes / 2 ** 20),
    },
    estimatedColumns: Math.round(size.columns),
    links: topology.links.length,
    contacts: sum(topology.slots.map(({ link }) => link.length)),
    storagePairs: problem.storagePairs.length,
    subPaths: sum(problem.storagePairs.map((pair) => pair.subPaths.length)),
    paths: paths.length,
    virtualPaths: virtual.length,
    choices: layout.choices.length,
    choicesPerDemandSlot: layout.choices.length / demandSlots,
    choicesThatCarry: sum(incidence.choicesOf.map(({ length }) => length)),
    mostChoicesInAGroup: layout.groups.reduce((most, { choices }) => Math.max(most, choices.length), 0),
    fills: layout.fills.length,
    usefulFills: sum(incidence.fillsOf.map(({ length }) => length)),
    stocks: layout.stocks.length,
    liveStockSlots: sum(incidence.life.map(({ first, last }) => Math.max(0, last - first + 1))),
    reach: {
      usable: reached('usable'),
      'fidelity-out-of-reach': reached('fidelity-out-of-reach'),
      'no-contact': reached('no-contact'),
    },
  },
  'day-build',
);
