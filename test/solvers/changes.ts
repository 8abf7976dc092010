import fc from 'fast-check';
import { type LinearProgram, packColumns, packRows, type Row } from '../../src/lp/program.ts';
import type { SolverModel } from '../../src/lp/solver.ts';
import { INFINITY, program } from './programs.ts';

// Small programs with coefficients in quarters, so that no case depends on a tolerance.
const COLUMNS = 4;
const quarter = fc.integer({ min: -12, max: 12 }).map((n) => n / 4);
const columnBounds = fc
  .tuple(fc.integer({ min: -2, max: 1 }), fc.integer({ min: 0, max: 4 }))
  .map(([a, b]) => [a, a + b] as const);
const rowSides = fc
  .tuple(fc.option(fc.integer({ min: -8, max: 2 })), fc.option(fc.integer({ min: 0, max: 6 })))
  .map(([lower, width]) => [lower ?? -INFINITY, width === null ? INFINITY : (lower ?? 0) + width] as const);
const row = fc.tuple(rowSides, fc.array(quarter, { minLength: COLUMNS, maxLength: COLUMNS }));
type Sides = readonly [number, number];
type Change =
  | { readonly kind: 'row'; readonly row: readonly [Sides, readonly number[]] }
  | { readonly kind: 'column bounds' | 'row bounds'; readonly at: number; readonly sides: Sides }
  | { readonly kind: 'cost'; readonly at: number; readonly cost: number };
const at = fc.nat(COLUMNS - 1);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('row' as const), row }),
  fc.record({ kind: fc.constant('column bounds' as const), at, sides: columnBounds }),
  fc.record({ kind: fc.constant('row bounds' as const), at, sides: rowSides }),
  fc.record({ kind: fc.constant('cost' as const), at, cost: quarter }),
);
/** A small program and a few changes of it. */
export const history = fc.record({
  start: fc
    .tuple(
      fc.boolean(),
      fc.array(fc.tuple(columnBounds, quarter), { minLength: COLUMNS, maxLength: COLUMNS }),
      fc.array(row, { minLength: 1, maxLength: 4 }),
    )
    .map(([integers, columns, rows]) =>
      program(
        columns.map(([[lower, upper], cost], j) => ({
          cost,
          lower,
          upper,
          integer: integers && j % 2 === 0,
        })),
        rows.map(([[lower, upper], values]) => [lower, values, upper] as const),
      ),
    ),
  changes: fc.array(change, { minLength: 1, maxLength: 6 }),
});

/** Makes the change to the model and to the plain program. */
export async function applyChange(
  model: SolverModel,
  lp: LinearProgram,
  change: Change,
): Promise<LinearProgram> {
  const columns = Array.from(lp.columns.cost, (cost, j) => ({
    name: `x${j}`,
    cost,
    lower: lp.columns.lower[j]!,
    upper: lp.columns.upper[j]!,
    integer: lp.columns.integer[j] === 1,
  }));
  const rows = Array.from(lp.rows.lower, (lower, i): Row => {
    const [from, to] = [lp.rows.starts[i]!, lp.rows.starts[i + 1]!];
    const entries = [...lp.rows.indices.subarray(from, to)].map(
      (j, k) => [j, lp.rows.values[from + k]!] as const,
    );
    return { name: `r${i}`, lower, upper: lp.rows.upper[i]!, entries };
  });
  switch (change.kind) {
    case 'row': {
      const [[lower, upper], values] = change.row;
      const added = { name: 'added', lower, upper, entries: values.map((value, j) => [j, value] as const) };
      await model.addRows(packRows([added]));
      rows.push(added);
      break;
    }
    case 'column bounds': {
      const [lower, upper] = change.sides;
      await model.changeColumnBounds(
        Int32Array.of(change.at),
        Float64Array.of(lower),
        Float64Array.of(upper),
      );
      columns[change.at] = { ...columns[change.at]!, lower, upper };
      break;
    }
    case 'row bounds': {
      const i = change.at % rows.length;
      const [lower, upper] = change.sides;
      await model.changeRowBounds(Int32Array.of(i), Float64Array.of(lower), Float64Array.of(upper));
      rows[i] = { ...rows[i]!, lower, upper };
      break;
    }
    case 'cost':
      await model.changeCosts(Int32Array.of(change.at), Float64Array.of(change.cost));
      columns[change.at] = { ...columns[change.at]!, cost: change.cost };
  }
  return { name: lp.name, columns: packColumns(columns), rows: packRows(rows) };
}
