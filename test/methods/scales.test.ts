/** Numbers of any size: the same instance in other units has the same plan in those units. */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHOD_NAMES } from '../../src/domain/methods/methods.ts';
import { REFERENCE_SCHEME, SCHEME_NAMES } from '../../src/domain/schemes/schemes.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { searchByWindows } from '../../src/methods/auto/auto.ts';
import { planByBlocks } from '../../src/methods/blocks/blocks.ts';
import type { Method } from '../../src/methods/method.ts';
import { solveRelaxation } from '../../src/methods/relaxation.ts';
import { incidenceOf } from '../../src/model/incidence.ts';
import { layOut } from '../../src/model/layout.ts';
import { tightenRateCaps } from '../../src/model/reachable-stock.ts';
import type { PlanOptions } from '../../src/planning/options.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { anyFamily, rebuilt, smallInstance } from './instances.ts';
import { LIMITS, planned, solveWith } from './solve.ts';

const times = <V extends number | readonly number[]>(value: V, factor: number): V =>
  (typeof value === 'number' ? value * factor : value.map((one) => one * factor)) as V;

/** Memories, initial stocks × `pairs`; links × `capacities`; minimum rates × `rates`; times × `seconds`. */
function rescaled(
  scenario: Scenario,
  by: { capacities: number; pairs: number; rates: number; seconds: number },
): Scenario {
  const { storage, horizon } = scenario;
  const { memory } = storage;
  return {
    ...scenario,
    horizon: { ...horizon, slotSeconds: horizon.slotSeconds * by.seconds },
    links: scenario.links.map((link) => ({ ...link, capacity: times(link.capacity, by.capacities) })),
    demands: scenario.demands.map((demand) => ({
      ...demand,
      minimumRate: demand.minimumRate * by.rates,
    })),
    storage: {
      ...storage,
      kinds: Object.fromEntries(Object.entries(storage.kinds).map(([kind, b]) => [kind, b! * by.pairs])),
      initialStock: storage.initialStock.map((stock) => ({ ...stock, pairs: stock.pairs * by.pairs })),
      memory:
        'coherenceSeconds' in memory
          ? { ...memory, coherenceSeconds: memory.coherenceSeconds * by.seconds }
          : memory,
    },
  };
}

/** (i): everything that counts pairs × s; rates and pairs of the plan × s. */
const inOtherPairs = (scenario: Scenario, s: number) => ({
  scenario: rescaled(scenario, { capacities: s, pairs: s, rates: s, seconds: 1 }),
  rates: s,
});

/** (ii): slots and coherence × s. Rates stay as they are where capacities are rates, otherwise they are ÷ s. */
function inOtherSeconds(scenario: Scenario, s: number) {
  const isRate = scenario.capacityUnit === 'pairs-per-second';
  const by = isRate ? { pairs: s, rates: 1 } : { pairs: 1, rates: 1 / s };
  return { scenario: rescaled(scenario, { capacities: 1, seconds: s, ...by }), rates: by.rates };
}

const RESCALINGS = { 'pairs × s': inOtherPairs, 'seconds × s': inOtherSeconds };
const anyScale = fc.constantFrom(1e-9, 3e-7, 1e-4, 0.3, 17, 1e4, 4e6, 1e9);
const anyRescaling = fc.constantFrom(...(Object.keys(RESCALINGS) as (keyof typeof RESCALINGS)[]));
const anyCase = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  family: anyFamily,
  s: anyScale,
  rescaling: anyRescaling,
});
const RUNS = 20;
/** Each of the two is optimal up to the solver's tolerances, about 1e-9 of the objective. */
const TOLERANCE = 2e-9;

function expectSame(value: number | null, reference: number | null, factor: number): void {
  if (value === null || reference === null) {
    expect(value).toBe(reference);
    return;
  }
  expect(Math.abs(value - factor * reference)).toBeLessThanOrEqual(TOLERANCE * Math.abs(factor * reference));
}

/** Every method, and every scheme by itself; blocks, which cut their plans by size, follow below. */
const WAYS: readonly Partial<PlanOptions>[] = [
  ...METHOD_NAMES.filter((method) => method !== 'blocks').map((method) => ({ method })),
  ...SCHEME_NAMES.filter((scheme) => scheme !== REFERENCE_SCHEME).map((scheme) => ({ scheme })),
];

describe.each(WAYS)('%o', (options) => {
  it('plans the same in other units, verified, with the bound above it (seed 91)', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ seed, family, s, rescaling }) => {
        const { scenario } = smallInstance(seed, family);
        const other = RESCALINGS[rescaling](scenario, s);
        const wish = { ...options, gap: 0 };
        const { record: plain } = await planned(scenario, wish);
        const { record } = await planned(other.scenario, wish);
        expect(record.status).toBe(plain.status);
        expectSame(record.objective, plain.objective, other.rates);
        expect(record.certificate?.status).toBe(plain.certificate?.status);
        if (record.plan) expect(record.certificate?.status).toBe('verified');
        expect(record.notes.filter((note) => note.startsWith('error'))).toEqual([]);
      }),
      { seed: 91, numRuns: RUNS },
    );
  });
});

describe('methods for large instances', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await highsSolver();
  });
  afterAll(() => solver.close());

  it.each<[string, Method['solve']]>([
    [
      'windows',
      (task) =>
        searchByWindows(
          task,
          incidenceOf(task.layout),
          { cuts: 2, bound: 1, roll: 2, improve: 1, offered: 0.3 },
          '',
        ),
    ],
    [
      'blocks',
      (task) =>
        planByBlocks(task, incidenceOf(task.layout), null, {
          blockColumns: 40,
          windowBinaries: 10,
          windowColumns: 40,
          firstColumns: 20,
        }),
    ],
  ])('%s: the same optimum in other units (seed 92)', async (_, solve) => {
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ seed, family, s, rescaling }) => {
        const { scenario } = smallInstance(seed, family);
        const other = RESCALINGS[rescaling](scenario, s);
        const optimumOf = async (of: Scenario) => {
          const layout = tightenRateCaps(layOut(rebuilt(of).problem));
          const relaxation = await solveRelaxation(solver, layout, LIMITS);
          return solveWith(solver, layout, relaxation, { solve }, { iterationLimit: 1e6 });
        };
        const plain = await optimumOf(scenario);
        const found = await optimumOf(other.scenario);
        expect(found.status).toBe(plain.status);
        if (plain.objective === null) return;
        // To the gap of 1e-6 that both were asked for.
        const reference = other.rates * plain.objective;
        expect(Math.abs(found.objective! - reference)).toBeLessThanOrEqual(2e-6 * reference);
        for (const bound of found.bounds) expect(bound).toBeGreaterThanOrEqual(reference * (1 - 1e-6));
      }),
      { seed: 92, numRuns: RUNS },
    );
  });
});
