import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTle } from '../../../src/orbit/elements/tle.ts';
import { tleChecksum } from '../../../src/orbit/elements/tle-line.ts';
import { MICIUS } from '../setting.ts';

const [NAME, ONE, TWO] = MICIUS.split('\n') as [string, string, string];
function read(...lines: string[]) {
  const { sets, faults } = parseTle(lines.join('\n'), { path: 'satellites[0].tle', file: 'm.tle' });
  return { sets, faults, issues: faults.flatMap(({ issues }) => issues) };
}
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
    [
      'a short line',
      [NAME, ONE.slice(0, 68), TWO],
      '2: Line 1 of a TLE has 69 characters, this one 68: the checksum in column 69 is missing.',
    ],
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

  describe('accepts what is unambiguous', () => {
    const first = (...lines: string[]) => {
      const { sets, issues } = read(...lines);
      expect(issues).toEqual([]);
      return sets[0]!;
    };
    const plain = first(NAME, ONE, TWO);

    it.each([
      ['a first line that counts satellites', ['1', NAME, ONE, TWO]],
      ['one of planes and satellites in each', ['1 1', NAME, ONE, TWO]],
      ['indentation', [`   ${NAME}`, `  ${ONE}`, `\t${TWO}`]],
      ['no-break spaces', [NAME, ONE.replaceAll(' ', '\u00A0'), TWO.replace(' ', '\u202F')]],
      ['what has no width', [`\uFEFF${NAME}`, `\u200B${ONE}`, TWO]],
      ['dashes for hyphens', [NAME, ONE.replace('57-4', '57\u20134'), TWO]],
      ['fewer decimals', [NAME, ONE, edited(TWO, 18, '267.45  ')]],
      ['more decimals', [NAME, ONE, edited(TWO, 9, '97.36990')]],
      ['an eccentricity with its point', [NAME, ONE, edited(TWO, 27, '.00132 ')]],
      ['blanks before the digits of the eccentricity', [NAME, ONE, edited(TWO, 27, '  13200')]],
      ['a drag term with its point', [NAME, edited(ONE, 54, '.17957-4'), TWO]],
      ['derivatives left empty', [NAME, edited(edited(ONE, 34, ' '.repeat(10)), 45, ' '.repeat(8)), TWO]],
      ['an ephemeris type left empty', [NAME, edited(ONE, 63, ' '), TWO]],
    ] as [string, string[]][])('%s', (_, lines) => {
      const { name, catalogueNumber, epochMs, record } = first(...lines);
      expect({ name, catalogueNumber, epochMs }).toEqual({
        name: plain.name,
        catalogueNumber: plain.catalogueNumber,
        epochMs: plain.epochMs,
      });
      for (const key of ['inclo', 'nodeo', 'ecco', 'argpo', 'mo', 'no', 'bstar'] as const)
        expect(record[key], key).toBe(plain.record[key]);
    });

    it('a name that begins with a number like that of a line', () => {
      expect(first('1 HOPSAT', ONE, TWO).name).toBe('1 HOPSAT');
      expect(first('2 KUNS-PF', ONE, TWO).name).toBe('2 KUNS-PF');
    });
  });

  describe('names the cause', () => {
    it.each([
      ['SGP4-XP', [edited(ONE, 63, '4'), TWO], '1:63 These are SGP4-XP elements (ephemeris type 4)'],
      ['another theory', [edited(ONE, 63, '5'), TWO], '1:63 These elements are of ephemeris type 5'],
      ['a type changed by chance', [`${ONE.slice(0, 62)}4${ONE.slice(63)}`, TWO], '1:69 The checksum is 3'],
      ['tabs', [ONE, TWO.replace('  ', '\t')], '2:8 Line 2 of a TLE has blanks, this one a tab.'],
      [
        'text behind a line',
        [`${ONE} ${TWO}`, TWO],
        `1:70 Line 1 of a TLE has 69 characters, this one 139: "${TWO}" follows it.`,
      ],
      [
        'single blanks',
        [ONE.replace(/ +/g, ' '), TWO],
        '1:1 Line 1 of a TLE has 69 characters, this one 63: every run of blanks has become one.',
      ],
      [
        'a lost digit',
        [ONE, TWO.replace('0013200', '001320')],
        '2:26 Line 2 of a TLE has 69 characters, this one 68: between columns 26 and 34 a character is missing.',
      ],
      [
        'a digit too many',
        [ONE, TWO.replace('267.4500', '267.45000')],
        '2:17 Line 2 of a TLE has 69 characters, this one 70: between columns 17 and 26 there is a character too many.',
      ],
      ['a cut line', [ONE, TWO.slice(0, 60)], '2:61 Line 2 of a TLE has 69 characters, this one 60: its end'],
      [
        'numbers that have moved',
        [ONE, edited(TWO, 9, '97.369901')],
        '2:17 Column 17 of line 2 is "1", where a TLE has a blank.',
      ],
      ['eccentricity cut short', [ONE, edited(TWO, 27, '00132  ')], '2:27 The eccentricity is "00132  ".'],
      ['an I in Alpha-5', [edited(ONE, 3, 'I8493'), TWO], '1:3 The catalogue number is "I8493".'],
    ] as [string, string[], string][])('of %s', (_, lines, expected) => {
      const [issue, ...others] = read(...lines).issues;
      expect(others).toEqual([]);
      expect(`${issue!.line}:${issue!.column} ${issue!.message}`).toContain(expected);
    });

    it('in the column of the text, not of the line without its indentation', () => {
      expect(read(`    ${ONE.slice(0, 68)}0`, TWO).issues[0]).toMatchObject({ line: 1, column: 73 });
    });
  });

  it('says which satellite an unreadable set belongs to, if that is known', () => {
    const { faults } = read(NAME, ONE, `${TWO.slice(0, 68)}4`, ONE, 'hello');
    expect(faults.map(({ name, catalogueNumber }) => [name, catalogueNumber])).toEqual([
      ['QSS (MOZI)', 41731],
      [null, 41731],
      ['hello', null],
    ]);
  });

  it('reports the mistakes of all lines', () => {
    expect(messages(`${ONE.slice(0, 68)}0`, `${TWO.slice(0, 68)}0`)).toHaveLength(2);
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
