import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { type DualPrices, NO_PRICES } from '../../src/domain/certificate.ts';
import type { StatedPointing } from '../../src/domain/pointing.ts';
import type { Problem } from '../../src/domain/problem.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { lagrangianBound } from '../../src/verify/lagrangian.ts';
import { type Instance, instanceOf } from './pointing-fixture.ts';
import { randomProblem, withTelescopes } from './random-problem.ts';
import { type ReferenceResult, solveReference } from './reference-program.ts';

const boundOf = ({ problem }: { readonly problem: Problem }, prices: Partial<DualPrices>) =>
  lagrangianBound({ problem, prices: { ...NO_PRICES, ...prices } });

describe('by hand', () => {
  const node = (name: string, slot: number, price: number) => ({ node: name, slot, price });
  const link = (name: string, slot: number, price: number) => ({ link: name, slot, price });

  /** A has one telescope for B and C, of 10 pairs/s each. */
  const either = (acquisitionSeconds: number, slots = 1): Instance =>
    instanceOf({
      slots,
      terminals: { A: 1 },
      acquisitionSeconds,
      links: { 'A~B': 10, 'A~C': 10 },
      demands: { 'A~B': ['A~B'], 'A~C': ['A~C'] },
    });
  const both = [link('A~B', 0, 1), link('A~C', 0, 1)];

  it('a telescope is worth what one link carries', () => {
    expect(boundOf(either(0), {})).toBe(20);
    // Each link is worth 10 a slot, and so is a telescope.
    expect(boundOf(either(0), { p2: both, p1: [node('A', 0, 10)] })).toBe(10);
    expect(boundOf(either(0), { p2: both, p1: [node('A', 0, 4)] })).toBe(4 + 6 + 6);
    expect(boundOf(either(0), { p2: both, p1: [node('A', 0, 25)] })).toBe(25);
    expect(boundOf(either(0), { p2: [link('A~B', 0, 1)] })).toBe(10 + 10);
  });

  it('acquisition costs the share of the slot that it takes', () => {
    expect(boundOf(either(0.5), { p2: both, p1: [node('A', 0, 5)] })).toBe(5);
    // Two slots: 5 + 10 if the telescope stays, and it has no reason to leave.
    const twice = [...both, link('A~B', 1, 1), link('A~C', 1, 1)];
    expect(boundOf(either(0.5, 2), { p2: twice })).toBe(15 + 15);
    expect(boundOf(either(0.5, 2), { p2: twice, p1: [node('A', 0, 7), node('A', 1, 7)] })).toBe(14 + 1 + 1);
    // Longer than a slot: 0 + 5 + 10.
    const thrice = [...twice, link('A~B', 2, 1), link('A~C', 2, 1)];
    expect(boundOf(either(1.5, 3), { p2: thrice })).toBe(15 + 15);
    // As long as the whole horizon, and longer.
    expect(boundOf(either(3, 3), { p2: thrice })).toBe(0);
    expect(boundOf(either(1e9, 3), { p2: thrice })).toBe(0);
  });

  it('a telescope may leave in between, and acquires again', () => {
    const prices = [0, 1, 2].flatMap((slot) => [link('A~B', slot, 1), link('A~C', slot, 1)]);
    const at = (middle: number) => boundOf(either(0.5, 3), { p2: prices, p1: [node('A', 1, middle)] });
    // 5 + 10 − μ + 10 if it stays, 5 + 5 if it leaves; μ counts once.
    expect(at(9)).toBe(9 + 2 * (25 - 9));
    expect(at(14)).toBe(14 + 2 * 11);
    expect(at(16)).toBe(16 + 2 * 10);
  });

  it('while a contact lasts, a telescope stays at least until it has acquired', () => {
    const p5 = [{ demand: 'A~B', link: 'A~B', slot: 2, price: 10 }];
    const at = (acquisitionSeconds: number, slots: number) =>
      boundOf(either(acquisitionSeconds, slots), { p5, p1: [node('A', 1, 100), node('A', 3, 100)] });
    // Both links give 0 + 5 + 10 + 10 at best, of which the price takes 10; pointing in slot 3 alone would gain it back.
    expect(at(1.5, 4)).toBe(200 + 15 + 25);
    expect(at(1, 4)).toBe(200 + 30 - 10 + 30 + 10);
    // So it would if the horizon ends there.
    expect(at(1.5, 3)).toBe(100 + 5 + 15 + 10);
  });

  it('a gap in the contact ends a pointing', () => {
    const gap = instanceOf({
      slots: 3,
      terminals: { A: 1 },
      acquisitionSeconds: 0.5,
      links: { 'A~B': [10, 0, 10] },
      demands: { 'A~B': ['A~B'] },
    });
    const prices = [0, 1, 2].map((slot) => link('A~B', slot, 1));
    expect(boundOf(gap, { p2: prices })).toBe(5 + 5);
  });

  it('what is decided by hand holds: a pinned telescope pays, a forbidden one gains nothing', () => {
    const decided = (acquisitionSeconds: number, slots: number, ...stated: StatedPointing[]) => {
      const { problem } = either(acquisitionSeconds, slots);
      const { topology } = problem;
      return {
        problem: { ...problem, topology: { ...topology, pointing: { ...topology.pointing!, stated } } },
      };
    };
    const one = { link: 0, from: 0, to: 1 };
    const prices = { p2: [...both], p1: [node('A', 0, 12)] };
    expect(boundOf(decided(0, 1), prices)).toBe(12);
    expect(boundOf(decided(0, 1, { ...one, use: 'pin' }), prices)).toBe(12 - 2);
    // Even without a price of its own.
    expect(boundOf(decided(0, 1, { ...one, use: 'pin' }), { p1: [node('A', 0, 12)] })).toBe(12 - 12 + 20);
    expect(boundOf(decided(0, 1, { ...one, use: 'forbid' }), { p2: both })).toBe(10);
    // Pinned in the second of three slots at half a slot's acquisition: on from the first to the last.
    const thrice = [0, 1, 2].map((slot) => link('A~B', slot, 1));
    const middle = { link: 0, from: 1, to: 2 };
    const p1 = [0, 1, 2].map((slot) => node('A', slot, 8));
    const alone = 25;
    expect(boundOf(decided(0.5, 3), { p2: thrice, p1 }) - alone).toBe(24 + 25 - 24);
    expect(boundOf(decided(0.5, 3, { ...middle, use: 'pin' }), { p2: thrice, p1 }) - alone).toBe(
      24 + 25 - 24,
    );
    expect(boundOf(decided(0.5, 3, { ...middle, use: 'forbid' }), { p2: thrice, p1 }) - alone).toBe(24);
    expect(boundOf(decided(0.5, 3, { ...middle, use: 'forbid' }), { p2: thrice }) - alone).toBe(5 + 5);
  });

  it('P5: a narrow route pays for the whole telescope', () => {
    const wide = instanceOf({
      terminals: { B: 1 },
      links: { 'A~S': 10, 'S~B': 1000, 'D~R': 10, 'R~B': 1000 },
      demands: { 'A~B': ['A~S S~B'], 'D~B': ['D~R R~B'] },
    });
    const route = (demand: string, name: string, price: number) => ({ demand, link: name, slot: 0, price });
    expect(boundOf(wide, {})).toBe(20);
    const p5 = [route('A~B', 'S~B', 10), route('D~B', 'R~B', 10)];
    expect(boundOf(wide, { p5, p1: [node('B', 0, 10)] })).toBe(10);
    expect(boundOf(wide, { p5, p1: [node('B', 0, 4)] })).toBe(4 + 6 + 6);
    // Of a link without a limited telescope, or that no path of the demand takes, there is no such row.
    expect(boundOf(wide, { p5: [route('A~B', 'A~S', 10), route('A~B', 'R~B', 10)] })).toBe(20);
  });

  const fillable = (slotSeconds: number): Instance =>
    instanceOf({
      slots: 2,
      terminals: { A: 1 },
      links: { 'A~S': [10, 0], 'A~D': [6, 0], 'S~D': [0, 10] },
      demands: { 'A~D': ['A~D', '[A~S] S~D'] },
      stores: ['A', 'S'],
      change: { horizon: { slots: 2, slotSeconds } },
    });

  it('P6 is priced per pair/s, stocks per pair', () => {
    const stock = { pair: 'A~S', subPath: 'A~S' };
    const prices: Partial<DualPrices> = {
      c5: [{ ...stock, slot: 1, price: 0.25 }],
      c6: [{ ...stock, slot: 1, price: 0.25 }],
      p5: [{ demand: 'A~D', link: 'A~D', slot: 0, price: 6 }],
      p6: [{ ...stock, link: 'A~S', slot: 0, price: 0.5 }],
    };
    // A pair/s over 4 s is worth 1; half of it goes to the telescope.
    expect(boundOf(fillable(4), { ...prices, p1: [node('A', 0, 6)] })).toBe(6 + 5);
  });

  it('P6: a fill pays for the telescope', () => {
    const filling = fillable(1);
    const stock = { pair: 'A~S', subPath: 'A~S' };
    expect(boundOf(filling, {})).toBe(16);
    // A stored pair is worth 1 when it is drawn, and so is a filled one; a telescope is worth 10.
    const prices: Partial<DualPrices> = {
      c5: [{ ...stock, slot: 1, price: 1 }],
      c6: [{ ...stock, slot: 1, price: 1 }],
      p5: [{ demand: 'A~D', link: 'A~D', slot: 0, price: 6 }],
      p6: [{ ...stock, link: 'A~S', slot: 0, price: 1 }],
    };
    expect(boundOf(filling, prices)).toBe(16);
    expect(boundOf(filling, { ...prices, p1: [node('A', 0, 10)] })).toBe(10);
    expect(boundOf(filling, { ...prices, p1: [node('A', 0, 8)] })).toBe(8 + 2);
    // P6 and P2 may share what the telescope is worth.
    const shared = {
      ...prices,
      p2: [link('A~S', 0, 0.25)],
      p6: [{ ...stock, link: 'A~S', slot: 0, price: 0.75 }],
    };
    expect(boundOf(filling, { ...shared, p1: [node('A', 0, 10)] })).toBe(10);
    // There is no such row for a link that the sub-path does not take.
    const wrong = { ...stock, link: 'A~D', slot: 0, price: 1 };
    const dear = { ...prices, p1: [node('A', 0, 100)] };
    expect(boundOf(filling, { ...dear, p6: [wrong] })).toBe(100 + 10);
    expect(boundOf(filling, { ...dear, p6: [] })).toBe(100 + 10);
    expect(boundOf(filling, dear)).toBe(100);
  });

  it('S: a source is worth what it could feed into one link', () => {
    const { problem } = either(0);
    const { topology } = problem;
    const pointing = { ...topology.pointing!, terminals: new Map([[0, 2]]), sources: Int32Array.of(0, 0) };
    const shared = { problem: { ...problem, topology: { ...topology, pointing } } };
    expect(boundOf(shared, {})).toBe(20);
    expect(boundOf(shared, { s: [node('A', 0, 10)] })).toBe(10);
    expect(boundOf(shared, { s: [node('A', 0, 4)] })).toBe(4 + 6 + 6);
    // B has no source.
    expect(boundOf(shared, { s: [node('B', 0, 10)] })).toBe(20);
    // What acquisition leaves takes as much of the source per pair: at 10, all that a pair/s is worth.
    const acquiring = either(0.5).problem;
    const half = { ...acquiring, topology: { ...acquiring.topology, pointing } };
    expect(boundOf({ problem: half }, {})).toBe(10);
    expect(boundOf({ problem: half }, { s: [node('A', 0, 4)] })).toBe(4 + 3 + 3);
  });

  it('C4 has no price where telescopes are limited, and P2 none where they are not', () => {
    expect(boundOf(either(0), { c4: [link('A~B', 0, 3)] })).toBe(20);
    const free = instanceOf({
      terminals: { B: 1 },
      links: { 'A~C': 10, 'A~B': 5 },
      demands: { 'A~C': ['A~C'] },
    });
    expect(boundOf(free, { p2: [link('A~C', 0, 1)] })).toBe(10);
  });

  it.each<[string, Partial<DualPrices>]>([
    ['negative', { p1: [node('A', 0, -1)], p2: [link('A~B', 0, -1)] }],
    ['no number', { p1: [node('A', 0, Number.NaN)], p2: [link('A~B', 0, Number.POSITIVE_INFINITY)] }],
    ['of unknown names', { p1: [node('Z', 0, 1)], p2: [link('A~Z', 0, 1)], s: [node('Z', 0, 1)] }],
    ['of nodes that do not limit theirs', { p1: [node('B', 0, 1)], s: [node('A', 0, 1)] }],
    ['beyond the horizon', { p1: [node('A', 1, 1)], p2: [link('A~B', 1, 1)], s: [node('A', 1, 1)] }],
    ['of half a slot', { p1: [node('A', 0.5, 1)], p2: [link('A~B', 0.5, 1)] }],
  ])('counts prices as 0 that are %s', (_, prices) => {
    expect(boundOf(either(0), prices)).toBe(20);
  });

  it('counts prices as 0 where no telescope is pointed', () => {
    const { problem } = either(0);
    const { pointing: _, ...topology } = problem.topology;
    const prices = { p1: [node('A', 0, 1)], p2: both, s: [node('A', 0, 1)] };
    expect(boundOf({ problem: { ...problem, topology } }, prices)).toBe(20);
  });
});

describe('with stocks and paths that compete', () => {
  let solver: Solver;
  const solved: (ReferenceResult & { problem: Problem; seed: number })[] = [];
  beforeAll(async () => {
    solver = await highsSolver();
    for (let seed = 1; seed <= 50; seed++) {
      const problem = withTelescopes(randomProblem(seed, { model: 'ideal' }), seed);
      const result = await solveReference(solver, problem);
      if (result) solved.push({ ...result, problem, seed });
    }
  }, 60_000);
  afterAll(() => solver.close());

  it('is the LP relaxation at the LP duals, or less where stocks cannot be as large as their boxes (seeds 1 to 50)', () => {
    expect(solved.length).toBeGreaterThan(15);
    let equal = 0;
    for (const { problem, prices, optimum, relaxed, seed } of solved) {
      const bound = lagrangianBound({ problem, prices });
      expect(bound, `seed ${seed}`).toBeLessThanOrEqual(relaxed + 1e-6);
      expect(bound, `seed ${seed}`).toBeGreaterThanOrEqual(optimum - 1e-6);
      if (bound > relaxed - 1e-6) equal++;
    }
    expect(equal).toBeGreaterThan(solved.length / 2);
  });

  it('is never below the optimum, whatever the prices (seed 14)', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 1e9 }), (pick, seed) => {
        const { problem, prices, optimum } = solved[pick % solved.length]!;
        const draw = randomStream(seed, 'noise');
        const noisy = Object.fromEntries(
          Object.entries(prices).map(([family, rows]) => [
            family,
            rows.map((row) => ({ ...row, price: draw() < 0.4 ? row.price : row.price + 2 * draw() - 0.5 })),
          ]),
        ) as unknown as DualPrices;
        expect(lagrangianBound({ problem, prices: noisy })).toBeGreaterThanOrEqual(optimum - 1e-6);
      }),
      { seed: 14, numRuns: 1000 },
    );
  });
});
