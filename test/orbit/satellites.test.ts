import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { readSatellites } from '../../src/orbit/catalogued.ts';
import { resolveSatellites } from '../../src/orbit/satellites.ts';
import type { ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { MICIUS, scenarioOf } from './setting.ts';

const horizon = { slots: 1, slotSeconds: 20, start: '2016-12-19T16:52:00Z' };
const resolve = (...satellites: NonNullable<ScenarioInput['satellites']>) =>
  resolveSatellites(scenarioOf({ horizon, satellites }));
const LINES = MICIUS.split('\n').slice(1).join('\n');

function issuesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('resolveSatellites', () => {
  it('names satellites: TLE names made identifiers and unique, constellations PREFIX-plane-number', () => {
    const circular = { id: 'relay', altitudeKm: 500, inclinationDeg: 90 };
    const walker = {
      id: 'w',
      pattern: 'delta' as const,
      altitudeKm: 500,
      inclinationDeg: 50,
      total: 4,
      planes: 2,
    };
    const other = LINES.replace('1 41731', '1 41732').replace('2 41731', '2 41732');
    const again = other.replace(' 9993', ' 9994').replace(/3$/, '4');
    const text = ['ISS [ZARYA]', LINES, 'A+B, "C"', LINES, 'ISS [ZARYA]', again, LINES].join('\n');
    expect(resolve({ tle: { text } }, { circular }, { walker }).map(({ id }) => id)).toEqual([
      'ISS (ZARYA)',
      'A-B- -C-',
      'ISS (ZARYA) 41732',
      '41731',
      'relay',
      'w-1-1',
      'w-1-2',
      'w-2-1',
      'w-2-2',
    ]);
  });

  it('filters by whole name, ignoring case, and by catalogue number', () => {
    const text = ['ONE', LINES, 'ONE B', LINES].join('\n');
    expect(resolve({ tle: { text, names: ['one '] } }).map(({ id }) => id)).toEqual(['ONE']);
    expect(resolve({ tle: { text, catalogueNumbers: [41731] } })).toHaveLength(2);
  });

  it('names the file that a text came from', () => {
    const tle = { text: MICIUS.replace('9993\n', '9994\n'), source: 'data/qss.tle' };
    expect(() => resolve({ tle })).toThrow(/^data\/qss\.tle:2:69 satellites\[0\]\.tle: .*checksum/);
  });

  it('refuses a filter that matches nothing, each entry by its place', () => {
    const tle = { text: MICIUS, names: ['QSS (MOZI)', 'Mozart'], catalogueNumbers: [5] };
    expect(issuesOf(() => resolve({ tle }))).toEqual([
      "satellites[0].tle.names[1]: No satellite of TLE text is named 'Mozart'.",
      'satellites[0].tle.catalogueNumbers[0]: No satellite of TLE text is 5.',
    ]);
  });

  it('refuses satellites without a start, unread files, uneven planes and names given twice, all at once', () => {
    const circular = { id: 'relay', altitudeKm: 500, inclinationDeg: 90 };
    const walker = {
      id: 'w',
      pattern: 'star' as const,
      altitudeKm: 500,
      inclinationDeg: 50,
      total: 5,
      planes: 2,
    };
    const satellites = [{ tle: { file: 'm.tle' } }, { circular }, { circular }, { walker }];
    expect(issuesOf(() => resolveSatellites(scenarioOf({ satellites })))).toEqual([
      'horizon.start: Satellites need to know when slot 0 starts.',
      'satellites[0].tle: The TLE has no text.',
      'satellites[2]: There are two satellites relay.',
      'satellites[3].walker.planes: 5 satellites cannot be divided among 2 planes.',
    ]);
  });

  it('refuses elements that SGP4 cannot start from', () => {
    // Eccentricity 0.99 at 15 revolutions a day: the perigee is deep inside the Earth.
    const omm = {
      EPOCH: '2016-12-18T21:38:11',
      MEAN_MOTION: 15,
      ECCENTRICITY: 0.99,
      INCLINATION: 97,
      RA_OF_ASC_NODE: 0,
      ARG_OF_PERICENTER: 0,
      MEAN_ANOMALY: 0,
      NORAD_CAT_ID: 7,
    };
    expect(issuesOf(() => resolve({ omm: { text: JSON.stringify(omm) } }))[0]).toMatch(
      /^satellites\[0\]\.omm: SGP4 refuses the elements of 7 \(below the ground\)\.$/,
    );
  });
});

it('readSatellites recognises TLE and OMM JSON, and throws the mistakes of either', () => {
  expect(readSatellites(MICIUS).map(({ id }) => id)).toEqual(['QSS (MOZI)']);
  expect(issuesOf(() => readSatellites(' []'))).toEqual([': There is no satellite in this text.']);
  expect(issuesOf(() => readSatellites('hello\nworld'))).toHaveLength(2);
});
