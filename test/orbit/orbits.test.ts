import { describe, expect, it } from 'vitest';
import { earthFixed, siderealAngleRad, zenith } from '../../src/orbit/frames.ts';
import { circularOrbit, periodSeconds, walkerElements } from '../../src/orbit/kepler.ts';
import { isNight, sunDirection } from '../../src/orbit/sun.ts';

const at = (orbit: { teme(ms: number, into: Float64Array, offset: number): void }, ms: number) => {
  const into = new Float64Array(3);
  orbit.teme(ms, into, 0);
  return into;
};

describe('circular orbits', () => {
  it('have the period of Kepler: 5676.978 s at 500 km', () => {
    expect(periodSeconds(6878.137)).toBeCloseTo(5676.978, 3);
  });

  it('start at the stated angles and come back after a period', () => {
    const start = Date.parse('2026-01-01T00:00:00Z');
    const elements = { altitudeKm: 500, inclinationDeg: 90, raanDeg: 90, argumentOfLatitudeDeg: 30 };
    const orbit = circularOrbit(elements, start);
    const expected = [0, 6878.137 * Math.cos(Math.PI / 6), 6878.137 / 2];
    expected.forEach((value, axis) => {
      expect(at(orbit, start)[axis]).toBeCloseTo(value, 6);
      expect(at(orbit, start + 5676978)[axis]).toBeCloseTo(value, 1);
      expect(at(orbit, start + 5676978 / 2)[axis]).toBeCloseTo(-value, 1);
    });
  });
});

describe('Walker constellations', () => {
  const common = { altitudeKm: 1000, inclinationDeg: 55, raanDeg: 10, argumentOfLatitudeDeg: 5 };
  const angles = (pattern: 'delta' | 'star', total: number, planes: number, phasing: number) =>
    walkerElements({ ...common, pattern, total, planes, phasing }).map(({ plane, number, elements }) => [
      plane,
      number,
      elements.raanDeg,
      elements.argumentOfLatitudeDeg,
    ]);

  it('delta 6/3/1: planes 120° apart, satellites 180°, phase 60° a plane', () => {
    expect(angles('delta', 6, 3, 1)).toEqual([
      [1, 1, 10, 5],
      [1, 2, 10, 185],
      [2, 1, 130, 65],
      [2, 2, 130, 245],
      [3, 1, 250, 125],
      [3, 2, 250, 305],
    ]);
  });

  it('star 4/2/0: planes 90° apart', () => {
    expect(angles('star', 4, 2, 0)).toEqual([
      [1, 1, 10, 5],
      [1, 2, 10, 185],
      [2, 1, 100, 5],
      [2, 2, 100, 185],
    ]);
  });
});

describe('Earth and Sun', () => {
  it('WGS84: the equator and the pole', () => {
    const [x, y, z] = earthFixed({ latitudeDeg: 0, longitudeDeg: 90, altitudeM: 1000 });
    expect([x, y, z].map((value) => Number(value.toFixed(6)))).toEqual([0, 6379.137, 0]);
    expect(earthFixed({ latitudeDeg: 90, longitudeDeg: 0, altitudeM: 0 })[2]).toBeCloseTo(6356.7523, 4);
  });

  it('sidereal time of J2000 is 280.46062°', () => {
    expect((siderealAngleRad(Date.parse('2000-01-01T12:00:00Z')) * 180) / Math.PI).toBeCloseTo(280.46062, 4);
  });

  it('the Sun stands overhead at 0° N, 1.9° E at noon of the March equinox of 2026, not at night', () => {
    const noon = Date.parse('2026-03-20T12:00:00Z');
    const [x, y, z] = sunDirection(noon);
    // The equation of time is −7.5 min: the Sun crosses Greenwich at 12:07:30.
    expect((Math.atan2(y, x) * 180) / Math.PI).toBeCloseTo(1.87, 1);
    expect((Math.asin(z) * 180) / Math.PI).toBeCloseTo(0, 0);
    const day = zenith({ latitudeDeg: 0, longitudeDeg: 0 });
    const twilight = zenith({ latitudeDeg: 0, longitudeDeg: 103 });
    const night = zenith({ latitudeDeg: 0, longitudeDeg: 115 });
    expect([day, twilight, night].map((up) => isNight(up, sunDirection(noon)))).toEqual([false, false, true]);
  });
});
