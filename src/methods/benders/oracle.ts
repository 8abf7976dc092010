import { joinRows, packRows, type Row } from '../../lp/program.ts';
import { type SolveOptions, type Solver, SolverError, type SolveStatus } from '../../lp/solver.ts';
import { alongRoutes } from '../../model/along-routes.ts';
import { type AssembledModel, assembleSubproblem, rateBounds } from '../../model/assemble.ts';
import type { RowMeaning } from '../../model/constraints/family.ts';
import type { Layout } from '../../model/layout.ts';
import { pointOf, type Selection } from '../../model/selection.ts';
import type { RoutedSolution, RowPrices } from '../../model/solution.ts';
import type { WindowRow } from '../windows/window-bound.ts';
import { cutsFrom, type PricedModel } from './cuts.ts';
import type { Cut } from './options.ts';

/** What the subproblem says about a point (x, w, u), binary or fractional. */
interface OracleAnswer {
  /** Σ α y at the point: an inner bound if it is binary. Null if it is infeasible or the solve was stopped. */
  readonly value: number | null;
  readonly status: SolveStatus;
  readonly cuts: readonly Cut[];
}

/** What it says about a selection: its rates in place of its value. */
interface RoutesAnswer extends Omit<OracleAnswer, 'value'> {
  /** Null if the selection is infeasible or the solve was stopped. */
  readonly found: RoutedSolution | null;
}

/** The subproblem as an oracle: it returns values and cuts and never touches the master. */
export interface Oracle {
  evaluate(point: Float64Array, options: SolveOptions): Promise<OracleAnswer>;
  evaluateRoutes(selection: Selection, options: SolveOptions): Promise<RoutesAnswer>;
  /** The cuts for given prices of rows, without a solve; rows without one count as free. */
  cutsOf(prices: RowPrices): Cut[];
  dispose(): Promise<void>;
}

/** @param rows proved inequalities that every plan satisfies (window-rows.ts) */
export async function openOracle(
  solver: Solver,
  layout: Layout,
  rows: readonly WindowRow[] = [],
): Promise<Oracle> {
  const model = withRows(assembleSubproblem(layout), rows);
  const handle = await solver.open(model.program);
  const { y, pointed, count } = model.at;
  const columns = Int32Array.from([
    ...layout.choices.map((_, choice) => y + choice),
    ...Array.from({ length: count - pointed }, (_, index) => pointed + index),
  ]);
  const ask = async (point: Float64Array, options: SolveOptions) => {
    const lower = point.slice();
    lower.fill(0, 0, layout.choices.length);
    const upper = point.slice();
    upper.set(rateBounds(layout, point));
    await handle.changeColumnBounds(columns, lower, upper);
    const { status, objective, solution, rowDuals, ray } = await handle.solve(options);
    if (status === 'optimal') {
      if (rowDuals === null) throw new SolverError(`${solver.name} gave no duals of an optimal LP.`);
      return { value: objective, solution, status, cuts: cutsFrom(model, 'optimality', rowDuals) };
    }
    const cuts = ray === null ? [] : cutsFrom(model, 'feasibility', ray);
    return { value: null, solution: null, status, cuts };
  };
  return {
    async evaluate(point, options) {
      const { solution, ...answer } = await ask(point, options);
      return answer;
    },
    async evaluateRoutes(selection, options) {
      const { solution, status, cuts } = await ask(pointOf(layout, selection), options);
      return { found: solution && alongRoutes(layout, selection, solution, model.at), status, cuts };
    },
    cutsOf: (prices) => cutsFrom(model, 'optimality', inOrderOf(model.meanings, prices)),
    dispose: () => handle.dispose(),
  };
}

/** The subproblem with further rows, which stand for no constraint. */
function withRows(model: AssembledModel, rows: readonly WindowRow[]): PricedModel {
  const { layout, program, meanings } = model;
  const more = rows.map(
    ({ entries, upper }): Row => ({
      name: 'window',
      lower: Number.NEGATIVE_INFINITY,
      upper,
      // Of the columns of the monolith, the subproblem lacks x, which comes first.
      entries: [...entries].map(([identity, value]) => [identity - layout.choices.length, value] as const),
    }),
  );
  return {
    ...model,
    program: { ...program, rows: joinRows(program.rows, packRows(more)) },
    meanings: [...meanings, ...rows.map(() => null)],
  };
}

/** The duals of rows in another order; 0 for rows that have none. */
function inOrderOf(wanted: PricedModel['meanings'], { meanings, duals }: RowPrices): Float64Array {
  const dualOf = new Map<string, number>();
  meanings.forEach((meaning, row) => {
    if (meaning !== null) dualOf.set(nameOf(meaning), duals[row]!);
  });
  return Float64Array.from(wanted, (meaning) => (meaning && dualOf.get(nameOf(meaning))) ?? 0);
}

const nameOf = (meaning: RowMeaning): string => Object.values(meaning).join(' ');
