import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EARTH_RADIUS_KM } from '../../src/physics/constants.ts';
import { grazingRangeKm, slantRangeKm } from '../../src/physics/geometry.ts';

it('gives the slant range of a 500 km orbit', () => {
  expect(slantRangeKm(500, 30)).toBeCloseTo(909.425, 3);
  expect(slantRangeKm(500, 10)).toBeCloseTo(1694.567, 3);
  expect(slantRangeKm(500, 90, 3)).toBeCloseTo(497, 9);
});

it('gives the longest line of sight above a grazing height', () => {
  expect(grazingRangeKm(500, 500, 100)).toBeCloseTo(4620.303, 3);
});

it('takes the height of an end below the grazing height as the limit: elevation 0 there', () => {
  expect(grazingRangeKm(3, 500, 20)).toBeCloseTo(slantRangeKm(500, 0, 3), 6);
});

it('puts the platform at its height: the law of cosines closes (seed 7)', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 100, max: 36_000, noNaN: true }),
      fc.double({ min: 0, max: 90, noNaN: true }),
      fc.double({ min: 0, max: 5, noNaN: true }),
      (altitudeKm, elevationDeg, stationKm) => {
        const range = slantRangeKm(altitudeKm, elevationDeg, stationKm);
        const station = EARTH_RADIUS_KM + stationKm;
        const sine = Math.sin((elevationDeg * Math.PI) / 180);
        const radius = Math.sqrt(station ** 2 + range ** 2 + 2 * station * range * sine);
        expect(radius - EARTH_RADIUS_KM).toBeCloseTo(altitudeKm, 6);
      },
    ),
    { seed: 7 },
  );
});
