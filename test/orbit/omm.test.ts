import { describe, expect, it } from 'vitest';
import { parseOmm } from '../../src/orbit/omm.ts';
import { sgp4Orbit } from '../../src/orbit/orbit.ts';
import { parseTle } from '../../src/orbit/tle.ts';
import { MICIUS } from './setting.ts';

const message = {
  OBJECT_NAME: 'QSS (MOZI)',
  OBJECT_ID: '2016-051A',
  EPOCH: '2016-12-18T21:38:11.330592',
  MEAN_MOTION: 15.23915303,
  ECCENTRICITY: '.00132',
  INCLINATION: 97.3699,
  RA_OF_ASC_NODE: 267.45,
  ARG_OF_PERICENTER: 178.5836,
  MEAN_ANOMALY: 246.0824,
  NORAD_CAT_ID: 41731,
  BSTAR: 0.000017957,
  MEAN_MOTION_DOT: 0.00000364,
  MEAN_MOTION_DDOT: 0,
};
const read = (value: unknown) =>
  parseOmm(JSON.stringify(value), { path: 'satellites[0].omm', file: 'm.json' });

describe('parseOmm', () => {
  it('puts Micius where its TLE puts it', () => {
    const fromOmm = sgp4Orbit(read([message]).sets[0]!.record);
    const fromTle = sgp4Orbit(parseTle(MICIUS, { path: '', file: '' }).sets[0]!.record);
    const [a, b] = [new Float64Array(3), new Float64Array(3)];
    const time = Date.parse('2016-12-19T16:52:14Z');
    fromOmm.teme(time, a, 0);
    fromTle.teme(time, b, 0);
    // The OMM epoch is kept to 1 ms: 8 m at orbital speed.
    expect(Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!)).toBeLessThan(0.01);
  });

  it('takes one message or a list, and a missing name', () => {
    const { OBJECT_NAME: _, ...nameless } = message;
    expect(read(message).sets).toHaveLength(1);
    expect(read([message, nameless]).sets.map(({ name }) => name)).toEqual(['QSS (MOZI)', null]);
  });

  it('names each field that is wrong, with its place in the list', () => {
    const { issues } = read([
      message,
      { ...message, INCLINATION: 'north', EPOCH: 'today', ECCENTRICITY: 1.2 },
    ]);
    expect(issues.map(({ path, message }) => `${path} ${message}`)).toEqual([
      'satellites[0].omm[1].EPOCH Expected a UTC time like 2023-08-22T11:46:56.701.',
      'satellites[0].omm[1].ECCENTRICITY Expected a number from 0 to 0.9999999.',
      'satellites[0].omm[1].INCLINATION Expected a number.',
    ]);
  });

  it('says so when it is not JSON, holds nothing, or is about another frame', () => {
    expect(parseOmm('<ndm/>', { path: 'p', file: 'm.xml' }).issues[0]!.message).toMatch(/^This is not JSON/);
    expect(read([]).issues[0]!.message).toBe('There is no satellite in this list.');
    expect(read({ ...message, REF_FRAME: 'ICRF' }).issues[0]!.message).toBe('Only TEME is understood.');
  });
});
