import { csv } from '../io/csv.ts';

/** Null where there is no value. */
export type Cell = string | number | boolean | null;

/** A table by columns, all of one length. */
export interface Column {
  readonly name: string;
  readonly cells: readonly Cell[];
}

/** RFC 4180; a cell without a value is empty. */
export const tableCsv = (columns: readonly Column[]): string =>
  csv(
    columns.map(({ name }) => name),
    (columns[0]?.cells ?? []).map((_, row) =>
      columns.map(({ cells }) => {
        const value = cells[row] ?? '';
        return typeof value === 'boolean' ? String(value) : value;
      }),
    ),
  );
