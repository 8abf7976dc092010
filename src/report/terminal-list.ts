import { type Colors, plain } from './terminal-table.ts';

/** How a text for the terminal is written. */
export interface Pen {
  readonly colors: Colors;
  /** In columns. */
  readonly width: number;
}

/** Columns of a terminal whose width is unknown. */
export const USUAL_WIDTH = 100;

/** A title with indented lines below it, without control characters; empty if there are no lines. */
export function list(title: string, lines: readonly string[], { colors, width }: Pen): string {
  if (lines.length === 0) return '';
  return [colors.bold(title), ...lines.map((line) => wrap(plain(line), width, 4))].join('\n  ');
}

/** Warnings in words, shown above a result, since readers need them to judge it. */
export function checkFirst(warnings: readonly string[], pen: Pen): string {
  const { yellow, bold } = pen.colors;
  return list(yellow(bold('Check first')), warnings, pen);
}

/** Breaks at blanks; assumes that the first line begins at column 2, and begins the others with `indent` blanks. */
export function wrap(text: string, width: number, indent: number): string {
  const [first = '', ...words] = text.split(' ');
  const lines = [first];
  for (const word of words) {
    const line = lines.at(-1)!;
    const room = width - (lines.length === 1 ? 2 : indent);
    if (visibleLength(line) + 1 + visibleLength(word) > room) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

const ESCAPE = String.fromCharCode(27);
const COLOUR_CODE = new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g');
const visibleLength = (text: string): number => text.replace(COLOUR_CODE, '').length;
