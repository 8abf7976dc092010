import { randomStream } from '../../src/base/random.ts';
import { type Column, type LinearProgram, packColumns, packRows, type Row } from '../../src/lp/program.ts';

export const INFINITY = Number.POSITIVE_INFINITY;

/** A program from dense rows: [lower, coefficients, upper]. */
export function program(
  columns: readonly Omit<Column, 'name'>[],
  rows: readonly (readonly [lower: number, coefficients: readonly number[], upper: number])[],
): LinearProgram {
  return {
    name: 'test',
    columns: packColumns(columns.map((column, j) => ({ name: `x${j}`, ...column }))),
    rows: packRows(
      rows.map(([lower, coefficients, upper], i) => ({
        name: `r${i}`,
        lower,
        upper,
        entries: coefficients.map((value, j) => [j, value] as const),
      })),
    ),
  };
}

/** A multi-dimensional 0/1 knapsack with profits near weights: 10 rows of 100 take minutes to prove. */
export function knapsack(seed: number, items: number, dimensions: number): LinearProgram {
  const next = randomStream(seed, 'knapsack');
  const draw = () => 1 + Math.floor(next() * 1000);
  const weights = Array.from({ length: dimensions }, () => Array.from({ length: items }, draw));
  const profit = (j: number) => weights.reduce((sum, row) => sum + row[j]!, 0) / dimensions + 500 * next();
  return program(
    Array.from({ length: items }, (_, j) => ({
      cost: Math.round(profit(j)),
      lower: 0,
      upper: 1,
      integer: true,
    })),
    weights.map((row) => [-INFINITY, row, Math.floor(row.reduce((sum, w) => sum + w, 0) / 2)] as const),
  );
}

/** A random sparse LP, feasible (0 is a solution) and bounded. */
export function sparseLp(seed: number, columnCount: number, rowCount: number, perRow: number): LinearProgram {
  const next = randomStream(seed, 'sparse');
  const rows: Row[] = Array.from({ length: rowCount }, (_, i) => ({
    name: `r${i}`,
    lower: -INFINITY,
    upper: 10 + 10 * next(),
    entries: Array.from({ length: perRow }, () => [Math.floor(next() * columnCount), 0.5 + next()] as const),
  }));
  const columns = Array.from({ length: columnCount }, (_, j) => ({
    name: `x${j}`,
    cost: 1 + next(),
    lower: 0,
    upper: 10,
  }));
  return { name: 'sparse', columns: packColumns(columns), rows: packRows(rows) };
}

/** An LP of many short rows, x_i + x_{i+1} ≤ b_i, quick to solve. */
export function chainLp(seed: number, rowCount: number): LinearProgram {
  const next = randomStream(seed, 'chain');
  return {
    name: 'chain',
    columns: packColumns(
      Array.from({ length: rowCount + 1 }, (_, j) => ({
        name: `x${j}`,
        cost: 1 + next(),
        lower: 0,
        upper: 10,
      })),
    ),
    rows: packRows(
      Array.from({ length: rowCount }, (_, i) => ({
        name: `r${i}`,
        lower: -INFINITY,
        upper: 1 + 9 * next(),
        entries: [[i, 1] as const, [i + 1, 1] as const],
      })),
    ),
  };
}
