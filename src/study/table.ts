import type { AxisValue, StudyAxis } from '../domain/study.ts';
import { csv } from '../io/csv.ts';

/** A column of a table; null stands for a missing value. */
export type Column =
  | { readonly name: string; readonly kind: 'number'; readonly cells: readonly (number | null)[] }
  | { readonly name: string; readonly kind: 'text'; readonly cells: readonly (string | null)[] };

/** The table as CSV (RFC 4180); a cell without a value is empty. */
export const tableCsv = (columns: readonly Column[]): string =>
  csv(
    columns.map(({ name }) => name),
    (columns[0]?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] ?? '')),
  );

/** Builds the columns of a table with these rows. */
export function columnsOf<Row>(rows: readonly Row[]) {
  const numbers = (name: string, of: (row: Row) => number | null): Column => ({
    name,
    kind: 'number',
    cells: rows.map(of),
  });
  const texts = (name: string, of: (row: Row) => string | null): Column => ({
    name,
    kind: 'text',
    cells: rows.map(of),
  });
  /** A column of numbers if all values of the axis are numbers. */
  const axis = ({ name, values }: StudyAxis, of: (row: Row) => AxisValue): Column =>
    values.every((value) => typeof value === 'number')
      ? numbers(name, (row) => Number(of(row)))
      : texts(name, (row) => String(of(row)));
  return { numbers, texts, axis };
}
