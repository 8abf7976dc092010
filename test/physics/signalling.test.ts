import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AgeingPath,
  agedFidelities,
  fidelityBeforePurification,
  halfAgesSeconds,
  keptPerRound,
  partnerWaitSeconds,
} from '../../src/physics/ageing.ts';
import { controlTraffic } from '../../src/physics/control-traffic.ts';
import { heraldSeconds } from '../../src/physics/heralding.ts';
import {
  chainSignalling,
  latencySeconds,
  signalSeconds,
  usableAfterSeconds,
} from '../../src/physics/latency.ts';
import { afterRounds, dejmpsRound, purify } from '../../src/physics/purification.ts';
import { IDEAL_GATES, swapFidelity } from '../../src/physics/swapping.ts';

/** Two hops of 1000 km in vacuum. */
const DELAYS = [latencySeconds(1000), latencySeconds(1000)];
const NEWS = chainSignalling(DELAYS);

const agesOf = (source: 'end' | 'middle') =>
  DELAYS.flatMap((delay) => halfAgesSeconds(source, delay)).reduce((sum, age) => sum + age, 0);

const path: AgeingPath = {
  fidelity: swapFidelity([0.98, 0.97]),
  heraldAgesSeconds: agesOf('end'),
  signalling: NEWS,
  coherenceSeconds: 1,
};

describe('usable after', () => {
  it.each([
    ['end', 16.678205],
    ['middle', 13.342564],
    ['middle-measurement', 13.342564],
  ] as const)('two hops of 1000 km and a round, pairs from the %s: %f ms', (source, milliseconds) => {
    const heralds = DELAYS.map((delay) => heraldSeconds(source, delay));
    expect(usableAfterSeconds(heralds, NEWS, 1) * 1e3).toBeCloseTo(milliseconds, 6);
  });

  it('the slowest herald, the longest news of a swap, and the rounds', () => {
    // Between hops of 1, 5 and 2 s, the first node hears from 7 s away, the second from 6 s.
    const signalling = chainSignalling([1, 5, 2], { measurementSeconds: 0.25, processingSeconds: 0.5 });
    expect(signalling).toEqual({ swapSeconds: 7.25, roundSeconds: 8.5 });
    expect(signalSeconds(signalling, 2)).toBe(24.25);
    expect(usableAfterSeconds([2, 10, 4], signalling, 2)).toBe(34.25);
    expect(usableAfterSeconds([0, 0], signalling, 0)).toBe(7.25);
    expect(usableAfterSeconds([], signalling, 0)).toBe(7.25);
  });

  it('a single hop waits for no swap', () => {
    const signalling = chainSignalling([3], { measurementSeconds: 0.25 });
    expect(signalling).toEqual({ swapSeconds: 0, roundSeconds: 3 });
  });
});

describe('ages', () => {
  it('of halves: 3L/c with a source at an end, 2L/c in the middle', () => {
    expect(halfAgesSeconds('end', 0.5)).toEqual([1, 0.5]);
    expect(halfAgesSeconds('middle', 0.5)).toEqual([0.5, 0.5]);
    expect(halfAgesSeconds('middle-measurement', 0.5)).toEqual([0.5, 0.5]);
  });

  it('waits for partners by the harmonic number', () => {
    expect(partnerWaitSeconds(0, 10)).toBe(0);
    expect(partnerWaitSeconds(1, 0)).toBe(0);
    expect(partnerWaitSeconds(2, 10)).toBeCloseTo(0.05, 15);
    expect(partnerWaitSeconds(4, 10)).toBeCloseTo((1 / 2 + 1 / 3 + 1 / 4) / 10, 15);
    expect(partnerWaitSeconds(2, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('match the worked fidelities of .98 and .97 with T = 1 s', () => {
    const { beforePurification, delivered } = agedFidelities(path, 1, 'dejmps', IDEAL_GATES);
    expect(beforePurification).toBeCloseTo(0.93234638, 8);
    expect(delivered).toBeCloseTo(0.94245835, 8);
    expect(agedFidelities(path, 0, 'dejmps', IDEAL_GATES).delivered).toBe(beforePurification);
    expect(agedFidelities(path, 1, 'bbpssw', IDEAL_GATES).delivered).toBeCloseTo(delivered, 12);
  });

  it.each([
    [1, 0.92330259],
    [0.1, 0.71963022],
  ])(
    'match the worked fidelity of the same pair, aged for as long and never purified: T = %f s',
    (T, aged) => {
      const same = { ...path, coherenceSeconds: T };
      const before = fidelityBeforePurification(same);
      expect(0.25 + (before - 0.25) * keptPerRound(same)).toBeCloseTo(aged, 8);
    },
  );

  it('count every wait at both halves', () => {
    // e^−(3 + 2·(0.5 + 1))/6 = e^−1.
    const signalling = { swapSeconds: 1, roundSeconds: 3 };
    const by = { fidelity: 1, heraldAgesSeconds: 3, waitsSeconds: 0.5, signalling, coherenceSeconds: 6 };
    expect(fidelityBeforePurification(by)).toBeCloseTo(0.25 + 0.75 / Math.E, 12);
    expect(keptPerRound(by)).toBeCloseTo(1 / Math.E, 12);
  });

  it('leave a pair at most as good as without them, the less the shorter T (seed 73)', () => {
    const seconds = fc.double({ min: 0, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: 0.25, max: 1, noNaN: true }),
        seconds,
        seconds,
        seconds,
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.integer({ min: 0, max: 5 }),
        (fidelity, ages, waits, news, coherenceSeconds, rounds) => {
          const signalling = { swapSeconds: news, roundSeconds: 2 * news };
          const aged = {
            fidelity,
            heraldAgesSeconds: ages,
            waitsSeconds: waits,
            signalling,
            coherenceSeconds,
          };
          const { beforePurification, delivered } = agedFidelities(aged, rounds, 'bbpssw', IDEAL_GATES);
          expect(beforePurification).toBeLessThanOrEqual(fidelity + 1e-15);
          const ideal = afterRounds(fidelity, rounds, 'bbpssw', IDEAL_GATES).fidelity;
          expect(delivered).toBeLessThanOrEqual(ideal + 1e-12);
          const shorter = { ...aged, coherenceSeconds: coherenceSeconds / 2 };
          expect(fidelityBeforePurification(shorter)).toBeLessThanOrEqual(beforePurification + 1e-15);
          const endless = { ...aged, coherenceSeconds: Number.POSITIVE_INFINITY };
          expect(agedFidelities(endless, rounds, 'bbpssw', IDEAL_GATES).delivered).toBeCloseTo(ideal, 14);
        },
      ),
      { seed: 73 },
    );
  });
});

describe('purification of pairs that age', () => {
  it('finds the fewest rounds after which a pair is delivered well enough', () => {
    const before = fidelityBeforePurification(path);
    const kept = keptPerRound(path);
    expect(purify(before, 0.942, 'dejmps', IDEAL_GATES, kept)).toMatchObject({ rounds: 1, feasible: true });
    // The first round is worth .956 without the delay after it.
    expect(purify(before, 0.95, 'dejmps', IDEAL_GATES)).toMatchObject({ rounds: 1 });
    const two = purify(before, 0.95, 'dejmps', IDEAL_GATES, kept);
    expect(two).toMatchObject({ rounds: 2, fidelity: expect.closeTo(afterTwo(before, kept), 12) });
    expect(purify(before, 0.995, 'dejmps', IDEAL_GATES, kept).feasible).toBe(false);
  });

  it('goes on where the first round loses what the second wins back', () => {
    const [one, two] = [1, 2].map((rounds) => afterRounds(0.9, rounds, 'dejmps', IDEAL_GATES, 0.95).fidelity);
    expect(one).toBeLessThan(0.9);
    expect(two).toBeGreaterThan(0.9);
    expect(purify(0.9, 0.9 + 1e-6, 'dejmps', IDEAL_GATES, 0.95)).toMatchObject({ rounds: 2, fidelity: two });
  });

  it('counts base pairs and tests', () => {
    expect(afterRounds(0.9, 0, 'dejmps', IDEAL_GATES)).toEqual({ fidelity: 0.9, cost: 1, tests: 0 });
    const first = dejmpsRound([0.9, 0.1 / 3, 0.1 / 3, 0.1 / 3]);
    const second = dejmpsRound(first.state);
    const { cost, tests, fidelity } = afterRounds(0.9, 2, 'dejmps', IDEAL_GATES);
    expect(fidelity).toBeCloseTo(second.state[0], 15);
    expect(cost).toBeCloseTo(4 / (first.success * second.success), 12);
    // A test of the second round for each pair that it lets through, and two of the first for each of these.
    expect(tests).toBeCloseTo((1 + 2 / first.success) / second.success, 12);
  });

  it('refuses DEJMPS with noisy gates', () => {
    const noisy = { ...IDEAL_GATES, twoQubit: 0.99 };
    expect(() => afterRounds(0.9, 1, 'dejmps', noisy)).toThrow(/bbpssw/);
    expect(afterRounds(0.9, 1, 'bbpssw', { ...noisy, readout: 0.99 }).fidelity).toBeCloseTo(0.91659681, 8);
  });
});

/** Two rounds of DEJMPS by hand, with ageing of every weight after each. */
function afterTwo(fidelity: number, kept: number): number {
  const q = (1 - fidelity) / 3;
  const age = (weight: number) => 0.25 + (weight - 0.25) * kept;
  const once = dejmpsRound([fidelity, q, q, q]).state.map(age) as [number, number, number, number];
  return age(dejmpsRound(once).state[0]);
}

describe('control traffic', () => {
  it('matches the worked numbers at 100 pairs/s of two hops, whose pairs do not age', () => {
    const { cost, tests } = afterRounds(path.fidelity, 1, 'dejmps', IDEAL_GATES);
    expect(cost).toBeCloseTo(2.135493, 6);
    const basePairsPerSecond = 100 * cost;
    expect(basePairsPerSecond).toBeCloseTo(213.5493, 4);
    const traffic = controlTraffic({ basePairsPerSecond, pairsPerSecond: 100, testsPerPair: tests });
    expect(traffic.heraldsPerLink).toBeCloseTo(20_500.74, 2);
    expect(traffic.swapResultsToEachEnd).toBeCloseTo(27_761.42, 2);
    expect(traffic.purificationEachWay).toBeCloseTo(6_940.35, 2);
  });

  it('costs more where pairs have aged when they are purified', () => {
    // (F + q)² + 4q² = .913865 with F = .93234638.
    const aged = afterRounds(fidelityBeforePurification(path), 1, 'dejmps', IDEAL_GATES, keptPerRound(path));
    expect(aged.cost).toBeCloseTo(2.18851, 5);
  });
});
