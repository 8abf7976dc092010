/**
 * A linear or mixed-integer program as plain data: maximise c·x subject to
 * rowLower ≤ A x ≤ rowUpper, columnLower ≤ x ≤ columnUpper, some x integer.
 * ±Infinity stands for "no bound". It knows nothing of quantum networks.
 */
export interface LinearProgram {
  readonly name: string;
  readonly columns: Columns;
  readonly rows: Rows;
}

/** Parallel arrays, one entry per column. */
export interface Columns {
  readonly names: readonly string[];
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1 if the column must be an integer. */
  readonly integer: Uint8Array;
}

/** Compressed sparse rows: row i has entries starts[i] … starts[i+1]−1. */
export interface Rows {
  readonly names: readonly string[];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly starts: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** One row as people write it: lower ≤ Σ value·column ≤ upper; entries of the same column add up. */
export interface Row {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
  readonly entries: readonly (readonly [column: number, value: number])[];
}

/** One column as people write it. */
export interface Column {
  readonly name: string;
  readonly cost: number;
  readonly lower: number;
  readonly upper: number;
  readonly integer?: boolean;
}

export function packColumns(columns: readonly Column[]): Columns {
  return {
    names: columns.map((column) => column.name),
    cost: Float64Array.from(columns, (column) => column.cost),
    lower: Float64Array.from(columns, (column) => column.lower),
    upper: Float64Array.from(columns, (column) => column.upper),
    integer: Uint8Array.from(columns, (column) => (column.integer ? 1 : 0)),
  };
}

export function packRows(rows: readonly Row[]): Rows {
  const starts = new Int32Array(rows.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  rows.forEach((row, i) => {
    const merged = new Map<number, number>();
    for (const [column, value] of row.entries) merged.set(column, (merged.get(column) ?? 0) + value);
    for (const [column, value] of merged) {
      if (value === 0) continue;
      indices.push(column);
      values.push(value);
    }
    starts[i + 1] = indices.length;
  });
  return {
    names: rows.map((row) => row.name),
    lower: Float64Array.from(rows, (row) => row.lower),
    upper: Float64Array.from(rows, (row) => row.upper),
    starts,
    indices: Int32Array.from(indices),
    values: Float64Array.from(values),
  };
}

/** The rows of several programs over the same columns, one after the other. */
export function joinRows(first: Rows, second: Rows): Rows {
  const offset = first.indices.length;
  return {
    names: [...first.names, ...second.names],
    lower: Float64Array.from([...first.lower, ...second.lower]),
    upper: Float64Array.from([...first.upper, ...second.upper]),
    starts: Int32Array.from([...first.starts, ...second.starts.subarray(1).map((start) => start + offset)]),
    indices: Int32Array.from([...first.indices, ...second.indices]),
    values: Float64Array.from([...first.values, ...second.values]),
  };
}
