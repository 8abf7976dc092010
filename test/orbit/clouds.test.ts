import { describe, expect, it } from 'vitest';
import { cloudDraw, jointExcess, normalQuantile, stationAvailability } from '../../src/orbit/clouds.ts';
import { bothCloudy } from '../../src/physics/weather.ts';
import { scenarioOf } from './setting.ts';

const station = (id: string, longitudeDeg: number, cloudFraction: number, optical = true) => ({
  id,
  latitudeDeg: 0,
  longitudeDeg,
  cloudFraction,
  optical,
});

describe('normal distribution', () => {
  it('quantiles: 0.975 at 1.959964, 0.31 at −0.495850', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
    expect(normalQuantile(0.31)).toBeCloseTo(-0.49585, 5);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });

  it('two variables at 0: P = 1/4 + asin(r)/2π (Sheppard)', () => {
    expect(jointExcess(0, 0, 0.5)).toBeCloseTo(1 / 12, 12);
    expect(jointExcess(0, 0, 0.9)).toBeCloseTo(Math.asin(0.9) / (2 * Math.PI), 12);
  });
});

describe('cloudDraw', () => {
  const stations = [
    station('a', 0, 0.3),
    station('b', 2, 0.5),
    station('c', 90, 0.4),
    station('dark', 1, 0.5, false),
  ];
  const scenario = scenarioOf({
    seed: 3,
    stations,
    clouds: { mode: 'draw' },
    demands: [{ source: 'a', destination: 'b' }],
  });

  it('meets cloud fractions and the documented probability that two sites are both cloudy (seed 3)', () => {
    const next = cloudDraw(scenario);
    const draws = Array.from({ length: 40_000 }, next);
    const share = (...ids: string[]) =>
      draws.filter((clouded) => ids.every((id) => clouded.has(id))).length / draws.length;
    expect(share('a')).toBeCloseTo(0.3, 1.7);
    expect(share('b')).toBeCloseTo(0.5, 1.7);
    expect(share('dark')).toBe(0);
    // Two degrees of the equator are 222.64 km.
    const near = bothCloudy(0.3, 0.5, Math.exp(-222.64 / 300));
    expect(near).toBeGreaterThan(0.25);
    expect(Math.abs(share('a', 'b') - near)).toBeLessThan(0.01);
    expect(Math.abs(share('a', 'c') - 0.3 * 0.4)).toBeLessThan(0.01);
  });

  it('is the same for the same seed, and another station changes no other', () => {
    const draw = (input: typeof scenario) => {
      const next = cloudDraw(input);
      return Array.from({ length: 50 }, () => [...next()].filter((id) => id !== 'e').sort());
    };
    const more = { ...scenario, stations: [...scenario.stations, { ...scenario.stations[2]!, id: 'e' }] };
    expect(draw(scenario)).toEqual(draw(scenario));
    expect(draw(more)).toEqual(draw(scenario));
    expect(draw({ ...scenario, seed: 4 })).not.toEqual(draw(scenario));
  });

  it('never clouds a fraction of 0 and always one of 1', () => {
    const next = cloudDraw(
      scenarioOf({ stations: [station('a', 0, 0), station('b', 0, 1)], clouds: { mode: 'draw' } }),
    );
    for (let slot = 0; slot < 100; slot += 1) expect([...next()]).toEqual(['b']);
  });

  it('availability is 1 − cloud fraction, of stations with a telescope', () => {
    expect(stationAvailability(scenario)).toEqual([
      { station: 'a', availability: 0.7 },
      { station: 'b', availability: 0.5 },
      { station: 'c', availability: 0.6 },
    ]);
  });
});
