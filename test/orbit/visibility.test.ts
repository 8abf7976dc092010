import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earthFixed } from '../../src/orbit/frames.ts';
import { placeOnWay } from '../../src/orbit/sites.ts';
import type { Snapshot } from '../../src/orbit/snapshot.ts';
import { lineClears, rangeKm, sineOfElevation } from '../../src/orbit/visibility.ts';
import { place, snapshotOf } from './setting.ts';

describe('range and elevation', () => {
  it('straight above: 500 km at 90°; the antipode: at −90°', () => {
    const above = snapshotOf(place(40, 20, 0), place(40, 20, 500));
    expect(rangeKm(above, 0, 1)).toBeCloseTo(500, 9);
    expect(sineOfElevation(above, 0, 1)).toBeCloseTo(1, 9);
    expect(sineOfElevation(snapshotOf(place(0, 0, 0), place(0, 180, 500)), 0, 1)).toBeCloseTo(-1, 9);
  });

  it('on the equator, by the cosine rule: 10° apart, 500 km up', () => {
    const [low, high, angle] = [6378.137, 6878.137, Math.PI / 18];
    const range = Math.sqrt(low ** 2 + high ** 2 - 2 * low * high * Math.cos(angle));
    const snapshot = snapshotOf(place(0, 0, 0), place(0, 10, 500));
    expect(rangeKm(snapshot, 0, 1)).toBeCloseTo(range, 9);
    expect(sineOfElevation(snapshot, 0, 1)).toBeCloseTo((high * Math.cos(angle) - low) / range, 9);
  });
});

describe('lineClears', () => {
  // Along the equator 500 km up, the line touches height 100 where cos(ψ/2) = 6478.137/6878.137.
  const grazing = (2 * Math.acos(6478.137 / 6878.137) * 180) / Math.PI;

  it.each([
    ['just within', grazing - 0.01, true],
    ['just beyond', grazing + 0.01, false],
  ])('two satellites %s the limit', (_, apart, expected) => {
    const snapshot = snapshotOf(place(0, 5, 500), place(0, 5 + apart, 500));
    expect(lineClears(snapshot, 0, 1, 100)).toBe(expected);
    expect(lineClears(snapshot, 1, 0, 100)).toBe(expected);
  });

  it('takes the flattening into account: the same over the poles, where the Earth is 21 km smaller', () => {
    const apart = grazing / 2;
    const polar = snapshotOf(place(90 - apart, 0, 500), place(90 - apart, 180, 500));
    const equatorial = snapshotOf(place(0, -apart, 500), place(0, apart, 500));
    const highest = (snapshot: Snapshot) => {
      let height = 0;
      while (lineClears(snapshot, 0, 1, height)) height += 0.1;
      return height;
    };
    expect(highest(equatorial)).toBeCloseTo(100, 0);
    // Geodetic latitudes span a smaller central angle at the poles, where the curvature is less.
    expect(highest(polar)).toBeGreaterThan(95);
    expect(highest(polar)).toBeLessThan(105);
  });

  it('a HAP at 20 km sees what rises over its horizon, though it is not above 20 km itself', () => {
    const hap = place(45, 0, 19.9);
    expect(lineClears(snapshotOf(hap, place(45, 0, 500)), 0, 1, 20)).toBe(true);
    expect(lineClears(snapshotOf(hap, place(45, 15, 500)), 0, 1, 20)).toBe(true);
    expect(lineClears(snapshotOf(hap, place(45, 60, 500)), 0, 1, 20)).toBe(false);
  });

  it('agrees with points along the line, whatever the two places (seed 5)', () => {
    const anywhere = fc.record({
      latitudeDeg: fc.double({ min: -90, max: 90, noNaN: true }),
      longitudeDeg: fc.double({ min: -180, max: 180, noNaN: true }),
      altitudeM: fc.double({ min: 300_000, max: 1_500_000, noNaN: true }),
    });
    fc.assert(
      fc.property(anywhere, anywhere, (from, to) => {
        const snapshot = snapshotOf(from, to);
        const [a, b] = [earthFixed(from), earthFixed(to)];
        const [equatorial, polar] = [6378.137 + 100, 6356.7523142 + 100];
        const least = Math.min(
          ...Array.from({ length: 2001 }, (_, i) => {
            const [x, y, z] = a.map((value, axis) => value + ((b[axis]! - value) * i) / 2000);
            return (x! ** 2 + y! ** 2) / equatorial ** 2 + z! ** 2 / polar ** 2;
          }),
        );
        fc.pre(Math.abs(least - 1) > 1e-5);
        expect(lineClears(snapshot, 0, 1, 100)).toBe(least > 1);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe('placeOnWay', () => {
  const way = [
    { atSeconds: 10, latitudeDeg: 0, longitudeDeg: 170, altitudeM: 1000 },
    { atSeconds: 20, latitudeDeg: 10, longitudeDeg: -170, altitudeM: 3000 },
  ];
  it('rests before the first and after the last waypoint, and goes the short way between', () => {
    expect(placeOnWay(way, 0)).toMatchObject({ latitudeDeg: 0, longitudeDeg: 170 });
    expect(placeOnWay(way, 99)).toMatchObject({ latitudeDeg: 10, longitudeDeg: -170 });
    expect(placeOnWay(way, 15)).toEqual({ latitudeDeg: 5, longitudeDeg: 180, altitudeM: 2000 });
  });
});
