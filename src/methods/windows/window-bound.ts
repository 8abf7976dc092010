/**
 * A proved bound on what a window of slots can deliver at given prices. Summed over a partition of the horizon, this is
 * the window-Lagrangian bound. As a row
 *
 *   Σ_{t in window} α y − λ_a z_a + λ_b z_b ≤ bound
 *
 * it holds for every plan, so windows of different partitions and prices tighten one relaxation.
 */
import { withCosts } from '../../lp/edit.ts';
import type { Rows } from '../../lp/program.ts';
import type { Solver, SolverModel } from '../../lp/solver.ts';
import { weakDualBound } from '../../lp/weak-duality.ts';
import type { Selection } from '../../model/selection.ts';
import { assembleWindow, type WindowModel } from '../../model/window.ts';
import { type RatedSelection, readSelection, startFrom } from './rate-selection.ts';
import type { SearchContext } from './search-context.ts';
import { endCosts, type StockPrices } from './stock-prices.ts';

/** The row above, over columns of the monolith. */
export interface WindowRow {
  readonly entries: ReadonlyMap<number, number>;
  readonly upper: number;
}

export interface WindowBound {
  /** Proved upper bound of the window's priced program; −Infinity if it has no plan, Infinity if there is no bound. */
  readonly bound: number;
  /** Whether the bound is the optimum, up to the requested gap. */
  readonly isExact: boolean;
  readonly row: WindowRow;
  /** Cuts of the root over the columns of `model`, not proved. Null if not requested or the solver returns none. */
  readonly cuts: Rows | null;
  readonly model: WindowModel;
}

interface WindowBoundOptions {
  readonly seconds: number;
  readonly relativeGap: number;
  /** The LP relaxation of the window alone. */
  readonly relax?: boolean;
  /** A plan whose part in the window the solve starts from. */
  readonly plan?: RatedSelection | null;
  /** Also return the cuts of the root. */
  readonly withCuts?: boolean;
  /** Where the routes of the window's best solution are written. */
  readonly routes?: Selection;
}

export async function boundWindow(
  context: SearchContext,
  solver: Solver,
  window: readonly [from: number, to: number],
  prices: StockPrices,
  { seconds, relativeGap, relax = false, plan = null, withCuts = false, routes }: WindowBoundOptions,
): Promise<WindowBound> {
  const { model, handle, rowOf, proves } = await openWindow(context, solver, window, prices, relax);
  try {
    const result = await handle.solve({
      ...context.limits(seconds),
      relativeGap,
      relax,
      emphasis: 'bound',
      withCuts,
      ...(plan && !relax ? { start: startFrom(model, plan.values) } : {}),
    });
    const { status, solution, rowDuals, cuts = null } = result;
    const bound = relax && rowDuals ? proves(rowDuals) : result.bound;
    if (routes && solution) readSelection(context.incidence, model, solution, routes);
    return { bound, isExact: status === 'optimal', row: rowOf(bound), cuts, model };
  } finally {
    await handle.dispose();
  }
}

/** The same from only the root of the window's program, with its cuts; null if the solver returns none. */
export async function boundWindowAtRoot(
  context: SearchContext,
  solver: Solver,
  window: readonly [from: number, to: number],
  prices: StockPrices,
  seconds: number,
): Promise<WindowBound | null> {
  const { model, handle, rowOf } = await openWindow(context, solver, window, prices, false);
  try {
    if (!handle.solveRoot) return null;
    const { bound, cuts } = await handle.solveRoot(context.limits(seconds));
    return { bound, isExact: false, row: rowOf(bound), cuts, model };
  } finally {
    await handle.dispose();
  }
}

/** A window's program in the solver, with the prices on the stocks at its ends. */
async function openWindow(
  { incidence }: SearchContext,
  solver: Solver,
  [from, to]: readonly [from: number, to: number],
  prices: StockPrices,
  relax: boolean,
): Promise<{
  readonly model: WindowModel;
  readonly handle: SolverModel;
  readonly rowOf: (bound: number) => WindowRow;
  /** The bound that follows from multipliers of the rows, from any source. */
  readonly proves: (multipliers: Float64Array) => number;
}> {
  const model = assembleWindow(incidence, { from, to, mode: () => (relax ? 'relaxed' : 'binary') });
  const ends = endCosts(incidence, model, prices, { beginning: true });
  const entries = new Map<number, number>();
  model.columns.forEach((identity, column) => {
    const cost = model.program.columns.cost[column]!;
    if (cost !== 0) entries.set(identity, cost);
  });
  ends.columns.forEach((column, index) => {
    if (ends.costs[index] !== 0) entries.set(model.columns[column]!, ends.costs[index]!);
  });
  const handle = await solver.open(model.program);
  await handle.changeCosts(ends.columns, ends.costs);
  return {
    model,
    handle,
    rowOf: (bound) => ({ entries, upper: bound }),
    proves: (multipliers) => weakDualBound(withCosts(model.program, ends.columns, ends.costs), multipliers),
  };
}
