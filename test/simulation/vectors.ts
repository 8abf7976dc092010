/** Values of formulas and independent scripts that simulations have to meet, for short and long checks. */
import { describe, expect, it } from 'vitest';
import type { SimulationOptions } from '../../src/domain/simulation.ts';
import { fidelityOf, wernerOf } from '../../src/physics/swapping.ts';
import { chain, optionsWith, simulated } from './fixture.ts';

/** A mean that is 5 standard errors off comes once in two million seeds; t(0.975) is about 2. */
const expectMean = ({ mean, halfWidth }: { mean: number; halfWidth: number | null }, expected: number) => {
  expect(halfWidth).toBeGreaterThan(0);
  expect(Math.abs(mean - expected)).toBeLessThan(2.5 * halfWidth!);
};

/** @param effort part of the replications that the tightest check takes */
export function describeVectors(effort: number): void {
  const many = (replications: number): number => Math.max(6, Math.ceil(effort * replications));

  describe('pairs that several links bring in one slot', () => {
    // Σ_{n ≥ 1} Π_h P(N_h ≥ n), and for two equal means λ − λe^{−2λ}(I0(2λ) + I1(2λ)).
    it.each([
      [[1, 1], 0.476222, 40_000],
      [[10, 10], 8.227135, 20_000],
      [[100, 100], 94.361634, 5000],
      [[1000, 1000], 982.159874, 500],
      [[400, 440], 398.891817, 2000],
      [[400, 500], 399.996715, 2000],
      [new Array(8).fill(100), 86.01, 1500],
      [new Array(8).fill(1000), 955.2, 150],
    ] as const)('of means %j are matched %f times', (means, expected, replications) => {
      const { total } = simulated(chain({ means: [...means] }), optionsWith({}), many(replications));
      expectMean(total.realised, expected);
    });
  });

  describe('links that attempt until all have a pair', () => {
    const held: Partial<SimulationOptions> = { arrivals: 'bernoulli', relayBuffer: 1, bufferFull: 'refuse' };
    const attempts = 20_000;
    // (3 − 2p)/(p(2 − p)), and Σ_j (−1)^{j+1} C(L,j)/(1 − (1 − p)^j).
    it.each([
      [2, 0.1, 14.736842],
      [2, 0.01, 149.748744],
      [3, 0.1, 17.900563],
      [4, 0.1, 20.273378],
    ])('%i of them, each with p = %f, take %f attempts', (links, p, expected) => {
      const execution = chain({
        means: new Array(links).fill(attempts * p),
        efficiency: p,
        slotSeconds: attempts,
      });
      const { total } = simulated(execution, optionsWith(held), many(60));
      expectMean(total.realised, attempts / expected);
    });

    // E b^|G1 − G2| = p/(2 − p) (1 + qb)/(1 − qb), where b is what an attempt's time leaves of a pair.
    it.each([
      [0.1, 0.99, 0.91308547],
      [0.01, 0.999, 0.90946543],
    ])('keep so much of the first pair: p = %f, b = %f', (p, b, expected) => {
      const execution = chain({
        means: [attempts * p, attempts * p],
        efficiency: p,
        slotSeconds: attempts,
        coherenceSeconds: -2 / Math.log(b),
      });
      const { total } = simulated(execution, optionsWith(held), many(60));
      expect(wernerOf(total.fidelity!.after)).toBeCloseTo(expected, 2);
    });
  });

  describe('queues of relays', () => {
    const perSlot = 20_000;
    // λ/H_L: the last of L exponential times.
    it.each([
      [2, 0.66667],
      [3, 0.54545],
      [8, 0.36794],
      [10, 0.34142],
    ])('with room for one pair, %i hops join a share of %f', (links, expected) => {
      const execution = chain({ means: new Array(links).fill(perSlot) });
      const { total } = simulated(execution, optionsWith({ relayBuffer: 1 }), many(30));
      expectMean(total.realised, expected * perSlot);
    });

    // 2K/(2K + 1).
    it.each([
      [10, 0.95238],
      [100, 0.99502],
    ])('with room for %i pairs, two hops join a share of %f', (relayBuffer, expected) => {
      const { total } = simulated(
        chain({ means: [perSlot, perSlot] }),
        optionsWith({ relayBuffer }),
        many(30),
      );
      expect(total.realised.mean / perSlot).toBeCloseTo(expected, 2);
    });

    it.each([
      ['refuse', 0.98039216, 0.965817],
      ['displace', 0.99009901, 0.972904],
    ] as const)(
      'that are full %s pairs, and what ages in them is worth less',
      (bufferFull, kept, expected) => {
        const werner = wernerOf(0.99);
        expect(fidelityOf(werner * werner * kept)).toBeCloseTo(expected, 6);
        const execution = chain({ means: [50_000, 50_000], slotSeconds: 500, werner, coherenceSeconds: 1 });
        const { total } = simulated(execution, optionsWith({ relayBuffer: 1, bufferFull }), many(20));
        expect(total.fidelity!.after).toBeCloseTo(expected, 4);
      },
    );
  });

  describe('purification', () => {
    // Binomial levels; odd pairs are lost.
    it.each([
      [0.85, 3, 8, 0.277412],
      [0.85, 3, 100, 7.484443],
      [0.8, 2, 8, 0.974443],
      [0.8, 2, 100, 14.126632],
    ])('of F = %f in %i rounds leaves of %i pairs %f', (fidelity, rounds, pairs, expected) => {
      const execution = chain({ means: [pairs], rounds, werner: wernerOf(fidelity) });
      const { total, outcomes } = simulated(execution, optionsWith({ arrivals: 'regular' }), many(20_000));
      expect(outcomes[0]!.ledger[1]).toBe(pairs);
      expectMean(total.realised, expected);
    });
  });

  describe('the freshest pair', () => {
    it('of deliveries at .5/s with T = 10 s has F = .75 as a mean over time', () => {
      const execution = chain({
        means: [10_000],
        slotSeconds: 20_000,
        werner: wernerOf(0.95),
        coherenceSeconds: 10,
      });
      const [only] = simulated(execution, optionsWith({}), many(20)).demands;
      expect(only!.freshestFidelity).toBeCloseTo(0.75, 2);
      // Residual life of an exponential gap.
      expect(only!.ageSeconds).toBeCloseTo(2, 1);
    });
  });
}
