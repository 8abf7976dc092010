/** One number of a TLE. */
interface TleField {
  readonly name: string;
  /** First and last column, from 1. */
  readonly columns: readonly [number, number];
  /** What the columns contain, for messages. */
  readonly shape: string;
  /** The text as SGP4's reader accepts it, as wide as the columns; null if it is not such a number. */
  readonly read: (text: string) => string | null;
}

const DECIMAL = /^ *\d+(?:\.\d*)? *$/;

/** A decimal number with any number of decimals, unless `accepts` refuses it. */
const decimal =
  (accepts: (value: number) => boolean): TleField['read'] =>
  (text) =>
    DECIMAL.test(text) && accepts(Number(text)) ? text : null;

const exactly =
  (pattern: RegExp): TleField['read'] =>
  (text) =>
    pattern.test(text) ? text : null;

const angle = (name: string, first: number, most: number): TleField => ({
  name,
  columns: [first, first + 7],
  shape: `degrees with four decimals, at most ${most}`,
  read: decimal((value) => value <= most),
});

const catalogue: TleField = {
  name: 'catalogue number',
  columns: [3, 7],
  shape: 'five digits, or a letter other than I and O followed by four digits',
  read: exactly(/^(?: *\d+|[A-HJ-NP-Z]\d{4})$/),
};

/** Blank, or zero in any notation. */
const NOTHING = /^ *[+-]?0*\.?0*(?:[+-]?0)? *$/;

const derivative: TleField = {
  name: 'first derivative of the mean motion',
  columns: [34, 43],
  shape: 'like " .00000023"',
  read: (text) => {
    if (NOTHING.test(text)) return ' .00000000';
    return /^ *[+-]?\d?\.\d+ *$/.test(text) ? text : null;
  },
};

/** A mantissa below 1 without its point, and a power of ten. With the point, its digits may be fewer. */
const exponential = (name: string, first: number): TleField => ({
  name,
  columns: [first, first + 7],
  shape: 'like " 12808-3"',
  read: (text) => {
    if (/^[ +-]\d{5}[ +-]\d$/.test(text)) return text;
    if (NOTHING.test(text)) return ' 00000-0';
    const pointed = /^ *([+-]?)0?\.(\d{1,5})([+-]\d) *$/.exec(text);
    return pointed && `${pointed[1] || ' '}${pointed[2]!.padEnd(5, '0')}${pointed[3]}`;
  },
});

/** Only the decimals; leading blanks are zeros, and with the point there may be fewer digits. */
function eccentricity(text: string): string | null {
  const pointed = /^ *0?\.(\d+) *$/.exec(text);
  if (pointed) return pointed[1]!.padEnd(7, '0');
  return /^ *\d+$/.test(text) ? text.replaceAll(' ', '0') : null;
}

/** Columns of the two lines (Hoots and Roehrich, Spacetrack Report 3). */
export const TLE_FIELDS: readonly (readonly TleField[])[] = [
  [
    catalogue,
    { name: 'epoch year', columns: [19, 20], shape: 'two digits', read: exactly(/^\d\d$/) },
    {
      name: 'epoch day',
      columns: [21, 32],
      shape: 'a day of the year, 1 to 367',
      read: decimal((day) => day >= 1 && day < 367),
    },
    derivative,
    exponential('second derivative of the mean motion', 45),
    exponential('drag term', 54),
  ],
  [
    catalogue,
    angle('inclination', 9, 180),
    angle('right ascension of the ascending node', 18, 360),
    { name: 'eccentricity', columns: [27, 33], shape: 'seven digits', read: eccentricity },
    angle('argument of perigee', 35, 360),
    angle('mean anomaly', 44, 360),
    {
      name: 'mean motion',
      columns: [53, 63],
      shape: 'revolutions per day, above 0',
      read: decimal((revolutions) => revolutions > 0),
    },
  ],
];

/** Columns that are blank in each of the lines; they reveal whether other columns have shifted. */
export const TLE_BLANKS: readonly (readonly number[])[] = [
  [2, 9, 18, 33, 44, 53, 62, 64],
  [2, 8, 17, 26, 34, 43, 52],
];

/** NORAD number, also in the Alpha-5 form (A0000 = 100000; no I, no O); null if it is invalid. */
export function catalogueNumber(line: string): number | null {
  const text = line.slice(2, 7);
  if (catalogue.read(text) === null) return null;
  const letter = 'ABCDEFGHJKLMNPQRSTUVWXYZ'.indexOf(text[0]!);
  return letter < 0 ? Number(text) : (letter + 10) * 10_000 + Number(text.slice(1));
}
