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
  const at = ({ line, indent }: Line, { column, message, hint }: LineFault): InputIssue => ({
    ...source,
    line,
    column: column + indent,
    message,
    hint,
  });
  const lone = (line: Line, name: Line | null, message: string, hint: string): void => {
    const issues = [at(line, { column: 1, message, hint })];
    const number = line === name ? null : catalogueNumber(line.content);
    faults.push({ name: nameOf(name), catalogueNumber: number, issues });
  };
  let name: Line | null = null;
  let first: Line | null = null;
  const unmatched = (): void => {
    if (first) {
      const hint = 'Put the line that starts with 2 directly below it.';
      lone(first, name, 'Line 1 of a TLE without its line 2.', hint);
    } else if (name) {
      const hint = 'Remove it, or add the two lines.';
      lone(name, name, 'No line 1 of a TLE follows this name.', hint);
    }
  };
  const lines = linesOf(text);
  for (const current of lines) {
    const kind = kindOf(current.content);
    if (kind === 2 && first) {
      const pair = [readTleLine(first.content, 1), readTleLine(current.content, 2)] as const;
      const issues = [
        ...pair[0].faults.map((fault) => at(first!, fault)),
        ...pair[1].faults.map((fault) => at(current, fault)),
      ];
      const [one, two] = [pair[0].catalogueNumber, pair[1].catalogueNumber];
      if (issues.length === 0 && one !== two) {
        const message = `Line 2 is of satellite ${two}, line 1 of ${one}.`;
        const hint = 'Both lines of a TLE carry the same catalogue number.';
        issues.push(at(current, { column: 3, message, hint }));
      }
      if (issues.length > 0) {
        faults.push({ name: nameOf(name), catalogueNumber: one === two ? one : null, issues });
      } else {
        const record = twoline2satrec(pair[0].text!, pair[1].text!);
        const epochMs = unixMilliseconds(record.jdsatepoch);
        sets.push({ name: nameOf(name), catalogueNumber: one!, epochMs, record });
      }
      [name, first] = [null, null];
    } else if (kind === 2) {
      lone(
        current,
        name,
        'Line 2 of a TLE without its line 1.',
        'Put the line that starts with 1 directly above it.',
      );
      name = null;
    } else if (kind === 1 && !first) {
      first = current;
    } else {
      unmatched();
      [name, first] = kind === 1 ? [null, current] : [current, null];
    }
  }
  unmatched();
  if (sets.length > 0 || faults.length > 0) return { sets, faults };
  const hint = 'Give at least one pair of lines starting with 1 and 2.';
  return unreadable({ ...source, line: 1, column: 1, message: 'There is no TLE in this text.', hint });
}

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
