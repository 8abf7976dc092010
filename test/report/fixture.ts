import { type CheckedCertificate, CONSTRAINTS, NO_PRICES } from '../../src/domain/certificate.ts';
import type { IdleReason } from '../../src/domain/idle-reason.ts';
import type { PlannedHop, PlannedRoute } from '../../src/domain/plan.ts';
import type { CheckedRecord, DemandSummary } from '../../src/domain/run-record.ts';
import { VERSION } from '../../src/node/version.ts';

export const SLOTS = 10;
const SLOT_SECONDS = 20;

interface Way {
  readonly nodes: readonly string[];
  readonly hops: readonly PlannedHop[];
  readonly fidelity: number;
  readonly cost: number;
}

const link = (id: string): PlannedHop => ({ link: id });
const stored: PlannedHop = { pair: 'hap-1~sat-1', subPath: 'hap-1~sat-1' };
const way = (nodes: readonly string[], hops: readonly PlannedHop[], fidelity: number, cost: number): Way => ({
  nodes,
  hops,
  fidelity,
  cost,
});

const OVER_SAT_1 = way(['bern', 'sat-1', 'oslo'], [link('bern~sat-1'), link('oslo~sat-1')], 0.9412, 1);
const OVER_STOCK = way(
  ['bern', 'hap-1', 'sat-1', 'oslo'],
  [link('bern~hap-1'), stored, link('oslo~sat-1')],
  0.8921,
  2.3452,
);
const BY_FIBRE = way(['bern', 'lyon', 'turin'], [link('bern~lyon'), link('lyon~turin')], 0.9221, 1);
const OVER_HAP = way(['bern', 'hap-1', 'turin'], [link('bern~hap-1'), link('hap-1~turin')], 0.9333, 1);
const OVER_SAT_2 = way(['oslo', 'sat-2', 'turin'], [link('oslo~sat-2'), link('sat-2~turin')], 0.9108, 1);

interface Course {
  readonly id: string;
  readonly ends: readonly [string, string];
  readonly weight: number;
  /** One entry per slot: a path with its rate, or why there is none. */
  readonly slots: readonly (readonly [Way, number] | IdleReason)[];
}

const COURSES: readonly Course[] = [
  {
    id: 'bern~oslo',
    ends: ['bern', 'oslo'],
    weight: 1,
    slots: [
      'no contact',
      'no contact',
      [OVER_SAT_1, 212.5],
      [OVER_SAT_1, 240],
      [OVER_SAT_1, 251.25],
      [OVER_STOCK, 20],
      [OVER_STOCK, 11],
      [OVER_SAT_1, 180],
      'no contact',
      'better used elsewhere',
    ],
  },
  {
    id: 'bern~turin',
    ends: ['bern', 'turin'],
    weight: 1,
    slots: Array.from({ length: SLOTS }, (_, slot) =>
      slot % 5 === 4 ? ([OVER_HAP, 320] as const) : ([BY_FIBRE, 404.5] as const),
    ),
  },
  {
    id: 'oslo~turin',
    ends: ['oslo', 'turin'],
    weight: 1,
    slots: Array.from({ length: SLOTS }, (_, slot) =>
      slot < 4 ? ('fidelity target' as const) : ([OVER_SAT_2, 60 + 12 * slot] as const),
    ),
  },
  {
    id: 'lyon~oslo',
    ends: ['lyon', 'oslo'],
    weight: 1,
    slots: Array.from({ length: SLOTS }, () => 'no usable path has residual capacity or stock' as const),
  },
];

const isServed = (entry: Course['slots'][number]): entry is readonly [Way, number] =>
  typeof entry !== 'string';

const ROUTES: readonly PlannedRoute[] = COURSES.flatMap((course) =>
  course.slots.flatMap((entry, slot) => {
    if (!isServed(entry)) return [];
    const [{ nodes, hops, fidelity, cost }, rate] = entry;
    const path = hops.map((hop) => ('link' in hop ? hop.link : `${hop.pair}[${hop.subPath}]`)).join('+');
    const deliveredFidelity = Math.max(fidelity, 0.9137);
    return [
      { demand: course.id, slot, path, nodes, hops, rate, rateCap: 500, cost, fidelity, deliveredFidelity },
    ];
  }),
);

function summary({ id, ends, slots }: Course): DemandSummary {
  const routes = ROUTES.filter(({ demand }) => demand === id);
  const total = routes.reduce((sum, { rate }) => sum + rate, 0);
  const mean = (of: (route: PlannedRoute) => number) =>
    total === 0 ? null : routes.reduce((sum, route) => sum + route.rate * of(route), 0) / total;
  const share = (letter: string) => mean(({ path }) => (path.includes(letter) ? 1 : 0)) ?? 0;
  return {
    demand: id,
    source: ends[0],
    destination: ends[1],
    deliveredPairs: total * SLOT_SECONDS,
    meanRate: total / SLOTS,
    fidelityBefore: mean(({ fidelity }) => fidelity),
    fidelityAfter: mean(({ deliveredFidelity }) => deliveredFidelity),
    shares: { satellite: share('sat'), aerial: share('hap'), fibre: share('lyon'), virtual: share('[') },
    idleSlots: slots.flatMap((entry, slot) => (isServed(entry) ? [] : [{ slot, reasons: [entry] }])),
  };
}

/** The stock of hap-1~sat-1 at the beginning of slots 1 to 11: filled in 3 and 4, served in 6 and 7. */
const STOCK = [0, 0, 0, 900, 1500, 1500, 561.92, 45.976, 45.976, 45.976, 45.976];
const OBJECTIVE = ROUTES.reduce((sum, { rate }) => sum + rate, 0);
const BOUND = OBJECTIVE * 1.0123;

/** A run of ten slots over two satellites, a HAP and fibre, as the planner would record it. */
export const fixture: CheckedRecord = {
  satqn: { record: 1, version: VERSION },
  status: 'time-limit',
  method: 'benders',
  scheme: 'ps-egr',
  objective: OBJECTIVE,
  totalPairs: OBJECTIVE * SLOT_SECONDS,
  expectedPairs: null,
  bounds: {
    incumbent: OBJECTIVE,
    bound: BOUND,
    relativeGap: (BOUND - OBJECTIVE) / BOUND,
    boundBy: 'Benders master',
  },
  iterations: 12,
  certificate: {
    status: 'verified',
    maxViolation: 3e-8,
    tolerance: 1e-6,
    checks: CONSTRAINTS.map((constraint) => ({
      constraint,
      checked: constraint === 'C7' ? 0 : 48,
      maxViolation: constraint === 'C4' ? 3e-8 : 0,
      worst: constraint === 'C4' ? 'link bern~lyon, slot 4' : null,
    })),
    objective: OBJECTIVE,
    totalPairs: OBJECTIVE * SLOT_SECONDS,
    dualBound: BOUND * 1.01,
    bound: 'by the solver',
  } as unknown as CheckedCertificate,
  scenario: { name: 'Alpine ring', hash: '9f2c4e1ab07d33c8', document: { satqn: 1, name: 'Alpine ring' } },
  options: { method: 'benders', gap: 0.005, timeLimitSeconds: 60, seed: 1 },
  solver: { name: 'HiGHS', version: '1.15.1' },
  seconds: { topology: 0.12, catalogue: 0.48, solve: 60.03 },
  catalogue: { realPaths: 18, virtualPaths: 12, subPaths: 4, choices: 214 },
  horizon: { slots: SLOTS, slotSeconds: SLOT_SECONDS, start: '2026-03-20T18:00:00Z' },
  nodes: [
    { id: 'sat-1', kind: 'satellite' },
    { id: 'sat-2', kind: 'satellite' },
    { id: 'hap-1', kind: 'aerial' },
    ...['bern', 'lyon', 'oslo', 'turin'].map((id) => ({ id, kind: 'ground' as const })),
  ],
  links: [
    { id: 'bern~sat-1', ends: ['bern', 'sat-1'], class: 'S2G' },
    { id: 'oslo~sat-1', ends: ['oslo', 'sat-1'], class: 'S2G' },
    { id: 'oslo~sat-2', ends: ['oslo', 'sat-2'], class: 'S2G' },
    { id: 'sat-2~turin', ends: ['sat-2', 'turin'], class: 'S2G' },
    { id: 'hap-1~sat-1', ends: ['hap-1', 'sat-1'], class: 'S2A' },
    { id: 'bern~hap-1', ends: ['bern', 'hap-1'], class: 'A2G' },
    { id: 'hap-1~turin', ends: ['hap-1', 'turin'], class: 'A2G' },
    { id: 'bern~lyon', ends: ['bern', 'lyon'], class: 'G2G' },
    { id: 'lyon~turin', ends: ['lyon', 'turin'], class: 'G2G' },
  ],
  demands: COURSES.map(summary),
  storage: [
    { node: 'sat-1', capacity: 1500, pairs: STOCK },
    { node: 'sat-2', capacity: 1500, pairs: STOCK.map(() => 0) },
    { node: 'hap-1', capacity: 2000, pairs: STOCK },
  ],
  prices: {
    links: [
      { where: 'bern~lyon', slot: 4, amount: 404.5, price: 0.83, recheckedPrice: 0.83 },
      { where: 'oslo~sat-2', slot: 9, amount: 168, price: 1, recheckedPrice: 0.41 },
    ],
    memories: [{ where: 'sat-1', slot: 5, amount: 1500, price: 0.0213, recheckedPrice: 0.0213 }],
  },
  trajectory: Array.from({ length: 13 }, (_, iteration) => ({
    seconds: iteration === 0 ? 0.31 : 0.8 + iteration ** 1.6,
    iteration,
    incumbent: OBJECTIVE * (1 - 0.12 * Math.floor(Math.max(0, 9 - iteration) / 3) ** 1.5 * 0.3),
    bound: BOUND * (1 + 0.08 * 0.68 ** iteration - 0.08 * 0.68 ** 12),
  })),
  relaxation: { bound: BOUND * 1.08, prices: null },
  shortages: [],
  exempt: [],
  draws: null,
  warnings: [],
  notes: ['3 links were dropped, since station oslo has 2 terminals.'],
  plan: {
    routes: ROUTES,
    subPaths: [
      {
        pair: 'hap-1~sat-1',
        id: 'hap-1~sat-1',
        nodes: ['hap-1', 'sat-1'],
        hops: [link('hap-1~sat-1')],
      },
    ],
    fills: [
      { pair: 'hap-1~sat-1', subPath: 'hap-1~sat-1', slot: 2, rate: 45 },
      { pair: 'hap-1~sat-1', subPath: 'hap-1~sat-1', slot: 3, rate: 30 },
    ],
    stocks: [{ pair: 'hap-1~sat-1', subPath: 'hap-1~sat-1', pairs: STOCK }],
  },
};

/** The same run, of a network in which hap-1 has one telescope and sat-1 two. */
export const pointed: CheckedRecord = {
  ...fixture,
  options: { ...(fixture.options as object), pointing: 'planned' },
  scenario: {
    ...fixture.scenario,
    document: { satqn: 1, platforms: [{ id: 'hap-1', maximumTerminals: 1 }] },
  },
  relaxation: {
    ...fixture.relaxation,
    prices: {
      ...NO_PRICES,
      p1: [
        { node: 'sat-1', slot: 2, price: 100 },
        { node: 'hap-1', slot: 5, price: 11 },
        { node: 'sat-1', slot: 4, price: 120.5 },
        { node: 'oslo', slot: 3, price: 1e-9 },
        { node: 'sat-1', slot: 7, price: 20 },
      ],
    },
  },
  schedule: [
    {
      node: 'hap-1',
      telescope: 1,
      target: 'bern',
      link: 'bern~hap-1',
      from: 4,
      to: 7,
      acquiredAtSeconds: 92.5,
      carryingSeconds: 40,
      pairs: 1454.024,
      begin: { rangeKm: 37.5, elevationDeg: -32.1239 },
      end: { rangeKm: 37.5, elevationDeg: -32.1239 },
    },
    {
      node: 'sat-1',
      telescope: 1,
      target: 'oslo',
      link: 'oslo~sat-1',
      from: 2,
      to: 8,
      acquiredAtSeconds: 50,
      carryingSeconds: 110,
      pairs: 19129.024,
      begin: { rangeKm: 1201.25, elevationDeg: 35.125 },
      end: { rangeKm: 801.5, elevationDeg: 61.5 },
    },
    {
      node: 'sat-1',
      telescope: 2,
      target: 'bern',
      link: 'bern~sat-1',
      from: 2,
      to: 5,
      acquiredAtSeconds: 50,
      carryingSeconds: 50,
      pairs: 14075,
      begin: { rangeKm: 1300, elevationDeg: 30 },
      end: { rangeKm: 900, elevationDeg: 50 },
    },
    {
      node: 'sat-1',
      telescope: 2,
      target: 'hap-1',
      link: 'hap-1~sat-1',
      from: 5,
      to: 6,
      acquiredAtSeconds: null,
      carryingSeconds: 0,
      pairs: 0,
      begin: null,
      end: null,
    },
  ],
  plan: {
    ...fixture.plan!,
    pointing: [
      { link: 'bern~hap-1', from: 4, to: 7 },
      { link: 'bern~sat-1', from: 2, to: 5 },
      { link: 'hap-1~sat-1', from: 5, to: 6 },
      { link: 'oslo~sat-1', from: 2, to: 8 },
    ],
  },
};

/** A record without a plan, since the minimum rates cannot all be met. */
export const infeasible: CheckedRecord = {
  ...fixture,
  status: 'infeasible',
  objective: null,
  totalPairs: null,
  expectedPairs: null,
  bounds: { incumbent: null, bound: null, relativeGap: null, boundBy: 'none' },
  certificate: null,
  links: [],
  demands: [],
  storage: [],
  prices: { links: [], memories: [] },
  trajectory: [],
  shortages: [
    { demand: 'bern~oslo', slot: 2, missingRate: 12 },
    { demand: 'bern~oslo', slot: 3, missingRate: 17.5 },
    { demand: 'lyon~oslo', slot: 9, missingRate: 4 },
  ],
  exempt: [{ demand: 'bern~oslo', slot: 0 }],
  plan: null,
};
