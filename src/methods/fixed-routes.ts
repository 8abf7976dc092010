/** The LP in (y, y_n, z) with the routes x fixed: rates, stocks and prices of a selection. */
import { packRows } from '../lp/program.ts';
import type { SolveOptions, Solver, SolveStatus } from '../lp/solver.ts';
import { assembleSubproblem } from '../model/assemble.ts';
import { type Layout, offsetsOf } from '../model/layout.ts';
import { indicator, type Selection } from '../model/selection.ts';
import type { Solution } from '../model/solution.ts';
import { openDrawnRoutes } from './drawn-routes.ts';

export interface FixedRoutes {
  /** Best rates for the selection, then the least filling that keeps them within 1e-9. */
  evaluate(
    selection: Selection,
    options: SolveOptions,
  ): Promise<{ readonly status: SolveStatus; readonly solution: Required<Solution> | null }>;
  /** The same without minimum rates (C7). */
  evaluateWithoutMinimum(
    selection: Selection,
    options: SolveOptions,
  ): Promise<{ readonly status: SolveStatus; readonly solution: Required<Solution> | null }>;
  /** The optimum for the selection if one row's upper side is changed. */
  valueWith(selection: Selection, row: number, upper: number, options: SolveOptions): Promise<number | null>;
  dispose(): Promise<void>;
}

/** What the second solve may lose of the objective, relative. */
const OBJECTIVE_SLACK = 1e-9;

/** Up to so many columns, one LP with all of them is kept and goes on from its last basis. */
const KEPT_COLUMNS = 100_000;

/** Opens the LP with all columns of the layout; where these are many, one LP after the other with those in use. */
export const openFixedRoutes = async (
  solver: Solver,
  layout: Layout,
  keptColumns = KEPT_COLUMNS,
): Promise<FixedRoutes> =>
  offsetsOf(layout, false).count <= keptColumns
    ? openAllRoutes(solver, layout)
    : openDrawnRoutes(solver, layout, openAllRoutes);

/**
 * Opens the LP without the bounds that its rows imply: Y^max follows from C4, C5 and C3, the cap of a fill from C4 and
 * C5, that of a stock from C3. So each dual belongs to the row whose side it prices.
 */
async function openAllRoutes(solver: Solver, layout: Layout): Promise<FixedRoutes> {
  const { program: bounded, at, meanings } = assembleSubproblem(layout);
  const firstStock = (column: number) => (column - at.stock) % (layout.problem.topology.slotCount + 1) === 0;
  const program = {
    ...bounded,
    columns: {
      ...bounded.columns,
      upper: bounded.columns.upper.map((upper, column) =>
        column >= at.stock && firstStock(column) ? upper : Number.POSITIVE_INFINITY,
      ),
    },
  };
  const handle = await solver.open(program);
  const costs = program.columns.cost;
  const rateColumns = Int32Array.from(layout.choices, (_, choice) => at.y + choice);
  const everyColumn = Int32Array.from(costs, (_, column) => column);
  const zeros = new Float64Array(rateColumns.length);
  const fillingCosts = Float64Array.from(costs, (_, column) =>
    column >= at.fill && column < at.stock ? -1 : 0,
  );
  // The row that holds the objective during the second solve; without effect otherwise.
  const holdRow = program.rows.lower.length;
  await handle.addRows(
    packRows([
      {
        name: 'objective',
        lower: Number.NEGATIVE_INFINITY,
        upper: Number.POSITIVE_INFINITY,
        entries: Array.from(rateColumns, (column) => [column, costs[column]!] as const),
      },
    ]),
  );
  const hold = (least: number) =>
    handle.changeRowBounds(
      Int32Array.of(holdRow),
      Float64Array.of(least),
      Float64Array.of(Number.POSITIVE_INFINITY),
    );
  const fix = (selection: Selection) =>
    handle.changeColumnBounds(
      rateColumns,
      zeros,
      indicator(layout, selection).map((x) => (x > 0 ? Number.POSITIVE_INFINITY : 0)),
    );

  const minimumRows = Int32Array.from(
    meanings.flatMap(({ constraint }, row) => (constraint === 'C7' ? [row] : [])),
  );
  const setMinimum = (least: (row: number) => number) =>
    handle.changeRowBounds(
      minimumRows,
      Float64Array.from(minimumRows, least),
      Float64Array.from(minimumRows, (row) => program.rows.upper[row]!),
    );

  const evaluate: FixedRoutes['evaluate'] = async (selection, options) => {
    await fix(selection);
    const first = await handle.solve(options);
    if (first.status !== 'optimal' || first.solution === null || first.rowDuals === null) {
      return { status: first.status, solution: null };
    }
    await hold(first.objective! - OBJECTIVE_SLACK * Math.abs(first.objective!));
    await handle.changeCosts(everyColumn, fillingCosts);
    const second = layout.fills.length > 0 ? await handle.solve(options) : first;
    await handle.changeCosts(everyColumn, costs);
    await hold(Number.NEGATIVE_INFINITY);
    // The lean solution is a nicety: where it cannot be had, the first stands.
    const values = second.status === 'optimal' && second.solution ? second.solution : first.solution;
    // A solver may leave a rounding on columns that are fixed at 0, which would count as a second path (C2).
    const chosen = indicator(layout, selection);
    const rates = values.slice(at.y, at.fill).map((rate, choice) => (chosen[choice] === 1 ? rate : 0));
    return {
      status: 'optimal',
      solution: {
        selection,
        objective: rates.reduce((sum, rate, choice) => sum + rate * costs[at.y + choice]!, 0),
        values: { rates, fillRates: values.slice(at.fill, at.stock) },
        prices: { duals: first.rowDuals.slice(0, holdRow), meanings, upperSides: program.rows.upper },
      },
    };
  };

  return {
    evaluate,
    async evaluateWithoutMinimum(selection, options) {
      await setMinimum(() => Number.NEGATIVE_INFINITY);
      const result = await evaluate(selection, options);
      await setMinimum((row) => program.rows.lower[row]!);
      return result;
    },
    async valueWith(selection, row, upper, options) {
      await fix(selection);
      const rows = Int32Array.of(row);
      const lower = Float64Array.of(program.rows.lower[row]!);
      await handle.changeRowBounds(rows, lower, Float64Array.of(upper));
      const result = await handle.solve(options);
      await handle.changeRowBounds(rows, lower, Float64Array.of(program.rows.upper[row]!));
      return result.status === 'optimal' ? result.objective : null;
    },
    dispose: () => handle.dispose(),
  };
}
