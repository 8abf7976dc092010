import { isSgp4Type, otherTheory, SGP4_XP } from './element-set.ts';
import { catalogueNumber, TLE_BLANKS, TLE_FIELDS } from './tle-fields.ts';

/** What is wrong with a line, where in it (columns from 1), and how to fix it. */
export interface LineFault {
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}

/** One of the two lines of a TLE, read. */
interface TleLine {
  /** Null if not even that is readable. */
  readonly catalogueNumber: number | null;
  /** 69 columns as SGP4's reader accepts them; null if there are faults. */
  readonly text: string | null;
  readonly faults: readonly LineFault[];
}

const WIDTH = 69;
const COPY = 'Copy the line again from its source, with all its blanks.';

/** Sum of the digits of the first 68 columns, a minus counting 1, modulo 10. */
export function tleChecksum(line: string): number {
  let sum = 0;
  for (const character of line.slice(0, WIDTH - 1)) {
    if (character === '-') sum += 1;
    else if (character >= '0' && character <= '9') sum += Number(character);
  }
  return sum % 10;
}

/** Reads one of the two lines; `kind` is the digit with which it begins. */
export function readTleLine(source: string, kind: 1 | 2): TleLine {
  // Typesetters make dashes of hyphens.
  const line = source.replace(/[‐-―−]/g, '-');
  const number = catalogueNumber(line);
  const refused = (...faults: readonly LineFault[]): TleLine => ({
    catalogueNumber: number,
    text: null,
    faults,
  });
  if (line.length !== WIDTH) return refused(lengthFault(line, kind));
  const checksum = tleChecksum(line);
  const isWhole = line[68] === String(checksum);
  if (kind === 1 && isWhole) {
    const type = line[62]!.trim();
    if (type === '4') return refused({ column: 63, ...SGP4_XP });
    if (!isSgp4Type(type)) return refused({ column: 63, ...otherTheory(`of ephemeris type ${type}`) });
  }
  const blanks = TLE_BLANKS[kind - 1]!.filter((column) => line[column - 1] !== ' ');
  if (blanks.length > 0) {
    const message = `Column ${blanks[0]} of line ${kind} is "${line[blanks[0]! - 1]}", where a TLE has a blank.`;
    return refused({ column: blanks[0]!, message, hint: `The numbers beside it have moved. ${COPY}` });
  }
  let text = line;
  const faults: LineFault[] = [];
  for (const { name, columns, shape, read } of TLE_FIELDS[kind - 1]!) {
    const found = line.slice(columns[0] - 1, columns[1]);
    const taken = read(found);
    if (taken === null) {
      const message = `The ${name} is "${found}".`;
      faults.push({ column: columns[0], message, hint: `Columns ${columns.join('–')} hold ${shape}.` });
    } else {
      text = text.slice(0, columns[0] - 1) + taken + text.slice(columns[1]);
    }
  }
  if (faults.length > 0) return refused(...faults);
  if (isWhole) return { catalogueNumber: number, text, faults: [] };
  const message = `The checksum is ${line[68]}, the line adds up to ${checksum}.`;
  const hint = 'A character of the line was changed: copy it again from its source.';
  return refused({ column: WIDTH, message, hint });
}

/** Why a line does not have the right length. */
function lengthFault(line: string, kind: 1 | 2): LineFault {
  const tab = line.indexOf('\t');
  if (tab >= 0) {
    const message = `Line ${kind} of a TLE has blanks, this one a tab.`;
    return { column: tab + 1, message, hint: COPY };
  }
  const head = `Line ${kind} of a TLE has ${WIDTH} characters, this one ${line.length}`;
  const isRead = (text: string) => readTleLine(text, kind).text !== null;
  if (line.length > WIDTH && isRead(line.slice(0, WIDTH))) {
    const message = `${head}: "${line.slice(WIDTH).trim()}" follows it.`;
    return { column: WIDTH + 1, message, hint: 'Let every line of a TLE stand by itself.' };
  }
  if (line.length === WIDTH - 1 && isRead(`${line}${tleChecksum(line)}`)) {
    const message = `${head}: the checksum in column ${WIDTH} is missing.`;
    return { column: WIDTH, message, hint: COPY };
  }
  if (line.length < WIDTH && !line.includes('  ') && line.split(' ').length > 7) {
    const message = `${head}: every run of blanks has become one.`;
    return { column: 1, message, hint: 'Web pages and chats do so: take the file itself from its source.' };
  }
  const moved = TLE_BLANKS[kind - 1]!.find((column) => column <= line.length && line[column - 1] !== ' ');
  if (moved === undefined) {
    const column = Math.min(line.length, WIDTH) + 1;
    return {
      column,
      message: `${head}: its end is ${line.length < WIDTH ? 'missing' : 'another'}.`,
      hint: COPY,
    };
  }
  const last = [...TLE_BLANKS[kind - 1]!].reverse().find((column) => column < moved) ?? 1;
  const what = line.length < WIDTH ? 'a character is missing' : 'there is a character too many';
  return { column: last, message: `${head}: between columns ${last} and ${moved} ${what}.`, hint: COPY };
}
