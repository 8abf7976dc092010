import { twoline2satrec } from 'satellite.js';
import type { InputIssue } from '../base/errors.ts';
import { type ElementSet, type ElementSource, limited, type ParsedElements } from './elements.ts';

interface Field {
  readonly name: string;
  /** First and last column, from 1. */
  readonly columns: readonly [number, number];
  readonly pattern: RegExp;
  readonly shape: string;
  readonly accepts?: (value: number) => boolean;
}

const angle = (name: string, first: number, most: number): Field => ({
  name,
  columns: [first, first + 7],
  pattern: /^ *\d+\.\d{4}$/,
  shape: `degrees with four decimals, at most ${most}`,
  accepts: (value) => value <= most,
});
const catalogue: Field = {
  name: 'catalogue number',
  columns: [3, 7],
  pattern: /^(?: *\d+|[A-HJ-NP-Z]\d{4})$/,
  shape: 'five digits, or a letter and four digits',
};
const exponential = (name: string, first: number): Field => ({
  name,
  columns: [first, first + 7],
  pattern: /^[ +-]\d{5}[ +-]\d$/,
  shape: 'like " 12808-3"',
});

/** Columns of the two lines (Hoots and Roehrich, Spacetrack Report 3). */
const FIELDS: readonly (readonly Field[])[] = [
  [
    catalogue,
    { name: 'epoch year', columns: [19, 20], pattern: /^\d\d$/, shape: 'two digits' },
    {
      name: 'epoch day',
      columns: [21, 32],
      pattern: /^ *\d+\.\d+ *$/,
      shape: 'a day of the year, 1 to 367',
      accepts: (day) => day >= 1 && day < 367,
    },
    {
      name: 'first derivative of the mean motion',
      columns: [34, 43],
      pattern: /^ *[+-]?\d?\.\d+ *$/,
      shape: 'like " .00000023"',
    },
    exponential('second derivative of the mean motion', 45),
    exponential('drag term', 54),
  ],
  [
    catalogue,
    angle('inclination', 9, 180),
    angle('right ascension of the ascending node', 18, 360),
    { name: 'eccentricity', columns: [27, 33], pattern: /^\d{7}$/, shape: 'seven digits' },
    angle('argument of perigee', 35, 360),
    angle('mean anomaly', 44, 360),
    {
      name: 'mean motion',
      columns: [53, 63],
      pattern: /^ *\d+\.\d+ *$/,
      shape: 'revolutions per day, above 0',
      accepts: (revolutions) => revolutions > 0,
    },
  ],
];

/** Sum of the digits of the first 68 columns, a minus counting 1, modulo 10. */
export function tleChecksum(line: string): number {
  let sum = 0;
  for (const character of line.slice(0, 68)) {
    if (character === '-') sum += 1;
    else if (character >= '0' && character <= '9') sum += Number(character);
  }
  return sum % 10;
}

/** NORAD number, also in the Alpha-5 form (A0000 = 100000; no I, no O). */
function catalogueNumber(line: string): number {
  const text = line.slice(2, 7).trim();
  const letter = 'ABCDEFGHJKLMNPQRSTUVWXYZ'.indexOf(text[0]!);
  return letter < 0 ? Number(text) : (letter + 10) * 10_000 + Number(text.slice(1));
}

type Report = (line: number, column: number, message: string, hint: string) => void;

/** Checks one of the two lines; true where nothing is wrong. */
function checkLine({ content: text, line }: Line, kind: 0 | 1, report: Report): boolean {
  if (text.length !== 69) {
    report(
      line,
      Math.min(text.length, 69) + 1,
      `Line ${kind + 1} of a TLE has 69 characters, this one ${text.length}.`,
      'Copy the line again from its source, with all its blanks.',
    );
    return false;
  }
  const expected = tleChecksum(text);
  const wrong = FIELDS[kind]!.filter(({ columns, pattern, accepts }) => {
    const value = text.slice(columns[0] - 1, columns[1]);
    return !pattern.test(value) || (accepts !== undefined && !accepts(Number(value)));
  });
  for (const { name, columns, shape } of wrong) {
    const found = text.slice(columns[0] - 1, columns[1]);
    report(line, columns[0], `The ${name} is "${found}".`, `Columns ${columns.join('–')} hold ${shape}.`);
  }
  if (wrong.length > 0) return false;
  if (text[68] === String(expected)) return true;
  report(
    line,
    69,
    `The checksum is ${text[68]}, the line adds up to ${expected}.`,
    'A character of the line was changed: copy it again from its source.',
  );
  return false;
}

/**
 * Reads element sets of two lines, each with or without a line of name above (also `0 NAME`).
 * Blank lines and lines starting with `#` are skipped. Nothing is thrown: mistakes are returned.
 */
export function parseTle(text: string, source: ElementSource): ParsedElements {
  const sets: ElementSet[] = [];
  const issues: InputIssue[] = [];
  const report: Report = (line, column, message, hint) =>
    issues.push({ ...source, line, column, message, hint });
  let name: Line | null = null;
  let first: Line | null = null;
  const unmatched = (): void => {
    if (first) {
      const hint = 'Put the line that starts with 2 directly below it.';
      report(first.line, 1, 'Line 1 of a TLE without its line 2.', hint);
    } else if (name) {
      report(name.line, 1, 'No line 1 of a TLE follows this name.', 'Remove it, or add the two lines.');
    }
  };
  for (const current of linesOf(text)) {
    if (current.content.startsWith('2 ') && first) {
      const set = pairOf(first, current, name, report);
      if (set) sets.push(set);
      [name, first] = [null, null];
    } else if (current.content.startsWith('2 ')) {
      const hint = 'Put the line that starts with 1 directly above it.';
      report(current.line, 1, 'Line 2 of a TLE without its line 1.', hint);
    } else if (current.content.startsWith('1 ') && !first) {
      first = current;
    } else {
      unmatched();
      [name, first] = current.content.startsWith('1 ') ? [null, current] : [current, null];
    }
  }
  unmatched();
  if (sets.length === 0 && issues.length === 0) {
    report(1, 1, 'There is no TLE in this text.', 'Give at least one pair of lines starting with 1 and 2.');
  }
  return { sets, issues: limited(issues, source) };
}

interface Line {
  readonly content: string;
  /** From 1. */
  readonly line: number;
}

const linesOf = (text: string): readonly Line[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ content: content.trimEnd(), line: index + 1 }))
    .filter(({ content }) => content !== '' && !content.startsWith('#'));

function pairOf(first: Line, second: Line, name: Line | null, report: Report): ElementSet | null {
  const sound = [checkLine(first, 0, report), checkLine(second, 1, report)];
  if (!sound.every(Boolean)) return null;
  const numbers = [catalogueNumber(first.content), catalogueNumber(second.content)] as const;
  if (numbers[0] !== numbers[1]) {
    const message = `Line 2 is of satellite ${numbers[1]}, line 1 of ${numbers[0]}.`;
    report(second.line, 3, message, 'Both lines of a TLE carry the same catalogue number.');
    return null;
  }
  return {
    name: name?.content.replace(/^0 /, '').trim() || null,
    catalogueNumber: numbers[0],
    record: twoline2satrec(first.content, second.content),
  };
}
