import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dephase, depolarise, joinWith, setWerner } from '../../src/physics/bell-diagonal.ts';
import { bbpsswRound, dejmpsRound } from '../../src/physics/purification.ts';
import { storedFidelity } from '../../src/physics/storage.ts';
import { fidelityOf, wernerOf } from '../../src/physics/swapping.ts';
import { bbpsswInto, dejmpsInto } from '../../src/physics/two-pair-purification.ts';

const SEED = 16;
const weights = fc
  .tuple(
    ...([0, 0, 0, 0].map(() => fc.double({ min: 0.01, max: 1, noNaN: true })) as never as [
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
    ]),
  )
  .map((parts) => {
    const sum = parts.reduce((all, one) => all + one, 0);
    return Float64Array.from(parts, (one) => one / sum);
  });
const sumOf = (state: Float64Array): number => state.reduce((sum, weight) => sum + weight, 0);

describe(`two pairs in different states (seed ${SEED})`, () => {
  it('of equal states are purified as by the rounds for one state', () => {
    fc.assert(
      fc.property(weights, fc.double({ min: 0.9, max: 1, noNaN: true }), (state, quality) => {
        const other = Float64Array.from(state);
        const single = dejmpsRound([...state] as never);
        const found = Float64Array.from(state);
        expect(dejmpsInto(found, 0, other, 0)).toBeCloseTo(single.success, 12);
        single.state.forEach((weight, index) => {
          expect(found[index]).toBeCloseTo(weight, 12);
        });
        const gates = { singleQubit: 1, twoQubit: quality, readout: quality };
        const twirled = bbpsswRound(state[0]!, gates);
        const werner = Float64Array.from(state);
        expect(bbpsswInto(werner, 0, state[0]!, gates)).toBeCloseTo(twirled.success, 12);
        expect(werner[0]).toBeCloseTo(twirled.state, 12);
        expect(sumOf(werner)).toBeCloseTo(1, 12);
      }),
      { seed: SEED },
    );
  });

  it('give the same in either order, and a state', () => {
    fc.assert(
      fc.property(weights, weights, (one, other) => {
        const [first, second] = [Float64Array.from(one), Float64Array.from(other)];
        expect(dejmpsInto(first, 0, other, 0)).toBeCloseTo(dejmpsInto(second, 0, one, 0), 12);
        expect(sumOf(first)).toBeCloseTo(1, 12);
        first.forEach((weight, index) => {
          expect(weight).toBeCloseTo(second[index]!, 12);
        });
        const [a, b] = [Float64Array.from(one), Float64Array.from(other)];
        joinWith(a, 0, other, 0);
        joinWith(b, 0, one, 0);
        expect(sumOf(a)).toBeCloseTo(1, 12);
        a.forEach((weight, index) => {
          expect(weight).toBeCloseTo(b[index]!, 12);
        });
      }),
      { seed: SEED },
    );
  });

  it('by hand: DEJMPS of (.7, .1, .1, .1) and (.9, .05, .03, .02)', () => {
    const state = Float64Array.of(0.7, 0.1, 0.1, 0.1);
    // N = .8·.95 + .2·.05 = .77; A = .63 + .005, B = .002 + .003, C = .003 + .002, D = .035 + .09, over N.
    expect(dejmpsInto(state, 0, Float64Array.of(0.9, 0.05, 0.03, 0.02), 0)).toBeCloseTo(0.77, 12);
    [0.635, 0.005, 0.005, 0.125].forEach((weight, index) => {
      expect(state[index]).toBeCloseTo(weight / 0.77, 12);
    });
  });
});

describe('states of pairs', () => {
  it('of Werner pairs are joined to a Werner pair with the product of their parameters', () => {
    const [one, other] = [new Float64Array(4), new Float64Array(4)];
    setWerner(one, 0, wernerOf(0.95));
    setWerner(other, 0, wernerOf(0.9));
    joinWith(one, 0, other, 0);
    expect(one[0]).toBeCloseTo(0.85666667, 8);
    const scaled = new Float64Array(4);
    setWerner(scaled, 0, wernerOf(0.95));
    depolarise(scaled, 0, wernerOf(0.9));
    one.forEach((weight, index) => {
      expect(weight).toBeCloseTo(scaled[index]!, 12);
    });
  });

  it('join errors as on Z2×Z2: Ψ− with Ψ+ gives Φ−', () => {
    const psiMinus = Float64Array.of(0, 1, 0, 0);
    joinWith(psiMinus, 0, Float64Array.of(0, 0, 1, 0), 0);
    expect([...psiMinus]).toEqual([0, 0, 0, 1]);
  });

  it('age as Werner pairs do in memories', () => {
    for (const model of ['depolarising', 'dephasing'] as const) {
      const state = new Float64Array(4);
      setWerner(state, 0, wernerOf(0.98));
      const kept = Math.exp(-0.2);
      if (model === 'depolarising') depolarise(state, 0, kept);
      else dephase(state, 0, (1 - kept) / 2);
      expect(state[0]).toBeCloseTo(storedFidelity(model, 0.98, 0.1, 1, 2), 12);
      expect(sumOf(state)).toBeCloseTo(1, 12);
    }
    expect(fidelityOf(wernerOf(0.98))).toBeCloseTo(0.98, 12);
    const flipped = Float64Array.of(0.1, 0.2, 0.3, 0.4);
    dephase(flipped, 0, 1);
    expect([...flipped]).toEqual([0.4, 0.3, 0.2, 0.1]);
  });
});
