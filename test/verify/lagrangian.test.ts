import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { type DualPrices, NO_PRICES } from '../../src/domain/certificate.ts';
import type { MemoryModel } from '../../src/domain/memory.ts';
import type { Problem } from '../../src/domain/problem.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { lagrangianBound } from '../../src/verify/lagrangian.ts';
import { randomProblem } from './random-problem.ts';
import { type ReferenceResult, solveReference } from './reference-program.ts';

/** Every price, changed by `change`. */
const changed = (prices: DualPrices, change: (price: number) => number): DualPrices => {
  const each = <Row extends { readonly price: number }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, price: change(row.price) }));
  return {
    c3: each(prices.c3),
    c4: each(prices.c4),
    c5: each(prices.c5),
    c6: each(prices.c6),
    freshness: each(prices.freshness),
    c7: each(prices.c7),
  };
};

const memories: [string, MemoryModel][] = [
  ['ideal', { model: 'ideal' }],
  ['loss', { model: 'loss', coherenceSeconds: 40 }],
  ['a maximum age of 1 slot', { model: 'depolarising', coherenceSeconds: 1e3, maximumStorageSlots: 1 }],
  ['a maximum age of 2 slots', { model: 'dephasing', coherenceSeconds: 1e3, maximumStorageSlots: 2 }],
];

it('by hand: two demands on one link', () => {
  // Weights 1 and 2, g = 1 and 2, C = 10: alone each is worth 10; so is any mixture.
  const topology: Problem['topology'] = {
    slotCount: 1,
    slotSeconds: 5,
    start: null,
    capacityUnit: 'pairs-per-slot',
    nodes: [],
    links: [{ id: 'l', ends: ['a', 'b'], class: 'G2G', kind: 'explicit', via: null, emitter: 'a' }],
    slots: [{ link: Int32Array.of(0), capacity: Float64Array.of(50), fidelity: Float64Array.of(0.9) }],
    notes: [],
    warnings: [],
    contactless: new Set(),
  };
  const demand = (id: string, weight: number, cost: number): Problem['demands'][number] => {
    const offers = [{ slot: 0, cost, rateCap: 10 / cost, fidelity: 0.9, deliveredFidelity: 0.9 }];
    const paths = [{ id: 'l', nodes: ['a', 'b'], hops: [{ kind: 'link' as const, link: 0 }], offers }];
    const common = { source: 'a', destination: 'b', fidelityTarget: 0.9, minimumRate: 0 };
    return { ...common, id, weight: [weight], paths, reach: ['usable'] };
  };
  const demands = [demand('one', 1, 1), demand('two', 2, 2)];
  const problem: Problem = {
    topology,
    storageNodes: [],
    storagePairs: [],
    demands,
    memory: { model: 'ideal' },
  };
  const at = (price: number) => ({ ...NO_PRICES, c4: [{ link: 'l', slot: 0, price }] });
  expect(lagrangianBound({ problem, prices: NO_PRICES })).toBe(20);
  expect(lagrangianBound({ problem, prices: at(0.5) })).toBe(5 + 5 + 5);
  expect(lagrangianBound({ problem, prices: at(1) })).toBe(10);
  expect(lagrangianBound({ problem, prices: at(3) })).toBe(30);
});

describe('by hand: 10 pairs wait for one slot of service', () => {
  /** δ = 5 s; 2 pairs/s fill in slot 0, or 10 pairs are in stock; all are wanted in slot `used`. */
  const waiting = (maximumStorageSlots: number, used: number, initialStock: number): Problem => ({
    topology: {
      slotCount: 3,
      slotSeconds: 5,
      start: null,
      capacityUnit: 'pairs-per-second',
      nodes: [],
      links: [{ id: 'l', ends: ['m1', 'm2'], class: 'G2G', kind: 'explicit', via: null, emitter: 'm1' }],
      slots: [2, 0, 0].map((capacity) => ({
        link: Int32Array.from(capacity ? [0] : []),
        capacity: Float64Array.from(capacity ? [capacity] : []),
        fidelity: Float64Array.from(capacity ? [0.9] : []),
      })),
      notes: [],
      warnings: [],
      contactless: new Set(),
    },
    storageNodes: ['m1', 'm2'].map((node) => ({ node, capacity: 100 })),
    storagePairs: [
      {
        id: 'm1~m2',
        ends: ['m1', 'm2'],
        capacity: 100,
        subPaths: [
          {
            id: 'l',
            nodes: ['m1', 'm2'],
            hops: [{ kind: 'link', link: 0 }],
            initialStock,
            initialFidelity: initialStock ? 0.9 : null,
            fills: initialStock ? [] : [{ slot: 0, cost: 1, fidelity: 0.9, rateCap: 2 }],
          },
        ],
      },
    ],
    demands: [
      {
        id: 'k',
        source: 'm1',
        destination: 'm2',
        weight: [1, 1, 1],
        fidelityTarget: 0.8,
        minimumRate: 0,
        paths: [
          {
            id: '[m1~m2:l]',
            nodes: ['m1', 'm2'],
            hops: [{ kind: 'stored', pair: 0, subPath: 0 }],
            offers: [{ slot: used, cost: 1, rateCap: 20, fidelity: 0.9, deliveredFidelity: 0.9 }],
          },
        ],
        reach: ['no-contact', 'no-contact', 'no-contact'].map((_, t) =>
          t === used ? 'usable' : 'no-contact',
        ),
      },
    ],
    memory: { model: 'depolarising', coherenceSeconds: 1e6, maximumStorageSlots },
  });
  const stock = (slot: number, price: number) => ({ pair: 'm1~m2', subPath: 'l', slot, price });
  const memory = (node: string, slot: number, price: number) => ({ node, slot, price });

  it.each([
    [2, 2],
    [1, 0],
  ])('filled two slots before, A = %d: %d pairs/s', (age, bound) => {
    const prices = { ...NO_PRICES, c5: [stock(2, 0.2)], freshness: [stock(2, 0.2)] };
    expect(lagrangianBound({ problem: waiting(age, 2, 0), prices })).toBeCloseTo(bound, 12);
  });

  it.each([
    [2, 2],
    [1, 0],
  ])('in stock from the beginning and used in the second slot, A = %d: %d pairs/s', (age, bound) => {
    const prices = { ...NO_PRICES, c5: [stock(1, 0.2)], freshness: [stock(1, 0.2)] };
    expect(lagrangianBound({ problem: waiting(age, 1, 10), prices })).toBeCloseTo(bound, 12);
  });

  it('filled over another stock in the second slot, and used in the third: what can be in stock by then', () => {
    const problem = waiting(2, 2, 0);
    const [direct] = problem.storagePairs;
    const subPath = direct!.subPaths[0]!;
    const hops = [
      { kind: 'stored' as const, pair: 0, subPath: 0 },
      { kind: 'link' as const, link: 0 },
    ];
    const fills = [{ slot: 1, cost: 1, fidelity: 0.9, rateCap: 1.5 }];
    const nested = {
      ...direct!,
      id: 'm1~m3',
      subPaths: [{ ...subPath, id: 'n', hops, initialStock: 0, fills }],
    };
    const [demand] = problem.demands;
    const drawn = [{ ...demand!.paths[0]!, hops: [{ kind: 'stored' as const, pair: 1, subPath: 0 }] }];
    const from = (initialStock: number): Problem => ({
      ...problem,
      storagePairs: [{ ...direct!, subPaths: [{ ...subPath, initialStock, fills: [] }] }, nested],
      demands: [{ ...demand!, paths: drawn }],
    });
    // δ = 5 s: 7.5 pairs fill at 1.5 pairs/s, or as many as are in the stock below.
    expect(lagrangianBound({ problem: from(100), prices: NO_PRICES })).toBeCloseTo(1.5, 12);
    expect(lagrangianBound({ problem: from(5), prices: NO_PRICES })).toBeCloseTo(1, 12);
  });

  // At no prices 2, what 10 pairs serve in slot 3; B = 100.
  it.each<[string, Partial<DualPrices>, number]>([
    [
      'of memories: B at its price, whether or not a stock is worth it',
      { c3: [memory('m1', 1, 0.1), memory('m2', 2, 0.3)] },
      10 + 30 + 2,
    ],
    [
      'of memories and of serving: a stock pays at both its ends',
      { c3: [memory('m1', 1, 0.1), memory('m2', 1, 0.2)], c5: [stock(1, 0.5)] },
      // 10 pairs, at 0.5 − 0.1 − 0.2 each.
      10 + 20 + 2 + 2,
    ],
    // 2 pairs/s for 5 s at 0.4 a pair; as stock they pay it back.
    [
      'of appearing: what is filled in slot 1 appears at the beginning of slot 2',
      { c6: [stock(1, 0.4)] },
      4 + 2,
    ],
    [
      'of freshness: what is filled in slot 1 is as fresh as it may be after slot 3',
      { freshness: [stock(3, 0.2)] },
      2 + 2,
    ],
    ['of freshness: what is filled in slot 1 counts from slot 2 on', { freshness: [stock(1, 0.2)] }, 2 + 2],
    ['of freshness: and not before', { freshness: [stock(0, 0.2)] }, 2],
  ])('prices %s', (_, prices, bound) => {
    expect(lagrangianBound({ problem: waiting(3, 2, 0), prices: { ...NO_PRICES, ...prices } })).toBeCloseTo(
      bound,
      12,
    );
  });

  it('the balance is an inequality with a maximum age, so that its prices are not negative', () => {
    const problem = waiting(2, 2, 0);
    const free = lagrangianBound({ problem, prices: NO_PRICES });
    const negative = lagrangianBound({ problem, prices: { ...NO_PRICES, c6: [stock(1, -1)] } });
    expect(negative).toBe(free);
    const ideal: Problem = { ...problem, memory: { model: 'ideal' } };
    const waste = lagrangianBound({ problem: ideal, prices: { ...NO_PRICES, c6: [stock(1, -1)] } });
    // z^1 ≤ 10 now gains 1 a pair.
    expect(waste).toBeCloseTo(free + 10, 12);
  });
});

describe.each(memories)('Lagrangian bound, memory: %s', (_, memory) => {
  let solver: Solver;
  const solved: (ReferenceResult & { problem: Problem; seed: number })[] = [];
  beforeAll(async () => {
    solver = await highsSolver();
    for (let seed = 1; seed <= 12; seed++) {
      const problem = randomProblem(seed, memory);
      const result = await solveReference(solver, problem);
      if (result) solved.push({ ...result, problem, seed });
    }
  });
  afterAll(() => solver.close());

  it('lies between the optimum and the LP relaxation at the LP duals (seeds 1 to 12)', () => {
    expect(solved.length).toBeGreaterThan(7);
    for (const { problem, prices, optimum, relaxed, seed } of solved) {
      const bound = lagrangianBound({ problem, prices });
      expect(bound, `seed ${seed}`).toBeLessThanOrEqual(relaxed + 1e-6);
      expect(bound, `seed ${seed}`).toBeGreaterThanOrEqual(optimum - 1e-6);
    }
  });

  it('is never below the optimum, whatever the prices (seed 7)', () => {
    const wild = fc.oneof(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.constant(Number.NaN),
      fc.constant(-Infinity),
    );
    const stream = fc.integer({ min: 0, max: 1e6 });
    fc.assert(
      fc.property(
        fc.nat(),
        stream,
        fc.array(wild, { minLength: 1 }),
        fc.double({ min: 0, max: 1 }),
        (pick, seed, noise, size) => {
          const { problem, prices, optimum } = solved[pick % solved.length]!;
          const random = randomStream(seed, 'noise');
          const noisy = changed(prices, (price) => {
            const chance = random();
            const other = noise[Math.floor(random() * noise.length)]!;
            return chance < 0.3 ? price : price + size * other;
          });
          expect(lagrangianBound({ problem, prices: noisy })).toBeGreaterThanOrEqual(optimum - 1e-6);
        },
      ),
      { seed: 7, numRuns: 1000 },
    );
  });

  it('ignores prices for unknown names, for slots beyond the horizon and with the wrong sign', () => {
    const { problem } = solved[0]!;
    const stock = { pair: 'm1~m3', subPath: '0' };
    const useless: DualPrices = {
      c3: [
        { node: 'nowhere', slot: 0, price: 5 },
        { node: 'm1', slot: 5, price: 5 },
        { node: 'm1', slot: 1, price: -5 },
      ],
      c4: [
        { link: 'nothing', slot: 0, price: 5 },
        { link: 'a~b', slot: -1, price: 5 },
        { link: 'a~b', slot: 0, price: -5 },
        { link: 'a~b', slot: 4, price: 5 },
      ],
      c5: [
        { ...stock, slot: 4, price: 5 },
        { ...stock, slot: 1, price: -1 },
        { pair: 'x', subPath: 'y', slot: 1, price: 5 },
      ],
      c6: [
        { ...stock, slot: 0, price: 5 },
        { ...stock, slot: 5, price: 5 },
        { pair: 'x', subPath: 'y', slot: 1, price: 5 },
      ],
      freshness: [
        { ...stock, slot: 2, price: -5 },
        { ...stock, slot: 5, price: 5 },
        { pair: 'x', subPath: 'y', slot: 1, price: 5 },
        // Where pairs have no age, none of them is too old.
        ...('maximumStorageSlots' in memory ? [] : [{ ...stock, slot: 2, price: 5 }]),
      ],
      c7: [{ demand: 'nobody', slot: 0, price: 5 }],
    };
    expect(lagrangianBound({ problem, prices: useless })).toBe(
      lagrangianBound({ problem, prices: NO_PRICES }),
    );
  });
});
