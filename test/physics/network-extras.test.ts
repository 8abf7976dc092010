import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latencySeconds } from '../../src/physics/latency.ts';
import { parityCodeSuccess, steaneLogicalError } from '../../src/physics/repeaters.ts';
import { capturedFraction, errorFunction } from '../../src/physics/synchronisation.ts';
import { availability, bothCloudy, eitherAvailable, siteCorrelation } from '../../src/physics/weather.ts';

const fraction = fc.double({ min: 0, max: 1, noNaN: true });

describe('synchronisation', () => {
  it('has the error function of the tables', () => {
    expect(errorFunction(0)).toBe(0);
    expect(errorFunction(0.5)).toBeCloseTo(0.520499877813, 12);
    expect(errorFunction(1)).toBeCloseTo(0.84270079295, 12);
    expect(errorFunction(-2)).toBeCloseTo(-0.995322265019, 12);
    expect(errorFunction(5.9)).toBeCloseTo(1, 12);
    expect(errorFunction(40)).toBe(1);
  });
  it('matches the worked captured fraction, jitters adding in squares', () => {
    expect(capturedFraction(1e-9, [0.3e-9])).toBeCloseTo(0.904419, 6);
    const parts = [0.2e-9, 0.2e-9, 0.1e-9];
    expect(capturedFraction(1e-9, parts)).toBeCloseTo(0.904419, 6);
    expect(capturedFraction(1e-9, [0, 0])).toBe(1);
  });
});

describe('latency', () => {
  it('matches the worked delays', () => {
    expect(latencySeconds(1200) * 1e3).toBeCloseTo(4.003, 3);
    expect(latencySeconds(100, 1.468) * 1e3).toBeCloseTo(0.4897, 4);
  });
});

describe('repeaters', () => {
  it('matches the parity code of 10 blocks of 4', () => {
    expect(parityCodeSuccess(10, 4, 0.9)).toBeCloseTo(0.99897738, 8);
    expect(parityCodeSuccess(1, 1, 0.7)).toBeCloseTo(0.7, 12);
    expect(parityCodeSuccess(5, 3, 1)).toBe(1);
  });
  it('counts two errors in seven as a logical error', () => {
    expect(steaneLogicalError(0)).toBe(0);
    expect(steaneLogicalError(1)).toBe(1);
    // 21 pairs of errors, to leading order.
    expect(steaneLogicalError(1e-4) / 21e-8).toBeCloseTo(1, 2);
  });
  it('gives probabilities (seed 61)', () => {
    const size = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(size, size, fraction, (blocks, photons, efficiency) => {
        const success = parityCodeSuccess(blocks, photons, efficiency);
        expect(success).toBeGreaterThanOrEqual(-1e-15);
        expect(success).toBeLessThanOrEqual(1);
        expect(steaneLogicalError(efficiency)).toBeGreaterThanOrEqual(-1e-12);
        expect(steaneLogicalError(efficiency)).toBeLessThanOrEqual(1);
      }),
      { seed: 61 },
    );
  });
});

describe('weather', () => {
  it('is independent far apart and the same nearby', () => {
    expect(availability(0.31)).toBeCloseTo(0.69, 15);
    expect(siteCorrelation(0, 300)).toBe(1);
    expect(siteCorrelation(300, 300)).toBeCloseTo(0.36787944, 8);
    expect(bothCloudy(0.31, 0.4, 0)).toBeCloseTo(0.124, 15);
    expect(bothCloudy(0.31, 0.31, 1)).toBeCloseTo(0.31, 15);
    expect(bothCloudy(0.5, 0.5, 0.5)).toBeCloseTo(0.375, 15);
    expect(eitherAvailable(0.5, 0.5, 0.5)).toBeCloseTo(0.625, 15);
  });
  it('is a joint probability: between independence and the clearer site (seed 67)', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, (q1, q2, correlation) => {
        const both = bothCloudy(q1, q2, correlation);
        expect(both).toBeGreaterThanOrEqual(q1 * q2 - 1e-15);
        expect(both).toBeLessThanOrEqual(Math.min(q1, q2));
        expect(bothCloudy(q2, q1, correlation)).toBeCloseTo(both, 12);
      }),
      { seed: 67 },
    );
  });
});
