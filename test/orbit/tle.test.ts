import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTle, tleChecksum } from '../../src/orbit/tle.ts';
import { MICIUS } from './setting.ts';

const [NAME, ONE, TWO] = MICIUS.split('\n') as [string, string, string];
const read = (...lines: string[]) => parseTle(lines.join('\n'), { path: 'satellites[0].tle', file: 'm.tle' });
const messages = (...lines: string[]) =>
  read(...lines).issues.map(({ line, message }) => `${line}: ${message}`);

/** A line with columns (from 1) replaced and its checksum made right. */
function edited(line: string, column: number, text: string): string {
  const changed = line.slice(0, column - 1) + text + line.slice(column - 1 + text.length, 68);
  return changed + tleChecksum(changed);
}

describe('parseTle', () => {
  it('reads sets with a name, with `0 NAME`, without one, among comments and blank lines', () => {
    const { sets, issues } = read('# today', NAME, ONE, TWO, '', '0 MOZI', `${ONE}  `, TWO, ONE, TWO);
    expect(issues).toEqual([]);
    expect(sets.map(({ name }) => name)).toEqual(['QSS (MOZI)', 'MOZI', null]);
    expect(sets[0]!.catalogueNumber).toBe(41731);
  });

  it('adds up the checksums of a published set', () => {
    expect([tleChecksum(ONE), tleChecksum(TWO)]).toEqual([3, 3]);
  });

  it('reads Alpha-5 catalogue numbers', () => {
    const { sets } = read(edited(ONE, 3, 'E8493'), edited(TWO, 3, 'E8493'));
    expect(sets.map(({ catalogueNumber }) => catalogueNumber)).toEqual([148493]);
  });

  it('names file, line and column of a wrong checksum', () => {
    expect(read(NAME, ONE, `${TWO.slice(0, 68)}4`).issues).toEqual([
      {
        path: 'satellites[0].tle',
        file: 'm.tle',
        line: 3,
        column: 69,
        message: 'The checksum is 4, the line adds up to 3.',
        hint: 'A character of the line was changed: copy it again from its source.',
      },
    ]);
  });

  it.each([
    ['a short line', [NAME, ONE.slice(0, 68), TWO], '2: Line 1 of a TLE has 69 characters, this one 68.'],
    ['a letter in a number', [ONE, edited(TWO, 9, ' 9x.3699')], '2: The inclination is " 9x.3699".'],
    ['an inclination above 180', [ONE, edited(TWO, 9, '197.3699')], '2: The inclination is "197.3699".'],
    ['a day 400', [edited(ONE, 21, '400'), TWO], '1: The epoch day is "400.90152003".'],
    ['no mean motion', [ONE, edited(TWO, 53, ' 0.00000000')], '2: The mean motion is " 0.00000000".'],
    [
      'lines of two satellites',
      [ONE, edited(TWO, 3, '41732')],
      '2: Line 2 is of satellite 41732, line 1 of 41731.',
    ],
    ['a lone line 1', [NAME, ONE], '2: Line 1 of a TLE without its line 2.'],
    ['a lone line 2', [TWO], '1: Line 2 of a TLE without its line 1.'],
    ['a lone name', [ONE, TWO, 'hello'], '3: No line 1 of a TLE follows this name.'],
    ['no element sets', ['# none'], '1: There is no TLE in this text.'],
  ] as [string, string[], string][])('refuses %s', (_, lines, expected) => {
    expect(messages(...lines)).toEqual([expected]);
  });

  it('reports the mistakes of all lines, and no more than it takes to see them', () => {
    expect(messages(`${ONE.slice(0, 68)}0`, `${TWO.slice(0, 68)}0`)).toHaveLength(2);
    const garbage = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const { issues } = read(...garbage);
    expect(issues).toHaveLength(21);
    expect(issues.at(-1)!.message).toBe('There are 80 more mistakes.');
  });

  it('finds every changed digit by the checksum (seed 7)', () => {
    const digits = [...`${ONE}${TWO}`].flatMap((character, index) => (/\d/.test(character) ? [index] : []));
    fc.assert(
      fc.property(fc.constantFrom(...digits), fc.integer({ min: 1, max: 9 }), (index, shift) => {
        const both = `${ONE}${TWO}`;
        const digit = (Number(both[index]) + shift) % 10;
        const changed = both.slice(0, index) + digit + both.slice(index + 1);
        expect(read(changed.slice(0, 69), changed.slice(69)).issues.length).toBeGreaterThan(0);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('never throws, whatever the text (seed 11)', () => {
    const line = fc.oneof(fc.string(), fc.constant(ONE), fc.constant(TWO), fc.constant(NAME));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const { sets, issues } = read(...lines);
        expect(sets.length + issues.length).toBeGreaterThan(0);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
