import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apertureEfficiency, spotRadiusM } from '../../src/physics/beam.ts';
import { lossDb } from '../../src/physics/decibel.ts';

it('matches the worked losses of a diffraction-limited beam', () => {
  const loss = (rangeM: number) =>
    lossDb(apertureEfficiency(0.75, spotRadiusM({ wavelengthNm: 810, waistCm: 2.5 }, rangeM), 0));
  expect(loss(500e3)).toBeCloseTo(13.82742, 5);
  expect(loss(1000e3)).toBeCloseTo(19.77935, 5);
});

it('matches the worked efficiency with jitter', () => {
  expect(apertureEfficiency(0.6, 5, 1.2)).toBeCloseTo(0.0231352, 8);
});

it('lets a stated divergence replace the waist', () => {
  const spot = spotRadiusM({ wavelengthNm: 810, waistCm: 2.5, divergenceUrad: 5 }, 1200e3);
  expect(spot).toBeCloseTo(6, 12);
  expect(lossDb(apertureEfficiency(0.5, spot, 0))).toBeCloseTo(18.60345, 5);
});

it('captures less from farther away and with more jitter, always in [0, 1] (seed 11)', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 20, noNaN: true }),
      fc.double({ min: 0.05, max: 2, noNaN: true }),
      fc.double({ min: 0, max: 20e-6, noNaN: true }),
      fc.double({ min: 1e4, max: 4e7, noNaN: true }),
      fc.double({ min: 1.01, max: 3, noNaN: true }),
      (waistCm, radiusM, jitter, rangeM, factor) => {
        const caught = (range: number, sigma: number) =>
          apertureEfficiency(radiusM, spotRadiusM({ wavelengthNm: 810, waistCm }, range), sigma * range);
        const here = caught(rangeM, jitter);
        expect(here).toBeGreaterThanOrEqual(0);
        expect(here).toBeLessThanOrEqual(1);
        expect(caught(rangeM * factor, jitter)).toBeLessThanOrEqual(here);
        expect(caught(rangeM, jitter * factor)).toBeLessThanOrEqual(here);
        // Strictly, wherever the aperture is not already flooded.
        if (here < 0.999) expect(caught(rangeM * factor, jitter)).toBeLessThan(here);
      },
    ),
    { seed: 11 },
  );
});
