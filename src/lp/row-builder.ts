import type { Rows } from './program.ts';

/** Collects rows entry by entry, for programs too large for one object per entry. */
interface RowBuilder {
  /** Begins a row; its entries follow. */
  begin(name: string, lower: number, upper: number): void;
  /** Adds an entry to the current row; a row may have each column only once. */
  add(column: number, value: number): void;
  readonly count: number;
  build(): Rows;
}

export function createRowBuilder(): RowBuilder {
  const names: string[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  const starts: number[] = [];
  const indices: number[] = [];
  const values: number[] = [];
  return {
    begin(name, low, high) {
      names.push(name);
      lower.push(low);
      upper.push(high);
      starts.push(indices.length);
    },
    add(column, value) {
      indices.push(column);
      values.push(value);
    },
    get count() {
      return names.length;
    },
    build: () => ({
      names,
      lower: Float64Array.from(lower),
      upper: Float64Array.from(upper),
      starts: Int32Array.from([...starts, indices.length]),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    }),
  };
}
