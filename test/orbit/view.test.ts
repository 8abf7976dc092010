import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zenith } from '../../src/orbit/frames.ts';
import { viewBehind } from '../../src/orbit/view.ts';
import { place, snapshotOf } from './setting.ts';

const ground = place(40, 116, 0.05);
const hap = place(40, 116.2, 20);
const satellite = place(41, 117, 600);

describe('what a receiver sees behind the sender', () => {
  it.each([
    ['a station below a satellite: the sky from its own height', ground, satellite, 'sky', 50],
    ['a HAP below a satellite: the sky from 20 km on', hap, satellite, 'sky', 20_000],
    ['a satellite above a station: the Earth', satellite, ground, 'earth', 0],
    ['a HAP above a station: the Earth', hap, ground, 'earth', 0],
    ['a satellite above a HAP: the Earth behind it', satellite, hap, 'earth', 0],
    ['a satellite above a satellite: the Earth behind it', place(0, 0, 1200), place(0, 1, 600), 'earth', 0],
    ['a satellite below a satellite: nothing', place(0, 1, 600), place(0, 0, 1200), 'sky', 600_000],
  ])('%s', (_, receiver, sender, of, lowestM) => {
    const view = viewBehind(snapshotOf(receiver, sender), 0, 1);
    expect(view.of).toBe(of);
    expect(view.lowestM).toBeCloseTo(lowestM, 3);
  });

  it('two satellites 30° apart at 600 km: the air between them where their line is lowest', () => {
    const view = viewBehind(snapshotOf(place(0, 0, 600), place(0, 30, 600)), 0, 1);
    expect(view.of).toBe('sky');
    expect(view.lowestM / 1000).toBeCloseTo(6978.137 * Math.cos(Math.PI / 12) - 6378.137, 6);
  });

  it('day or night is that of the place seen, not of the receiver', () => {
    // 20° apart, 2000 and 300 km up: the line goes on to the ground beyond the lower one.
    const [high, low] = [place(0, 0, 2000), place(0, 20, 300)];
    const under = (longitudeDeg: number) => ({
      ...snapshotOf(high, low),
      sun: zenith({ latitudeDeg: 0, longitudeDeg }),
    });
    expect(viewBehind(under(120), 0, 1)).toMatchObject({ of: 'earth', night: false });
    expect(viewBehind(under(-80), 0, 1)).toMatchObject({ of: 'earth', night: true });
    expect(viewBehind(under(0), 1, 0)).toMatchObject({ of: 'sky', night: false });
    expect(viewBehind(under(180), 1, 0)).toMatchObject({ of: 'sky', night: true });
    expect(viewBehind({ ...under(120), sun: null }, 0, 1).night).toBe(true);
  });

  it('agrees with points along the line, whatever the two places (seed 7)', () => {
    const anywhere = fc.record({
      latitudeDeg: fc.double({ min: -90, max: 90, noNaN: true }),
      longitudeDeg: fc.double({ min: -180, max: 180, noNaN: true }),
      altitudeM: fc.double({ min: 0, max: 1_500_000, noNaN: true }),
    });
    fc.assert(
      fc.property(anywhere, anywhere, (receiver, sender) => {
        const { positionKm } = snapshotOf(receiver, sender);
        const [p, q] = [positionKm.subarray(0, 3), positionKm.subarray(3, 6)];
        const range = Math.hypot(q[0]! - p[0]!, q[1]! - p[1]!, q[2]! - p[2]!);
        fc.pre(range > 1);
        // Outside of the ellipsoid x² + y² + (a/b)² z² = a², in steps of 5 km as far as any line goes.
        let least = Number.POSITIVE_INFINITY;
        for (let distance = 0; distance < 16_000; distance += 5) {
          const [x, y, z] = [0, 1, 2].map((axis) => p[axis]! + ((q[axis]! - p[axis]!) * distance) / range);
          least = Math.min(least, Math.hypot(x!, y!, z! * (6378.137 / 6356.7523142)) - 6378.137);
        }
        const view = viewBehind(snapshotOf(receiver, sender), 0, 1);
        // What touches the ground within a step is left to either side.
        if (least < -0.01) expect(view.of).toBe('earth');
        if (least > 0.01) expect(view.of).toBe('sky');
        if (least > 1) expect(Math.abs(view.lowestM / 1000 - least)).toBeLessThan(0.005 * least + 0.01);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
