import { twoline2satrec } from 'satellite.js';
import type { InputIssue } from '../../base/errors.ts';
import { unixMilliseconds } from '../frames.ts';
import {
  type ElementFault,
  type ElementSet,
  type ElementSource,
  type ParsedElements,
  unreadable,
} from './element-set.ts';
import { catalogueNumber } from './tle-fields.ts';
import { type LineFault, readTleLine } from './tle-line.ts';

interface Line {
  readonly content: string;
  /** From 1. */
  readonly line: number;
  /** Blanks before the content. */
  readonly indent: number;
}

/**
 * Reads element sets of two lines, each with or without a name line above (also `0 NAME`). Skips blank lines, lines
 * starting with `#`, indentation, and a first line that counts satellites. Mistakes are returned, not thrown.
 */
export function parseTle(text: string, source: ElementSource): ParsedElements {
  const sets: ElementSet[] = [];
  const faults: ElementFault[] = [];
  let name: Line | null = null;
  let first: Line | null = null;
  /** Reports a name or a line 1 that was read but is not followed by the rest of its set. */
  const breakOff = (): void => {
    if (first) faults.push(lone(first, name, source, WITHOUT_LINE_2));
    else if (name) faults.push(lone(name, name, source, WITHOUT_LINE_1));
  };
  for (const current of linesOf(text)) {
    const kind = kindOf(current.content);
    if (kind === 2 && first) {
      const found = readPair({ name, first, second: current }, source);
      if ('record' in found) sets.push(found);
      else faults.push(found);
      [name, first] = [null, null];
    } else if (kind === 2) {
      faults.push(lone(current, name, source, ONLY_LINE_2));
      name = null;
    } else if (kind === 1 && !first) {
      first = current;
    } else {
      breakOff();
      [name, first] = kind === 1 ? [null, current] : [current, null];
    }
  }
  breakOff();
  if (sets.length > 0 || faults.length > 0) return { sets, faults };
  const hint = 'Give at least one pair of lines starting with 1 and 2.';
  return unreadable({ ...source, line: 1, column: 1, message: 'There is no TLE in this text.', hint });
}

type Words = Pick<LineFault, 'message' | 'hint'>;
const WITHOUT_LINE_2: Words = {
  message: 'Line 1 of a TLE without its line 2.',
  hint: 'Put the line that starts with 2 directly below it.',
};
const WITHOUT_LINE_1: Words = {
  message: 'No line 1 of a TLE follows this name.',
  hint: 'Remove it, or add the two lines.',
};
const ONLY_LINE_2: Words = {
  message: 'Line 2 of a TLE without its line 1.',
  hint: 'Put the line that starts with 1 directly above it.',
};

/** A line whose set is not complete; `name` is the line of its name, which may be itself. */
function lone(line: Line, name: Line | null, source: ElementSource, words: Words): ElementFault {
  return {
    name: nameOf(name),
    catalogueNumber: line === name ? null : catalogueNumber(line.content),
    issues: [issueIn(line, source, { column: 1, ...words })],
  };
}

function readPair(
  { name, first, second }: { readonly name: Line | null; readonly first: Line; readonly second: Line },
  source: ElementSource,
): ElementSet | ElementFault {
  const [one, two] = [readTleLine(first.content, 1), readTleLine(second.content, 2)];
  const issues = [
    ...one.faults.map((fault) => issueIn(first, source, fault)),
    ...two.faults.map((fault) => issueIn(second, source, fault)),
  ];
  const isOneSatellite = one.catalogueNumber === two.catalogueNumber;
  if (issues.length === 0 && !isOneSatellite) {
    const message = `Line 2 is of satellite ${two.catalogueNumber}, line 1 of ${one.catalogueNumber}.`;
    const hint = 'Both lines of a TLE carry the same catalogue number.';
    issues.push(issueIn(second, source, { column: 3, message, hint }));
  }
  if (issues.length > 0) {
    return { name: nameOf(name), catalogueNumber: isOneSatellite ? one.catalogueNumber : null, issues };
  }
  const record = twoline2satrec(one.text!, two.text!);
  const epochMs = unixMilliseconds(record.jdsatepoch);
  return { name: nameOf(name), catalogueNumber: one.catalogueNumber!, epochMs, record };
}

const issueIn = (
  { line, indent }: Line,
  source: ElementSource,
  { column, message, hint }: LineFault,
): InputIssue => ({ ...source, line, column: column + indent, message, hint });

const nameOf = (line: Line | null): string | null => line?.content.replace(/^0 /, '').trim() || null;

/** Which of the two lines it is, judged by its beginning; null for a name. */
function kindOf(content: string): 1 | 2 | null {
  const found = /^([12])\s+(?:\d|[A-Z]\d\d)/.exec(content);
  return found ? (Number(found[1]) as 1 | 2) : null;
}

/** The number of satellites, or of planes and satellites in each, that some generators write first. */
const COUNTS = /^\d+(?:\s+\d+)?$/;

function linesOf(text: string): readonly Line[] {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((source, index) => {
      // No-break spaces and their kin come from web pages; what has no width comes with them.
      const plain = source.replace(/[\u200B\u2060\uFEFF]/g, '').replace(/[^\S\t]/gu, ' ');
      const content = plain.trim();
      return { content, line: index + 1, indent: plain.length - plain.trimStart().length };
    })
    .filter(({ content }) => content !== '' && !content.startsWith('#'));
  return COUNTS.test(lines[0]?.content ?? '') ? lines.slice(1) : lines;
}
