import { describe, expect, it } from 'vitest';
import { parseTle } from '../../src/orbit/elements/tle.ts';
import { circularOrbit } from '../../src/orbit/kepler.ts';
import { sgp4Orbit } from '../../src/orbit/orbit.ts';
import { findLostTimes, findPasses, lookFrom } from '../../src/orbit/passes.ts';
import { MICIUS } from './setting.ts';

const micius = sgp4Orbit(parseTle(MICIUS, { path: '', file: '' }).sets[0]!.record);
const XINGLONG = { latitudeDeg: 40.39587, longitudeDeg: 117.57746, altitudeM: 890 };
const DELINGHA = { latitudeDeg: 37.379008, longitudeDeg: 97.726947, altitudeM: 3153 };
const LIJIANG = { latitudeDeg: 26.694, longitudeDeg: 100.029, altitudeM: 3233 };
const night = {
  fromMs: Date.parse('2016-12-19T12:00:00Z'),
  toMs: Date.parse('2016-12-20T00:00:00Z'),
};

describe('Micius over Xinglong, 2016-12-19 (Liao et al. 2017)', () => {
  const look = lookFrom(XINGLONG, micius);

  it('comes closest at 16:52:14 with 645 km and is within 1200 km for 273 s', () => {
    const tenths = Array.from({ length: 12_000 }, (_, i) => Date.parse('2016-12-19T16:42:00Z') + 100 * i);
    const ranges = tenths.map((time) => look(time).rangeKm);
    const closest = Math.min(...ranges);
    expect(closest).toBeCloseTo(645, -1);
    expect(Math.abs(closest - 645)).toBeLessThan(1);
    const time = tenths[ranges.indexOf(closest)]!;
    expect(Math.abs(time - Date.parse('2016-12-19T16:52:14Z'))).toBeLessThanOrEqual(2000);
    expect(Math.abs(ranges.filter((range) => range < 1200).length / 10 - 273)).toBeLessThanOrEqual(1.5);
  });

  it('makes one pass above 10°, with rise, set and culmination to 0.1 s', () => {
    const passes = findPasses({ orbit: micius, station: XINGLONG, ...night, minimumElevationDeg: 10 });
    expect(passes).toHaveLength(1);
    const [{ rise, set, culmination, durationSeconds }] = passes as [(typeof passes)[number]];
    const elevation = (iso: string, shiftMs = 0) => look(Date.parse(iso) + shiftMs).elevationDeg;
    for (const [time, outwards] of [
      [rise, -100],
      [set, 100],
    ] as const) {
      expect(elevation(time, outwards)).toBeLessThan(10);
      expect(elevation(time, -outwards)).toBeGreaterThan(10);
    }
    expect(elevation(culmination.time)).toBeGreaterThan(elevation(culmination.time, 200));
    expect(elevation(culmination.time)).toBeGreaterThan(elevation(culmination.time, -200));
    expect(culmination.elevationDeg).toBeCloseTo(47.82, 1);
    expect(durationSeconds).toBeCloseTo((Date.parse(set) - Date.parse(rise)) / 1000, 2);
  });

  it('finds a pass of less than half a minute by its culmination', () => {
    const query = { orbit: micius, station: XINGLONG, ...night, minimumElevationDeg: 47.8 };
    const passes = findPasses(query);
    expect(passes).toHaveLength(1);
    expect(passes[0]!.durationSeconds).toBeLessThan(10);
    expect(findPasses({ ...query, minimumElevationDeg: 47.9 })).toEqual([]);
  });

  it('is consistent: the passes of a week are those of its halves', () => {
    const between = (from: string, to: string) =>
      findPasses({
        orbit: micius,
        station: XINGLONG,
        fromMs: Date.parse(from),
        toMs: Date.parse(to),
        minimumElevationDeg: 10,
      });
    const [start, middle, end] = ['2016-12-16T12:00:00Z', '2016-12-20T06:00:00Z', '2016-12-23T12:00:00Z'];
    const seconds = (time: string) => Math.round(Date.parse(time) / 1000);
    const tops = (passes: ReturnType<typeof between>) => passes.map((pass) => seconds(pass.culmination.time));
    const week = between(start, end);
    expect(week.length).toBeGreaterThan(10);
    expect(tops(week)).toEqual(tops([...between(start, middle), ...between(middle, end)]));
  });

  it('goes through the time once without a grid: it looks at the end last', () => {
    const seen: number[] = [];
    const watched: typeof micius = {
      ...micius,
      teme(epochMs, into, offset) {
        seen.push(epochMs);
        micius.teme(epochMs, into, offset);
      },
    };
    findPasses({ orbit: watched, station: XINGLONG, ...night, minimumElevationDeg: 10 });
    expect(seen.length).toBeGreaterThan(900);
    // After the end, only a maximum before it is sought.
    expect(seen.indexOf(night.toMs)).toBeGreaterThan(seen.length - 40);
  });

  it.each([
    ['after the beginning', 10_000, 1_800_000],
    ['before the end', 1_800_000, 10_000],
  ])('finds a pass of some seconds that is %s of the interval', (_, beforeMs, afterMs) => {
    const query = { orbit: micius, station: XINGLONG, minimumElevationDeg: 47.8 };
    const [pass] = findPasses({ ...query, ...night });
    const { rise, set } = pass!;
    const interval = { fromMs: Date.parse(rise) - beforeMs, toMs: Date.parse(set) + afterMs };
    const found = findPasses({ ...query, ...interval });
    expect(found).toHaveLength(1);
    expect(Math.abs(Date.parse(found[0]!.rise) - Date.parse(rise))).toBeLessThanOrEqual(100);
  });

  it('cuts a pass that is under way at the ends of the interval', () => {
    const [from, to] = ['2016-12-19T16:50:00.000Z', '2016-12-19T16:54:00.000Z'];
    const interval = { fromMs: Date.parse(from), toMs: Date.parse(to) };
    const passes = findPasses({ orbit: micius, station: XINGLONG, ...interval, minimumElevationDeg: 10 });
    expect(passes.map(({ rise, set }) => [rise, set])).toEqual([[from, to]]);
    expect(passes[0]!.culmination.elevationDeg).toBeCloseTo(47.82, 1);
  });
});

it('Delingha and Lijiang see Micius together on 2016-12-21 at 1600–2400 km of summed range (Yin et al. 2017)', () => {
  const looks = [lookFrom(DELINGHA, micius), lookFrom(LIJIANG, micius)] as const;
  const seconds = Array.from({ length: 1200 }, (_, i) => Date.parse('2016-12-21T17:33:00Z') + 1000 * i);
  const sums = seconds.flatMap((time) => {
    const seen = looks.map((look) => look(time));
    return seen.every(({ elevationDeg }) => elevationDeg >= 10) ? [seen[0]!.rangeKm + seen[1]!.rangeKm] : [];
  });
  expect(sums.length).toBeGreaterThan(240);
  expect(Math.min(...sums)).toBeGreaterThan(1595);
  expect(Math.max(...sums)).toBeLessThan(2420);
});

it('a geostationary satellite never sets: one pass, the whole interval', () => {
  const start = night.fromMs;
  const elements = { altitudeKm: 35_786, inclinationDeg: 0, raanDeg: 0, argumentOfLatitudeDeg: 0 };
  const orbit = circularOrbit(elements, start);
  const below = lookFrom({ latitudeDeg: 0, longitudeDeg: 0, altitudeM: 0 }, orbit);
  const longitudeDeg = [...Array(360).keys()].find(
    (longitude) =>
      lookFrom({ latitudeDeg: 0, longitudeDeg: longitude, altitudeM: 0 }, orbit)(start).elevationDeg > 80,
  )!;
  expect(below(start).rangeKm).toBeGreaterThan(35_000);
  const station = { latitudeDeg: 0, longitudeDeg, altitudeM: 0 };
  const passes = findPasses({ orbit, station, ...night, minimumElevationDeg: 10 });
  expect(passes.map(({ durationSeconds }) => durationSeconds)).toEqual([43_200]);
});

describe('times without a position', () => {
  // Published elements of a satellite that came down on 2005-11-29 (SGP4 verification set).
  const falling = sgp4Orbit(
    parseTle(
      `1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534
2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708`,
      { path: '', file: '' },
    ).sets[0]!.record,
  );
  const epochMs = falling.elementEpochsMs[0]!;
  const query = { orbit: falling, fromMs: epochMs, toMs: epochMs + 86_400_000 };

  it('begin where propagation fails, to 0.1 s, and say why', () => {
    const [lost, ...others] = findLostTimes(query);
    expect(others).toEqual([]);
    expect(lost!.to).toBe(new Date(query.toMs).toISOString());
    const since = Date.parse(lost!.from);
    expect(falling.failure(since - 100)).toBeNull();
    expect(falling.failure(since + 100)).toBe(lost!.reason);
    expect(lost!.reason).toBe('below the ground');
  });

  it('do not end where SGP4 lets it rise again', () => {
    const fromMs = Date.parse('2005-11-29T10:30:00Z');
    expect(falling.failure(fromMs)).toBeNull();
    expect(findLostTimes({ orbit: falling, fromMs, toMs: fromMs + 600_000 })).toEqual([
      { from: '2005-11-29T10:30:00.000Z', to: '2005-11-29T10:40:00.000Z', reason: 'below the ground' },
    ]);
    // Before its elements, what SGP4 makes of it says nothing.
    const before = epochMs - 86_400_000;
    const lost = findLostTimes({ orbit: falling, fromMs: before, toMs: epochMs - 1 });
    expect(lost.every(({ to }) => Date.parse(to) < epochMs)).toBe(true);
  });

  it('are all of the time, or none', () => {
    const [fromMs, toMs] = [epochMs + 30 * 86_400_000, epochMs + 31 * 86_400_000];
    expect(findLostTimes({ orbit: falling, fromMs, toMs })).toMatchObject([
      { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() },
    ]);
    expect(findLostTimes({ orbit: micius, ...night })).toEqual([]);
  });
});
