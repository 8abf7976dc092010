import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOmm } from '../../../src/orbit/elements/omm.ts';
import { parseTle } from '../../../src/orbit/elements/tle.ts';
import { sgp4Orbit } from '../../../src/orbit/orbit.ts';
import { MICIUS } from '../setting.ts';

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
function readText(text: string) {
  const { sets, faults } = parseOmm(text, { path: 'satellites[0].omm', file: 'm' });
  return { sets, faults, issues: faults.flatMap(({ issues }) => issues) };
}
const read = (value: unknown) => readText(JSON.stringify(value));

describe('parseOmm', () => {
  it('puts Micius in the same place as its TLE', () => {
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
    expect(readText('{"a":').issues[0]!.message).toMatch(/^This is not JSON/);
    expect(read([]).issues[0]!.message).toBe('There is no satellite in this text.');
    expect(read({ ...message, REF_FRAME: 'ICRF' }).issues[0]!.message).toBe('Only TEME is understood.');
  });

  it('ignores values that are null or empty', () => {
    const { sets, issues } = read([
      { ...message, OBJECT_NAME: null, OBJECT_ID: null, BSTAR: ' ', MEAN_MOTION_DOT: null, REF_FRAME: '' },
    ]);
    expect(issues).toEqual([]);
    expect(sets[0]).toMatchObject({ name: null, catalogueNumber: 41731 });
    expect(sets[0]!.record.bstar).toBe(0);
    expect(read({ ...message, MEAN_MOTION: null }).issues[0]!.message).toBe('MEAN_MOTION is not given.');
  });

  it('reads catalogue numbers of nine digits, days of the year and microseconds', () => {
    const { sets } = read([
      { ...message, NORAD_CAT_ID: '270001', EPOCH: '2016-353T21:38:11.330592Z' },
      { ...message, NORAD_CAT_ID: 999_999_999 },
    ]);
    expect(sets.map(({ catalogueNumber }) => catalogueNumber)).toEqual([270_001, 999_999_999]);
    const whole = Date.parse('2016-12-18T21:38:11Z');
    expect(sets.map(({ epochMs }) => epochMs - whole)).toEqual([
      expect.closeTo(330.592, 3),
      expect.closeTo(330.592, 3),
    ]);
    for (const EPOCH of ['2016-02-30T00:00:00', '2016-000T00:00:00', '2016-12-18T25:00:00', '2016-12-18'])
      expect(read({ ...message, EPOCH }).issues.map(({ path }) => path)).toEqual([
        'satellites[0].omm[0].EPOCH',
      ]);
  });

  it.each([
    [{ MEAN_ELEMENT_THEORY: 'SGP4-XP' }, 'MEAN_ELEMENT_THEORY', /^These are SGP4-XP elements/],
    [{ EPHEMERIS_TYPE: 4 }, 'EPHEMERIS_TYPE', /^These are SGP4-XP elements \(ephemeris type 4\)/],
    [{ EPHEMERIS_TYPE: '4', MEAN_MOTION: undefined }, 'EPHEMERIS_TYPE', /^These are SGP4-XP elements/],
    [{ BTERM: 0.02 }, 'BTERM', /^These are SGP4-XP elements/],
    [{ MEAN_ELEMENT_THEORY: 'DSST' }, 'MEAN_ELEMENT_THEORY', /^These elements are for DSST; only SGP4/],
    [{ EPHEMERIS_TYPE: 5 }, 'EPHEMERIS_TYPE', /^These elements are of ephemeris type 5; only SGP4/],
    [{ CENTER_NAME: 'MARS' }, 'CENTER_NAME', /^Only the Earth/],
  ])('refuses elements that are not for SGP4, by name: %j', (change, keyword, says) => {
    const { sets, issues } = read([{ ...message, ...change }]);
    expect(sets).toEqual([]);
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ path: `satellites[0].omm[0].${keyword}` });
    expect(issues[0]!.message).toMatch(says);
  });

  it('accepts various names of SGP4', () => {
    for (const MEAN_ELEMENT_THEORY of ['SGP4', 'SGP/SGP4', 'SDP4', 'SGP4/SDP4', null])
      expect(read({ ...message, MEAN_ELEMENT_THEORY }).sets).toHaveLength(1);
    for (const EPHEMERIS_TYPE of [0, '0', 2, '3', null])
      expect(read({ ...message, EPHEMERIS_TYPE }).sets).toHaveLength(1);
  });
});

describe('parseOmm in other notations', () => {
  const keywords = Object.keys(message) as (keyof typeof message)[];
  const [expected] = read([message]).sets;
  const header = keywords.join(',');
  const row = keywords.map((keyword) => `"${message[keyword]}"`).join(',');
  const kvn = keywords.map((keyword) => `${keyword} = ${message[keyword]}`).join('\n');
  const leaves = keywords.map((keyword) => `<${keyword}>${message[keyword]}</${keyword}>`).join('\n');
  const omm = `<omm id="CCSDS_OMM_VERS"><body><segment><metadata/><data>${leaves}</data></segment></body></omm>`;

  it.each([
    ['CSV', `${header}\n${row}\n`],
    ['CSV with a mark, other line ends and a column more', `\uFEFF${header},X\r\n${row},\r\n`],
    ['KVN', `CCSDS_OMM_VERS = 2.0\nCOMMENT by hand\n\n${kvn}\n`],
    ['KVN with units', kvn.replace('15.23915303', '15.23915303 [rev/day]').replaceAll(' = ', '=')],
    ['XML', `<?xml version="1.0"?>\n<ndm>${omm}</ndm>`],
    [
      'XML of one message, with a prefix',
      omm.replaceAll('omm', 'n:omm').replace('<n:omm', '<n:omm xmlns:n="x"'),
    ],
  ])('%s', (_, text) => {
    const { sets, issues } = readText(text);
    expect(issues).toEqual([]);
    expect(sets).toHaveLength(1);
    expect(sets[0]).toMatchObject({ name: 'QSS (MOZI)', catalogueNumber: 41731, epochMs: expected!.epochMs });
    for (const key of ['inclo', 'nodeo', 'ecco', 'argpo', 'mo', 'no', 'bstar'] as const)
      expect(sets[0]!.record[key], key).toBe(expected!.record[key]);
  });

  it('holds several messages', () => {
    expect(readText(`${header}\n${row}\n\n${row}\n`).sets).toHaveLength(2);
    expect(readText(`<ndm>${omm}${omm}</ndm>`).sets).toHaveLength(2);
    const block = `CCSDS_OMM_VERS = 2.0\n${kvn}\n`;
    expect(readText(block + block).sets).toHaveLength(2);
  });

  it('says on which line a mistake is, and in which satellite', () => {
    const place = (text: string) =>
      readText(text).faults.map(({ name, issues: [issue] }) => `${name} ${issue!.line} ${issue!.message}`);
    const bad = row.replace('97.3699', 'north');
    expect(place(`${header}\n${row}\n${bad}`)).toEqual(['QSS (MOZI) 3 Expected a number.']);
    expect(place(`${header}\n${row}\n${row},1`)[0]).toMatch(/^QSS \(MOZI\) 3 the row has 14 fields/);
    expect(place(`<ndm>\n${omm}\n${omm.replace('97.3699', 'north')}</ndm>`)[0]).toMatch(
      / Expected a number\.$/,
    );
    expect(place(`${kvn}\n${kvn.replace('97.3699', 'north')}`)).toEqual(['QSS (MOZI) 19 Expected a number.']);
    expect(place(`${kvn}\nmore to come`)).toEqual([
      'QSS (MOZI) 14 "more to come" is no line of an OMM in KVN.',
    ]);
  });

  it('names what holds no elements', () => {
    const says = (text: string) => readText(text).issues[0]!.message;
    expect(says('<!DOCTYPE html><html></html>')).toBe('This is a web page.');
    expect(says('<ndm/>')).toBe('There is no omm element in this XML.');
    expect(says('<ndm><omm></ndm>')).toMatch(/^This is not valid XML/);
    expect(says(`${header}\n`)).toBe('There is no satellite in this text.');
    expect(says('[1]')).toBe('This is no message.');
  });

  it('never throws, whatever the text (seed 23)', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '<ndm>',
        '<omm>',
        '</omm>',
        '{',
        '[',
        'EPOCH = 1',
        'NORAD_CAT_ID,MEAN_MOTION',
        '\n',
        ',',
        '"',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const { sets, faults } = readText(pieces.join(''));
        expect(sets.length + faults.length).toBeGreaterThan(0);
      }),
      { seed: 23, numRuns: 500 },
    );
  });
});
