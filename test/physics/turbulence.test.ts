import { describe, expect, it } from 'vitest';
import { apertureEfficiency, spotRadiusM } from '../../src/physics/beam.ts';
import { lossDb } from '../../src/physics/decibel.ts';
import {
  fadeDb,
  friedLengthM,
  logIrradianceVariance,
  longTermSpotM,
  pathSecant,
  refractiveStructure,
  structureIntegral,
  transmitterIntegral,
} from '../../src/physics/turbulence.ts';

it('matches Hufnagel–Valley 5/7 at 1 km', () => {
  expect(refractiveStructure(1000) / 1.39394e-16).toBeCloseTo(1, 5);
});

it('integrates the profile: its closed form over all heights', () => {
  // ∫ h^10 e^(−h/1000) dh = 10!·1000^11.
  const wind = 0.00594 * (21 / 27) ** 2 * 1e-50 * 3_628_800 * 1e33;
  const closed = wind + 2.7e-16 * 1500 + 1.7e-14 * 100;
  expect(structureIntegral(0, 1e6, () => 1) / closed).toBeCloseTo(1, 7);
});

it('matches the coherence lengths of the whole atmosphere', () => {
  const integral = structureIntegral(0, 500e3, () => 1);
  expect(friedLengthM(500, integral) * 100).toBeCloseTo(4.9606, 4);
  expect(friedLengthM(810, integral) * 100).toBeCloseTo(8.8501, 4);
});

describe('long-term spread', () => {
  const spot = spotRadiusM({ wavelengthNm: 810, waistCm: 6.5 }, 500e3);
  const loss = (direction: 'down' | 'up', diameterM: number) => {
    const fried = friedLengthM(810, transmitterIntegral(0, 500e3, direction));
    return [spot, longTermSpotM(spot, 500e3, 810, fried)].map((radius) =>
      lossDb(apertureEfficiency(diameterM / 2, radius, 0)),
    );
  };
  it('matches the worked uplink', () => {
    const [vacuum, turbulent] = loss('up', 0.3);
    expect(vacuum).toBeCloseTo(19.4452, 4);
    expect(turbulent).toBeCloseTo(27.0092, 4);
  });
  it('matches the worked downlink', () => {
    const [vacuum, turbulent] = loss('down', 1.2);
    expect(vacuum).toBeCloseTo(7.77017, 5);
    expect(turbulent).toBeCloseTo(7.77055, 5);
  });
  it('is none between ends at one height or in space', () => {
    expect(friedLengthM(810, transmitterIntegral(20e3, 20e3, 'up'))).toBe(Number.POSITIVE_INFINITY);
    expect(friedLengthM(810, transmitterIntegral(400e3, 500e3, 'down'))).toBe(Number.POSITIVE_INFINITY);
  });
});

it('matches the log-irradiance variances of ITU-R P.1622', () => {
  expect(Math.abs(logIrradianceVariance(532, 75, 5.5) - 0.23)).toBeLessThan(0.005);
  expect(Math.abs(logIrradianceVariance(850, 75, 5.5) - 0.13)).toBeLessThan(0.005);
  const windy = { windMPerS: 30, groundStrength: 1.7e-14 };
  expect(Math.abs(logIrradianceVariance(1064, 75, 5.5, windy) - 0.16)).toBeLessThan(0.005);
});

it('bounds the secant at the horizon', () => {
  expect(pathSecant(90)).toBe(1);
  expect(pathSecant(30)).toBeCloseTo(2, 12);
  expect(pathSecant(2)).toBeCloseTo(28.65371, 5);
  expect(pathSecant(0)).toBe(38);
  expect(pathSecant(-5)).toBe(38);
});

it('fades 2^(11/6) times as much at 30° as at the zenith, and no more than at the bound of the secant', () => {
  expect(fadeDb(0.5, 90)).toBe(0.5);
  expect(fadeDb(0.5, 30)).toBeCloseTo(1.7817974, 7);
  expect(fadeDb(0.5, 10)).toBeCloseTo(12.38534, 5);
  expect(fadeDb(0.5, 0)).toBeCloseTo(0.5 * 38 ** (11 / 6), 9);
  const ratio = logIrradianceVariance(810, 20, 3000) / logIrradianceVariance(810, 90, 3000);
  expect(fadeDb(1, 20)).toBeCloseTo(ratio, 9);
});
