/** The bound of the checker with prices of memory modes and messages, whoever states them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DualPrices, NO_PRICES } from '../../src/domain/certificate.ts';
import { lagrangianBound } from '../../src/verify/lagrangian.ts';
import { asProblem, recomputation } from '../../src/verify/recompute-problem.ts';
import { instanceOf, smallInstance } from '../methods/instances.ts';
import { run } from '../planning/run.ts';

const NODES = ['s', 'h', 'a1', 'a2', 'b1', 'b2'];

/** Modes and messages are short enough to matter, and pairs are stored. */
const instance = (seed: number) =>
  smallInstance(seed, {
    storage: true,
    groundStorage: true,
    outage: 0.4,
    initialStock: seed === 2,
    hardware: { memoryModes: seed === 2 ? 45 : 10, bitsPerSecond: 20, coherenceSeconds: 20 },
  });

const priceRows = fc.record({
  c8: fc.array(
    fc.record({
      node: fc.constantFrom(...NODES),
      at: fc.constantFrom('beginning' as const, 'end' as const),
      slot: fc.integer({ min: 0, max: 2 }),
      price: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 12 },
  ),
  c9: fc.array(
    fc.record({
      from: fc.constantFrom('a1', 'b1'),
      to: fc.constantFrom('a1', 'b1'),
      slot: fc.integer({ min: 0, max: 2 }),
      price: fc.double({ min: 0, max: 0.01, noNaN: true }),
    }),
    { maxLength: 6 },
  ),
});

it.each([1, 2, 3, 4])(
  'any prices of C8 and C9 beside those of the relaxation bound the optimum (seed %i)',
  async (seed) => {
    const { scenario, problem } = instance(seed);
    const { record } = await run(scenario, { options: { method: 'milp' } });
    const own = asProblem(recomputation(scenario, problem.topology, problem, 'ps-egr'));
    const least = record.objective! * (1 - 1e-9);
    const { prices } = record.relaxation;
    fc.assert(
      fc.property(priceRows, fc.boolean(), (rows, withOthers) => {
        const all = { ...(withOthers ? prices! : NO_PRICES), ...rows } as DualPrices;
        expect(lagrangianBound({ problem: own, prices: all })).toBeGreaterThanOrEqual(least);
      }),
      { seed: 80 + seed, numRuns: 200 },
    );
    // The prices of the relaxation prove its own bound, in which C8 has a part.
    expect(lagrangianBound({ problem: own, prices: prices! })).toBeLessThanOrEqual(
      record.relaxation.bound! * (1 + 1e-6),
    );
    expect(prices!.c8!.length).toBeGreaterThan(0);
    if (seed === 1) expect(prices!.c9!.length).toBeGreaterThan(0);
  },
);

it('a price at which pairs are worth nothing leaves the limit of modes or messages times the price', () => {
  const link = { capacity: 1e9, fidelity: 0.99, lengthKm: 1000, efficiency: 1 };
  const { scenario, problem } = instanceOf({
    satqn: 1,
    horizon: { slots: 1, slotSeconds: 10 },
    nodes: [
      { id: 'a', kind: 'aerial', memoryModes: 5 },
      { id: 'b', kind: 'aerial' },
      { id: 'c', kind: 'aerial' },
    ],
    links: [
      { ...link, ends: ['a', 'b'] },
      { ...link, ends: ['b', 'c'] },
    ],
    classical: { links: [{ ends: ['a', 'b'], delayMs: 0.1, bitsPerSecond: 1000 }] },
    demands: [{ source: 'a', destination: 'c' }],
  });
  const own = asProblem(recomputation(scenario, problem.topology, problem, 'ps-egr'));
  const boundAt = (prices: Partial<DualPrices>) =>
    lagrangianBound({ problem: own, prices: { ...NO_PRICES, ...prices } });
  const { modes, messages } = own.demands[0]!.paths[0]!.offers[0]!.signals!;
  // From b to a: a herald of 96 bit and 130 bit of the swap for each pair.
  const sent = messages!.find(({ way }) => own.topology.messageWays![way]!.from === 'b')!;
  expect(sent.bits).toBeCloseTo(226, 9);
  const c9 = [{ from: 'b', to: 'a', slot: 0, price: 1 / sent.bits }];
  expect(boundAt({ c9 })).toBeCloseTo(1000 / 226, 9);
  for (const at of ['beginning', 'end'] as const) {
    const c8 = [{ node: 'a', at, slot: 0, price: 1 / modes[0]!.seconds }];
    expect(boundAt({ c8 })).toBeCloseTo(5 / modes[0]!.seconds, 9);
  }
});
