import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bbpsswRound, dejmpsRound, purify } from '../../src/physics/purification.ts';
import { IDEAL_GATES } from '../../src/physics/swapping.ts';

const infeasible = { feasible: false, rounds: null, cost: null, fidelity: null };

it.each([
  ['dejmps', 0.8, 0.9, 6.986762, 2],
  ['dejmps', 0.85, 0.98, 12.793079, 3],
  ['dejmps', 0.9, 0.94, 5.26347, 2],
  ['dejmps', 0.95, 0.99, 4.580167, 2],
  ['dejmps', 0.88, 0.9, 2.345216, 1],
  ['dejmps', 0.97, 0.98, 4.336515, 2],
  ['bbpssw', 0.8, 0.9, 15.237039, 3],
  ['bbpssw', 0.85, 0.95, 27.765038, 4],
  ['bbpssw', 0.9, 0.95, 10.811774, 3],
  ['bbpssw', 0.97, 0.98, 4.279161, 2],
] as const)('%s brings %f to %f at cost %f in %i rounds', (protocol, from, to, cost, rounds) => {
  const result = purify(from, to, protocol, IDEAL_GATES);
  expect(result.rounds).toBe(rounds);
  expect(result.cost).toBeCloseTo(cost, 6);
  expect(result.fidelity).toBeGreaterThanOrEqual(to);
});

describe('one round', () => {
  it('of BBPSSW with noisy gates matches the worked value', () => {
    const { state, success } = bbpsswRound(0.9, { singleQubit: 1, twoQubit: 0.99, readout: 0.99 });
    expect(state).toBeCloseTo(0.91659681, 8);
    expect(success).toBeCloseTo(0.85350595, 8);
  });
  it('of BBPSSW with ideal gates is (F²+q²)/((F+q)²+4q²), as is the first of DEJMPS (seed 47)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.25, max: 1, noNaN: true }), (fidelity) => {
        const q = (1 - fidelity) / 3;
        const success = (fidelity + q) ** 2 + 4 * q * q;
        const twirled = bbpsswRound(fidelity, IDEAL_GATES);
        const untwirled = dejmpsRound([fidelity, q, q, q]);
        expect(twirled.success).toBeCloseTo(success, 12);
        expect(twirled.state).toBeCloseTo((fidelity ** 2 + q ** 2) / success, 12);
        expect(untwirled.success).toBeCloseTo(success, 12);
        expect(untwirled.state[0]).toBeCloseTo(twirled.state, 12);
        expect(untwirled.state.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
      }),
      { seed: 47 },
    );
  });
  it('of DEJMPS by hand', () => {
    // (.6,.2,.1,.1): N = .64 + .04 = .68.
    const { state, success } = dejmpsRound([0.6, 0.2, 0.1, 0.1]);
    expect(success).toBeCloseTo(0.68, 12);
    expect(state.map((weight) => weight * 0.68)).toEqual(
      [0.4, 0.02, 0.02, 0.24].map((weight) => expect.closeTo(weight, 12)),
    );
  });
});

describe('what needs no purification', () => {
  it.each(['dejmps', 'bbpssw', 'none'] as const)('costs 1 with %s', (protocol) => {
    expect(purify(0.9, 0.9, protocol, IDEAL_GATES)).toEqual({
      feasible: true,
      rounds: 0,
      cost: 1,
      fidelity: 0.9,
    });
    expect(purify(0.9 - 5e-13, 0.9, protocol, IDEAL_GATES).rounds).toBe(0);
    expect(purify(0.9 - 5e-12, 0.9, protocol, IDEAL_GATES).rounds).toBe(protocol === 'none' ? null : 1);
    expect(purify(0.45, 0.4, protocol, IDEAL_GATES).cost).toBe(1);
  });
});

describe('what is out of reach', () => {
  it('is everything at ½ and below', () => {
    for (const protocol of ['dejmps', 'bbpssw'] as const) {
      expect(purify(0.5, 0.6, protocol, IDEAL_GATES)).toEqual(infeasible);
      expect(purify(0.3, 0.6, protocol, IDEAL_GATES)).toEqual(infeasible);
    }
  });
  it('is a rise without a protocol', () => {
    expect(purify(0.9, 0.91, 'none', IDEAL_GATES)).toEqual(infeasible);
  });
  it('is what costs more than a million pairs', () => {
    expect(purify(0.51, 0.999, 'dejmps', IDEAL_GATES)).toEqual(infeasible);
    expect(purify(0.6, 0.9999, 'bbpssw', IDEAL_GATES)).toEqual(infeasible);
    expect(purify(0.6, 0.9999, 'dejmps', IDEAL_GATES).feasible).toBe(true);
  });
  it('is what noisy gates do not let the fidelity rise to', () => {
    const gates = { singleQubit: 1, twoQubit: 0.97, readout: 0.98 };
    expect(purify(0.8, 0.82, 'bbpssw', gates).feasible).toBe(true);
    expect(purify(0.8, 0.99, 'bbpssw', gates)).toEqual(infeasible);
  });
  it('is perfection', () => {
    expect(purify(0.9, 1, 'bbpssw', IDEAL_GATES)).toEqual(infeasible);
  });
});

it('refuses DEJMPS with noisy gates and names BBPSSW', () => {
  expect(() => purify(0.9, 0.95, 'dejmps', { ...IDEAL_GATES, twoQubit: 0.99 })).toThrow('bbpssw');
  expect(() => purify(0.9, 0.95, 'dejmps', { ...IDEAL_GATES, readout: 0.99 })).toThrow('bbpssw');
  expect(purify(0.9, 0.95, 'dejmps', { ...IDEAL_GATES, singleQubit: 0.99 }).feasible).toBe(true);
});

it('reaches the target, at least doubles the cost each round, and beats no protocol’s bound (seed 53)', () => {
  const entropy = (f: number) => -(f * Math.log2(f) + (1 - f) * Math.log2(1 - f));
  fc.assert(
    fc.property(
      fc.constantFrom('dejmps' as const, 'bbpssw' as const),
      fc.double({ min: 0.51, max: 0.999, noNaN: true }),
      fc.double({ min: 0.51, max: 0.999, noNaN: true }),
      (protocol, from, to) => {
        const { feasible, rounds, cost, fidelity } = purify(from, to, protocol, IDEAL_GATES);
        if (!feasible) {
          expect(from).toBeLessThan(to);
          return;
        }
        expect(fidelity).toBeGreaterThanOrEqual(to - 1e-12);
        expect(cost).toBeGreaterThanOrEqual(2 ** rounds);
        expect(cost).toBeLessThanOrEqual(1e6);
        expect(cost).toBeGreaterThanOrEqual((1 - entropy(to)) / (1 - entropy(from)) - 1e-9);
      },
    ),
    { seed: 53, numRuns: 500 },
  );
});

it('needs no fewer rounds, nor less, for a higher target (seed 59)', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('dejmps' as const, 'bbpssw' as const),
      fc.double({ min: 0.6, max: 0.95, noNaN: true }),
      fc.double({ min: 0.6, max: 0.99, noNaN: true }),
      fc.double({ min: 0, max: 0.01, noNaN: true }),
      (protocol, from, to, more) => {
        const easy = purify(from, to, protocol, IDEAL_GATES);
        const hard = purify(from, to + more, protocol, IDEAL_GATES);
        if (!hard.feasible) return;
        expect(easy.rounds).toBeLessThanOrEqual(hard.rounds);
        expect(easy.cost).toBeLessThanOrEqual(hard.cost);
      },
    ),
    { seed: 59 },
  );
});
