import type { InputIssue } from '../base/errors.ts';

/** One row of a table and the line on which it begins, from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table, and what is wrong with it: rows whose number of cells differs from the first, quotes left open. */
export interface Table {
  readonly rows: readonly TableRow[];
  readonly issues: readonly InputIssue[];
}

/**
 * Reads delimiter-separated values (RFC 4180: quoted cells, doubled quotes, line breaks inside quotes). The separator
 * is whichever of tab, semicolon and comma is the most frequent in the first row; empty rows and those that begin with
 * `#` are skipped.
 */
export function readTable(text: string): Table {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const separator = separatorOf(source);
  const rows: TableRow[] = [];
  const issues: InputIssue[] = [];
  let cells: string[] = [];
  let cell = '';
  let line = 1;
  let firstLine = 1;
  let quotedSince: number | null = null;
  const endRow = () => {
    cells.push(cell);
    const isContent = cells.some((one) => one.trim() !== '') && !cells[0]!.trimStart().startsWith('#');
    if (isContent) rows.push({ line: firstLine, cells });
    cells = [];
    cell = '';
  };
  for (let i = 0; i < source.length; i++) {
    const character = source[i]!;
    if (character === '\n') line++;
    if (quotedSince !== null) {
      if (character !== '"') cell += character;
      else if (source[i + 1] === '"') cell += source[++i];
      else quotedSince = null;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      quotedSince = line;
    } else if (character === separator) {
      cells.push(cell);
      cell = '';
    } else if (character === '\n') {
      endRow();
      firstLine = line;
    } else {
      cell += character;
    }
  }
  endRow();
  if (quotedSince !== null) {
    const message = 'a quotation mark opens here and is never closed.';
    issues.push({ path: '', line: quotedSince, message, hint: 'Close it, or double it inside quotes.' });
  }
  // What is in an open quotation says nothing of its row.
  const whole = quotedSince === null ? rows : rows.slice(0, -1);
  return { rows, issues: [...issues, ...whole.flatMap(({ line, cells }) => misfit(line, cells, rows[0]!))] };
}

function misfit(line: number, { length }: readonly string[], first: TableRow): InputIssue[] {
  const wanted = first.cells.length;
  if (length === wanted) return [];
  const fields = length === 1 ? '1 field' : `${length} fields`;
  const message = `the row has ${fields}, and line ${first.line} has ${wanted}.`;
  const hint =
    length < wanted
      ? 'Write a separator for every field, even an empty one.'
      : 'Quote fields that contain a separator, and leave no separator at the end.';
  return [{ path: '', line, message, hint }];
}

function separatorOf(source: string): string {
  const first = source.split('\n').find((row) => row.trim() !== '' && !row.trimStart().startsWith('#')) ?? '';
  const unquoted = first.replace(/"[^"]*"/g, '');
  const count = (separator: string) => unquoted.split(separator).length;
  return ['\t', ';', ','].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

export const isNumber = (cell: string): boolean => cell.trim() !== '' && Number.isFinite(Number(cell));

/** Whether the first row names columns: it has no number, and some column has only numbers below it. */
export function hasHeader({ rows: [first, ...others] }: Table): boolean {
  return (
    first !== undefined &&
    others.length > 0 &&
    !first.cells.some(isNumber) &&
    first.cells.some((_, column) => others.every(({ cells }) => isNumber(cells[column] ?? '')))
  );
}
