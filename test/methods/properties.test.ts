import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { METHOD_NAMES } from '../../src/domain/methods/methods.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { solveRelaxation } from '../../src/methods/relaxation.ts';
import { layOut } from '../../src/model/layout.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { anyFamily, type Instance, rebuilt, smallInstance } from './instances.ts';
import { LIMITS, milpOptimum, planned } from './solve.ts';

const RUNS = 12;

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

const anySeed = fc.integer({ min: 1, max: 1_000_000 });
const anyInstance = fc.tuple(anySeed, anyFamily).map(([seed, family]) => smallInstance(seed, family));
/** Without C7, so that there always is a plan. */
const anyFeasible = fc
  .tuple(anySeed, anyFamily)
  .map(([seed, family]) => smallInstance(seed, { ...family, minimumRate: 0 }));

/** With minimum rates, some of them out of reach. */
const anyHurried = fc
  .tuple(anySeed, anyFamily, fc.constantFrom(0, 1.5, 12))
  .map(([seed, family, minimumRate]) => smallInstance(seed, { ...family, minimumRate }));

const optimum = async (instance: Instance): Promise<number> => (await milpOptimum(solver, instance))!;
/** Infeasible counts as the worst that can be. */
const value = async (instance: Instance): Promise<number> =>
  (await milpOptimum(solver, instance)) ?? Number.NEGATIVE_INFINITY;
/** The solver's tolerance. */
const slack = (amount: number): number => 1e-6 * Math.max(1, Math.abs(amount));
const expectAtLeast = (larger: number, smaller: number): void => {
  if (smaller !== Number.NEGATIVE_INFINITY) expect(larger).toBeGreaterThanOrEqual(smaller - slack(smaller));
};
const expectEqual = (found: number, expected: number): void => {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(slack(expected));
};

const withStorage = (instance: Instance, change: Partial<Scenario['storage']>): Instance =>
  rebuilt({ ...instance.scenario, storage: { ...instance.scenario.storage, ...change } });
const withStores = (instance: Instance, factor: number): Instance => {
  const kinds = Object.entries(instance.scenario.storage.kinds);
  return withStorage(instance, { kinds: Object.fromEntries(kinds.map(([kind, b]) => [kind, b! * factor])) });
};

describe('properties of the optimum', () => {
  it('never falls with B_m, and rises somewhere (seed 11)', async () => {
    let risen = 0;
    await fc.assert(
      fc.asyncProperty(anyInstance, async (instance) => {
        const values: number[] = [];
        for (const factor of [1, 1.5, 4]) values.push(await value(withStores(instance, factor)));
        expectAtLeast(values[1]!, values[0]!);
        expectAtLeast(values[2]!, values[1]!);
        if (values[2]! > values[0]! + 1e-3) risen++;
      }),
      { seed: 11, numRuns: RUNS },
    );
    expect(risen).toBeGreaterThan(0);
  });

  it('is not above the LP relaxation, and somewhere below it (seed 12)', async () => {
    let below = 0;
    await fc.assert(
      fc.asyncProperty(anyInstance, async (instance) => {
        const best = await value(instance);
        const { bound } = await solveRelaxation(solver, layOut(instance.problem), LIMITS);
        expectAtLeast(bound, best);
        if (bound > best + 1e-3) below++;
      }),
      { seed: 12, numRuns: RUNS },
    );
    expect(below).toBeGreaterThan(0);
  });

  it('is not below that without storage, and somewhere above it (seed 13)', async () => {
    let above = 0;
    await fc.assert(
      fc.asyncProperty(anyFeasible, async (instance) => {
        const without = withStorage(instance, { kinds: {}, initialStock: [] });
        expect(without.problem.storagePairs).toEqual([]);
        const [stored, bare] = [await optimum(instance), await optimum(without)];
        expectAtLeast(stored, bare);
        if (stored > bare + 1e-3) above++;
      }),
      { seed: 13, numRuns: RUNS },
    );
    expect(above).toBeGreaterThan(0);
  });

  it('never falls with another demand (seed 14)', async () => {
    let risen = 0;
    await fc.assert(
      fc.asyncProperty(anySeed, anyFamily, async (seed, family) => {
        const values: number[] = [];
        for (const demands of [1, 2, 3]) {
          values.push(
            await optimum(smallInstance(seed, { ...family, weights: false, minimumRate: 0, demands })),
          );
        }
        expectAtLeast(values[1]!, values[0]!);
        expectAtLeast(values[2]!, values[1]!);
        if (values[2]! > values[0]! + 1e-3) risen++;
      }),
      { seed: 14, numRuns: RUNS },
    );
    expect(risen).toBeGreaterThan(0);
  });

  it('scales with the weights (seed 15)', async () => {
    await fc.assert(
      fc.asyncProperty(anyFeasible, fc.constantFrom(0, 0.5, 3), async (instance, factor) => {
        const { demands } = instance.scenario;
        const scaled = demands.map(({ weight, ...demand }) => ({
          ...demand,
          weight: typeof weight === 'number' ? weight * factor : weight.map((w) => w * factor),
        }));
        const found = await optimum(rebuilt({ ...instance.scenario, demands: scaled }));
        expectEqual(found, factor * (await optimum(instance)));
      }),
      { seed: 15, numRuns: RUNS },
    );
  });

  it('scales with capacities, stores and stocks together (seed 16)', async () => {
    const times = (factor: number, c: number | number[]) =>
      typeof c === 'number' ? c * factor : c.map((one) => one * factor);
    await fc.assert(
      fc.asyncProperty(anyFeasible, fc.constantFrom(0.5, 3), async (instance, factor) => {
        const { links, storage } = instance.scenario;
        const larger = rebuilt({
          ...withStores(instance, factor).scenario,
          links: links.map((link) => ({ ...link, capacity: times(factor, link.capacity) })),
        });
        const initialStock = storage.initialStock.map((one) => ({ ...one, pairs: one.pairs * factor }));
        const found = await optimum(withStorage(larger, { initialStock }));
        expectEqual(found, factor * (await optimum(instance)));
      }),
      { seed: 16, numRuns: RUNS },
    );
  });

  it('is the same whether capacities are stated per slot or per second (seed 17)', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, anyFamily, async (seed, family) => {
        const perSlot = smallInstance(seed, { ...family, unit: 'pairs-per-slot' });
        const { links, horizon } = perSlot.scenario;
        const perSecond = links.map(({ capacity, ...link }) => ({
          ...link,
          capacity: (capacity as number[]).map((pairs) => pairs / horizon.slotSeconds),
        }));
        const found = await milpOptimum(
          solver,
          rebuilt({ ...perSlot.scenario, capacityUnit: 'pairs-per-second', links: perSecond }),
        );
        const expected = await milpOptimum(solver, perSlot);
        expect(found === null).toBe(expected === null);
        if (expected !== null) expectEqual(found!, expected);
      }),
      { seed: 17, numRuns: RUNS },
    );
  });
});

describe('names and order on complete catalogues', () => {
  const COMPLETE = { realPaths: 1000, virtualPaths: 1000, subPaths: 1000 };

  /** The scenario with its nodes under other names, and every list in another order. */
  function relabelled(scenario: Scenario, seed: number): Scenario {
    const draw = randomStream(seed, 'relabelling');
    const shuffled = <T>(list: readonly T[]): T[] =>
      list
        .map((item) => ({ item, key: draw() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
    const ids = scenario.nodes.map(({ id }) => id);
    const names = shuffled(ids.map((_, i) => `n${i}`));
    const name = (id: string) => names[ids.indexOf(id)]!;
    return {
      ...scenario,
      nodes: shuffled(scenario.nodes.map((node) => ({ ...node, id: name(node.id) }))),
      links: shuffled(
        scenario.links.map((link, i) => {
          const [a, b] = link.ends;
          return {
            ...link,
            id: `l${(i * 7) % 11}`,
            ends: draw() < 0.5 ? [name(a), name(b)] : [name(b), name(a)],
          };
        }),
      ),
      storage: {
        ...scenario.storage,
        initialStock: scenario.storage.initialStock.map((stock) => ({
          ...stock,
          nodes: stock.nodes.map(name).reverse(),
        })),
      },
      demands: shuffled(
        scenario.demands.map((demand, i) => ({
          ...demand,
          id: `k${9 - i}`,
          // Entanglement has no direction.
          source: name(demand.destination),
          destination: name(demand.source),
        })),
      ),
    };
  }

  it('do not change the optimum (seed 18)', async () => {
    await fc.assert(
      fc.asyncProperty(anySeed, anyFamily, async (seed, family) => {
        const few = { slots: 2, groundStorage: false, virtualSubPaths: 0, minimumRate: 0 };
        const small = smallInstance(seed, { ...family, ...few });
        const complete = rebuilt({ ...small.scenario, paths: { ...small.scenario.paths, ...COMPLETE } });
        const other = rebuilt(relabelled(complete.scenario, seed));
        const count = ({ problem }: Instance) => problem.demands.map(({ paths }) => paths.length);
        expect(Math.max(...count(complete))).toBeLessThan(1000);
        expect(count(other).sort()).toEqual(count(complete).sort());
        expectEqual(await optimum(other), await optimum(complete));
      }),
      { seed: 18, numRuns: RUNS },
    );
  });
});

describe('every plan that is handed out', () => {
  it.each(METHOD_NAMES)(
    'verifies, within its bound, at the end and on the way: %s (seed 19)',
    async (method) => {
      const statuses = new Set<string>();
      let plans = 0;
      await fc.assert(
        fc.asyncProperty(anyHurried, async ({ scenario }) => {
          const { record, events } = await planned(scenario, { method });
          statuses.add(record.status);
          const onTheWay = events.flatMap((event) => (event.kind === 'record' ? [event.record] : []));
          for (const { certificate, plan, objective, bounds } of [...onTheWay, record]) {
            if (certificate === null) continue;
            plans++;
            expect(certificate.status).toBe('verified');
            expect(plan).not.toBeNull();
            expectEqual(certificate.objective, objective!);
            expectAtLeast(bounds.bound!, objective!);
          }
          if (record.status === 'infeasible') {
            expect(record.plan).toBeNull();
            expect(record.shortages).not.toEqual([]);
          } else {
            expectEqual(record.objective!, (await milpOptimum(solver, rebuilt(scenario)))!);
          }
        }),
        { seed: 19, numRuns: RUNS },
      );
      expect(plans).toBeGreaterThan(RUNS);
      expect([...statuses].sort()).toEqual(['infeasible', 'optimal']);
    },
  );
});
