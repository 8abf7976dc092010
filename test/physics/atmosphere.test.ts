import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  airMass,
  horizontalAttenuationDbPerKm,
  slantTransmission,
  tabulatedTransmission,
  zenithTransmissionBetween,
} from '../../src/physics/atmosphere.ts';

describe('air mass', () => {
  it('matches Kasten and Young', () => {
    expect(airMass(60)).toBeCloseTo(1.153992, 6);
    expect(airMass(30)).toBeCloseTo(1.994293, 6);
    expect(airMass(10)).toBeCloseTo(5.586036, 6);
  });
  it('stays at the value of the horizon below it', () => {
    expect(airMass(-20)).toBe(airMass(0));
    expect(airMass(0)).toBeCloseTo(37.92, 2);
  });
  it('rises with the zenith angle (seed 13)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 89, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (elevationDeg, step) => {
          expect(airMass(elevationDeg)).toBeGreaterThan(airMass(elevationDeg + step));
        },
      ),
      { seed: 13 },
    );
  });
});

describe('transmission', () => {
  it('is T_zen at sea level and its root e at 6600 m of a path out of the air', () => {
    expect(zenithTransmissionBetween(0.8136, 0, 500e3)).toBeCloseTo(0.8136, 12);
    expect(zenithTransmissionBetween(0.8136, 6600, 500e3)).toBeCloseTo(0.8136 ** (1 / Math.E), 12);
  });
  it('multiplies over layers, and an empty layer transmits everything (seed 17)', () => {
    const height = fc.double({ min: 0, max: 100e3, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), height, height, height, (zenith, ...h) => {
        const [low, middle, high] = h.sort((a, b) => a - b) as [number, number, number];
        const layer = (from: number, to: number) => zenithTransmissionBetween(zenith, from, to);
        expect(layer(low, middle) * layer(middle, high)).toBeCloseTo(layer(low, high), 12);
        expect(layer(low, low)).toBe(1);
      }),
      { seed: 17 },
    );
  });
  it('falls with the air mass', () => {
    expect(slantTransmission(0.8136, 30)).toBeCloseTo(0.8136 ** 1.994293, 6);
  });
  it('is linear within a table and constant outside', () => {
    const table = [
      { elevationDeg: 10, transmission: 0.3 },
      { elevationDeg: 30, transmission: 0.7 },
      { elevationDeg: 90, transmission: 0.8 },
    ];
    const at = (elevationDeg: number) => tabulatedTransmission(table, elevationDeg);
    expect([at(5), at(10), at(30), at(90), at(95)]).toEqual([0.3, 0.3, 0.7, 0.8, 0.8]);
    expect(at(15)).toBeCloseTo(0.4, 12);
    expect(at(60)).toBeCloseTo(0.75, 12);
  });
});

it('matches Kim for low horizontal paths, in each of his ranges', () => {
  expect(horizontalAttenuationDbPerKm(23, 810)).toBeCloseTo(0.446349, 6);
  // At 550 nm the exponent has no effect: (10/ln 10)·3.91/V.
  for (const visibilityKm of [2, 23, 60]) {
    expect(horizontalAttenuationDbPerKm(visibilityKm, 550)).toBeCloseTo(16.980914 / visibilityKm, 6);
  }
  // (2)^−q at 1100 nm, q = 1.6 above 50 km, 1.3 from 6 km, 0.585 V^(1/3) below.
  const ratio = (visibilityKm: number) =>
    horizontalAttenuationDbPerKm(visibilityKm, 1100) / horizontalAttenuationDbPerKm(visibilityKm, 550);
  expect(ratio(60)).toBeCloseTo(2 ** -1.6, 12);
  expect(ratio(50.1)).toBeCloseTo(2 ** -1.6, 12);
  expect(ratio(50)).toBeCloseTo(2 ** -1.3, 12);
  expect(ratio(6)).toBeCloseTo(2 ** -1.3, 12);
  expect(ratio(5.9)).toBeCloseTo(2 ** (-0.585 * Math.cbrt(5.9)), 12);
  expect(ratio(1)).toBeCloseTo(2 ** -0.585, 12);
});
