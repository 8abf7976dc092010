import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOCKS, clockJitterSeconds, delayDrift, secondsToDrift } from '../../src/physics/clocks.ts';
import { coincidenceFidelity, coincidenceRates } from '../../src/physics/coincidence.ts';
import {
  bestWindow,
  binaryEntropy,
  secretKeyRate,
  type Windowless,
} from '../../src/physics/coincidence-window.ts';
import { capturedFraction, measurementVisibility } from '../../src/physics/synchronisation.ts';

const NS = 1e-9;

describe('what a window captures', () => {
  it.each([
    [1, 0.3, 0, 0.9044193],
    [1, 0.3, 0.2, 0.83152942],
    [1, 0.3, 0.5, 0.49957094],
    [1, 0.5, 0.3, 0.60062245],
  ])('τ %f, σ %f, µ %f ns: %f', (window, jitter, offset, captured) => {
    expect(capturedFraction(window * NS, [jitter * NS], offset * NS)).toBeCloseTo(captured, 8);
    expect(capturedFraction(window * NS, [jitter * NS], -offset * NS)).toBeCloseTo(captured, 8);
  });

  it('without jitter is all, nothing, or half at the edge', () => {
    expect(capturedFraction(1, [0], 0.4)).toBe(1);
    expect(capturedFraction(1, [0], -0.6)).toBe(0);
    expect(capturedFraction(1, [0], 0.5)).toBe(0.5);
  });

  it('is a share that grows with the window and falls with the offset (seed 79)', () => {
    const width = fc.double({ min: 1e-3, max: 100, noNaN: true });
    fc.assert(
      fc.property(width, width, width, width, (window, jitter, offset, more) => {
        const captured = capturedFraction(window, [jitter], offset);
        expect(captured).toBeGreaterThanOrEqual(0);
        expect(captured).toBeLessThanOrEqual(1);
        expect(capturedFraction(window + more, [jitter], offset)).toBeGreaterThanOrEqual(captured - 1e-14);
        expect(capturedFraction(window, [jitter], offset + more)).toBeLessThanOrEqual(captured + 1e-14);
      }),
      { seed: 79, numRuns: 1000 },
    );
  });

  it('is .99 at τ = 5.152 σ', () => {
    expect(capturedFraction(5.152, [1])).toBeCloseTo(0.99, 5);
  });
});

it.each([
  [10, 0.99004983],
  [50, 0.77880078],
  [100, 0.36787944],
])('photons of 50 ps that meet %i ps apart: visibility %f', (offset, visibility) => {
  expect(measurementVisibility(offset * 1e-12, 50e-12)).toBeCloseTo(visibility, 8);
  expect(measurementVisibility(-offset * 1e-12, 50e-12)).toBeCloseTo(visibility, 8);
});

describe('a clock', () => {
  it.each([
    [10e-12, 1e-13, 1e-12, 20, 11.13553e-12, 5],
    [100e-12, 1e-12, 1e-11, 100, 173.2051e-12, 4],
    [5e-9, 1e-11, 1e-10, 20, 5023.943e-12, 3],
  ])('x0 %f s, y0 %f, σ_y %f after %i s is off by %f s', (x0, y0, sigmaY, t, off, digits) => {
    const clock = { x0Seconds: x0, y0, sigmaYPerRootSecond: sigmaY };
    expect(clockJitterSeconds(clock, t) * 1e12).toBeCloseTo(off * 1e12, digits);
  });

  it('of a preset keeps its error', () => {
    const errors = Object.entries(CLOCKS).map(([name, clock]) => [name, clockJitterSeconds(clock, 1e6)]);
    expect(Object.fromEntries(errors)).toEqual({
      gnss: 5e-9,
      'white-rabbit': 1e-11,
      'two-way-optical': 1e-11,
      photon: 5e-11,
    });
  });

  it('sees the delay of a satellite at 7 km/s drift', () => {
    expect(delayDrift(7) * 1e6).toBeCloseTo(23.349487, 6);
    expect(secondsToDrift(0.5 * NS, 7) * 1e6).toBeCloseTo(21.4137, 4);
    expect(secondsToDrift(0.5 * NS, -7) * 1e6).toBeCloseTo(21.4137, 4);
    expect(secondsToDrift(0.5 * NS, 0)).toBe(Number.POSITIVE_INFINITY);
  });
});

const link: Windowless = {
  sourceRate: 1e6,
  efficiency1: 1e-2,
  efficiency2: 1e-2,
  background1: 500,
  background2: 500,
  sourceWerner: 0.98,
  jitterSeconds: 0.4 * NS,
};
const faint: Windowless = {
  ...link,
  sourceRate: 1e7,
  efficiency1: 1e-3,
  efficiency2: 1e-3,
  background1: 5000,
  background2: 5000,
};

/** Key of a window, by the formula. */
function keyOf({ jitterSeconds, offsetSeconds, ...source }: Windowless, windowSeconds: number): number {
  const captured = capturedFraction(windowSeconds, [jitterSeconds], offsetSeconds);
  return secretKeyRate({ ...source, windowSeconds, captured });
}

describe('the best window', () => {
  it.each([
    [link, 2.51216, 82.15834],
    [faint, 1.66124, 6.278791],
  ])('of %j is %f ns, with %f bit/s', (asked, nanoseconds, key) => {
    const best = bestWindow(asked)!;
    expect(best.windowSeconds * 1e9).toBeCloseTo(nanoseconds, 5);
    expect(best.keyBitsPerSecond).toBeCloseTo(key, 5);
  });

  it('counts captured and accidental coincidences, and key from both', () => {
    const window = { ...link, windowSeconds: 1 * NS, captured: 0.5 };
    // C = 10⁶ · 10⁻⁴ / 2; A = 10,500² · 10⁻⁹.
    expect(coincidenceRates(window)).toEqual({
      genuine: expect.closeTo(50, 10),
      accidental: expect.closeTo(0.11025, 10),
    });
    expect(coincidenceFidelity(window)).toBeCloseTo(0.25 + (0.75 * 0.98 * 50) / 50.11025, 12);
    // w = .97784385, e = .01107807, h(e) = .08785824.
    expect(secretKeyRate(window)).toBeCloseTo(41.305053, 6);
    expect(secretKeyRate({ ...window, sourceWerner: 0.5 })).toBe(0);
    expect(binaryEntropy(0)).toBe(0);
    expect(binaryEntropy(1)).toBe(0);
    expect(binaryEntropy(0.5)).toBe(1);
    expect(binaryEntropy(0.11)).toBeCloseTo(0.49991596, 8);
  });

  it('is none where no window gives key', () => {
    expect(bestWindow({ ...link, sourceWerner: 0.7 })).toBeNull();
    expect(bestWindow({ ...link, background1: 1e8, background2: 1e8 })).toBeNull();
  });

  it('is found far beside the coincidences', () => {
    for (const offsetSeconds of [100 * NS, -100 * NS, 3.6 * NS]) {
      const asked = { ...link, offsetSeconds };
      const best = bestWindow(asked)!;
      expect(best.windowSeconds / 2).toBeGreaterThan(Math.abs(offsetSeconds));
      expect(best.keyBitsPerSecond).toBeGreaterThan(0);
    }
  });

  it('beats every other of a fine grid and its neighbours (seed 83)', () => {
    const log = (low: number, high: number) =>
      fc.double({ min: low, max: high, noNaN: true }).map((power) => 10 ** power);
    fc.assert(
      fc.property(
        log(5, 8),
        log(-4, 0),
        log(-4, 0),
        log(1, 6),
        fc.double({ min: 0.8, max: 1, noNaN: true }),
        log(-11, -8),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (sourceRate, efficiency1, efficiency2, background, sourceWerner, jitterSeconds, sigmas) => {
          const asked = {
            sourceRate,
            efficiency1,
            efficiency2,
            background1: background,
            background2: background,
            sourceWerner,
            jitterSeconds,
            offsetSeconds: sigmas * jitterSeconds,
          };
          const best = bestWindow(asked);
          const most = best?.keyBitsPerSecond ?? 0;
          const slack = 1 + 1e-9;
          for (let i = 1; i <= 500; i++) {
            const window = (i / 500) * 2 * (sigmas + 10) * jitterSeconds;
            expect(keyOf(asked, window)).toBeLessThanOrEqual(most * slack);
            expect(keyOf(asked, jitterSeconds * 10 ** (-i / 50))).toBeLessThanOrEqual(most * slack);
          }
          if (best === null) return;
          expect(keyOf(asked, best.windowSeconds)).toBe(most);
          expect(most).toBeGreaterThan(0);
        },
      ),
      { seed: 83, numRuns: 40 },
    );
  });
});
