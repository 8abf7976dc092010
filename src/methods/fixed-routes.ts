/** The LP in (y, y_n, z) with the routes x fixed: rates, stocks and prices of a selection. */
import { type LinearProgram, packRows } from '../lp/program.ts';
import type { SolveOptions, SolveResult, Solver, SolverModel, SolveStatus } from '../lp/solver.ts';
import { alongRoutes } from '../model/along-routes.ts';
import { type AssembledModel, assembleSubproblem } from '../model/assemble.ts';
import type { Layout } from '../model/layout.ts';
import { indicator, type Selection } from '../model/selection.ts';
import type { Solution } from '../model/solution.ts';

export interface FixedRoutes {
  /** Best rates for the selection, then the least filling that keeps them within 1e-9. */
  evaluate(selection: Selection, options: SolveOptions): Promise<RatedRoutes>;
  /** The same without minimum rates (C7). */
  evaluateWithoutMinimum(selection: Selection, options: SolveOptions): Promise<RatedRoutes>;
  /** The optimum for the selection if the upper sides of some rows are changed. */
  valueWith(
    selection: Selection,
    rows: readonly number[],
    upper: number,
    options: SolveOptions,
  ): Promise<number | null>;
  dispose(): Promise<void>;
}

interface RatedRoutes {
  readonly status: SolveStatus;
  readonly solution: Required<Solution> | null;
}

/** What the second solve may lose of the objective, relative. */
const OBJECTIVE_SLACK = 1e-9;

/** Opens the LP of all columns, which goes on from its last basis. */
export async function openFixedRoutes(solver: Solver, layout: Layout): Promise<FixedRoutes> {
  const opened = await openProgram(solver, layout);
  const { handle, program } = opened;
  return {
    evaluate: (selection, options) => rate(opened, selection, options),
    async evaluateWithoutMinimum(selection, options) {
      await setMinimum(opened, () => Number.NEGATIVE_INFINITY);
      const result = await rate(opened, selection, options);
      await setMinimum(opened, (row) => program.rows.lower[row]!);
      return result;
    },
    async valueWith(selection, changed, upper, options) {
      await fix(opened, selection);
      const rows = Int32Array.from(changed);
      const lower = Float64Array.from(changed, (row) => program.rows.lower[row]!);
      await handle.changeRowBounds(rows, lower, new Float64Array(rows.length).fill(upper));
      const result = await handle.solve(options);
      await handle.changeRowBounds(
        rows,
        lower,
        Float64Array.from(changed, (row) => program.rows.upper[row]!),
      );
      return result.status === 'optimal' ? result.objective : null;
    },
    dispose: () => handle.dispose(),
  };
}

/** The LP, open in a solver, with one more row. */
interface OpenProgram extends AssembledModel {
  readonly handle: SolverModel;
  readonly rateColumns: Int32Array;
  /** The row that holds the objective during the second solve; without effect otherwise. */
  readonly holdRow: number;
}

async function openProgram(solver: Solver, layout: Layout): Promise<OpenProgram> {
  const model = assembleSubproblem(layout);
  const program = withoutImpliedBounds(model);
  const handle = await solver.open(program);
  const rateColumns = Int32Array.from(layout.choices, (_, choice) => model.at.y + choice);
  await handle.addRows(
    packRows([
      {
        name: 'objective',
        lower: Number.NEGATIVE_INFINITY,
        upper: Number.POSITIVE_INFINITY,
        entries: Array.from(rateColumns, (column) => [column, program.columns.cost[column]!] as const),
      },
    ]),
  );
  return { ...model, program, handle, rateColumns, holdRow: program.rows.lower.length };
}

/**
 * Y^max follows from C4, C5, C3 and C8, the cap of a fill from C4, C5 and C8, that of a stock from C3. Without these bounds,
 * each dual belongs to the row whose side it prices.
 */
function withoutImpliedBounds({ layout, program, at }: AssembledModel): LinearProgram {
  const { columns } = program;
  const instants = layout.problem.topology.slotCount + 1;
  const isInitial = (column: number) => column >= at.stock && (column - at.stock) % instants === 0;
  const upper = columns.upper.map((side, column) => (isInitial(column) ? side : Number.POSITIVE_INFINITY));
  return { ...program, columns: { ...columns, upper } };
}

/** First the most that the routes deliver, then the least filling that delivers it. */
async function rate(opened: OpenProgram, selection: Selection, options: SolveOptions): Promise<RatedRoutes> {
  const { handle, layout } = opened;
  await fix(opened, selection);
  const first = await handle.solve(options);
  const { status, solution, rowDuals } = first;
  if (status !== 'optimal' || solution === null || rowDuals === null) return { status, solution: null };
  const second = layout.fills.length > 0 ? await solveLean(opened, first.objective!, options) : first;
  // The lean solution is not essential: without it, the first one counts.
  const values = second.status === 'optimal' && second.solution ? second.solution : solution;
  return { status, solution: solutionOf(opened, selection, values, rowDuals) };
}

/** Lets the selected routes carry anything, and others nothing. */
function fix({ handle, layout, rateColumns }: OpenProgram, selection: Selection): Promise<void> {
  const upper = indicator(layout, selection).map((x) => (x > 0 ? Number.POSITIVE_INFINITY : 0));
  return handle.changeColumnBounds(rateColumns, new Float64Array(rateColumns.length), upper);
}

/** The smallest fills that keep the objective. */
async function solveLean(
  opened: OpenProgram,
  objective: number,
  options: SolveOptions,
): Promise<SolveResult> {
  const { handle, at, program } = opened;
  const { cost } = program.columns;
  const columns = Int32Array.from(cost.keys());
  const fillingCosts = cost.map((_, column) => (column >= at.fill && column < at.stock ? -1 : 0));
  await hold(opened, objective - OBJECTIVE_SLACK * Math.abs(objective));
  await handle.changeCosts(columns, fillingCosts);
  const result = await handle.solve(options);
  await handle.changeCosts(columns, cost);
  await hold(opened, Number.NEGATIVE_INFINITY);
  return result;
}

const hold = ({ handle, holdRow }: OpenProgram, least: number): Promise<void> =>
  handle.changeRowBounds(
    Int32Array.of(holdRow),
    Float64Array.of(least),
    Float64Array.of(Number.POSITIVE_INFINITY),
  );

function solutionOf(
  { layout, at, program, meanings, holdRow }: OpenProgram,
  selection: Selection,
  values: Float64Array,
  rowDuals: Float64Array,
): Required<Solution> {
  return {
    ...alongRoutes(layout, selection, values, at),
    prices: { duals: rowDuals.slice(0, holdRow), meanings, upperSides: program.rows.upper },
  };
}

/** Changes the lower sides of C7. */
function setMinimum(
  { handle, program, meanings }: OpenProgram,
  least: (row: number) => number,
): Promise<void> {
  const rows = Int32Array.from(meanings.flatMap(({ constraint }, row) => (constraint === 'C7' ? [row] : [])));
  return handle.changeRowBounds(
    rows,
    Float64Array.from(rows, least),
    Float64Array.from(rows, (row) => program.rows.upper[row]!),
  );
}
