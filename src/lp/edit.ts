/** Makes a new program with some numbers changed; if several changes are for the same place, the last one counts. */
import type { LinearProgram, Rows } from './program.ts';

export function withRows(program: LinearProgram, added: Rows): LinearProgram {
  const { rows } = program;
  const entries = rows.indices.length;
  return {
    ...program,
    rows: {
      names: [...rows.names, ...added.names],
      lower: joined(rows.lower, added.lower),
      upper: joined(rows.upper, added.upper),
      starts: Int32Array.from([...rows.starts, ...added.starts.subarray(1).map((start) => start + entries)]),
      indices: Int32Array.from([...rows.indices, ...added.indices]),
      values: joined(rows.values, added.values),
    },
  };
}

export function withColumnBounds(
  program: LinearProgram,
  at: Int32Array,
  lower: Float64Array,
  upper: Float64Array,
): LinearProgram {
  const { columns } = program;
  return {
    ...program,
    columns: {
      ...columns,
      lower: replaced(columns.lower, at, lower),
      upper: replaced(columns.upper, at, upper),
    },
  };
}

export function withRowBounds(
  program: LinearProgram,
  at: Int32Array,
  lower: Float64Array,
  upper: Float64Array,
): LinearProgram {
  const { rows } = program;
  return {
    ...program,
    rows: { ...rows, lower: replaced(rows.lower, at, lower), upper: replaced(rows.upper, at, upper) },
  };
}

export function withCosts(program: LinearProgram, at: Int32Array, costs: Float64Array): LinearProgram {
  const { columns } = program;
  return { ...program, columns: { ...columns, cost: replaced(columns.cost, at, costs) } };
}

function replaced(values: Float64Array, at: Int32Array, by: Float64Array): Float64Array {
  const changed = Float64Array.from(values);
  at.forEach((index, position) => {
    changed[index] = by[position]!;
  });
  return changed;
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const both = new Float64Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
