/**
 * What a window of slots can make at given prices, proved. Summed over a partition of the horizon this
 * is the window-Lagrangian bound. As a row
 *
 *   Σ_{t in window} α y − λ_a z_a + λ_b z_b ≤ bound
 *
 * it holds for every plan, so that windows of different partitions and prices tighten one relaxation.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Selection } from '../../model/selection.ts';
import { assembleWindow } from '../../model/window.ts';
import { endCosts, type StockPrices } from './stock-prices.ts';
import { readSelection, startFrom, type WorkingPlan } from './working-plan.ts';
import type { Workshop } from './workshop.ts';

export interface WindowBound {
  /** Proved upper bound of the window's priced program; −Infinity where it has no plan. */
  readonly bound: number;
  /** Whether the bound is the optimum, up to the gap asked for. */
  readonly isExact: boolean;
  /** The row above, over columns of the monolith. */
  readonly row: { readonly entries: ReadonlyMap<number, number>; readonly upper: number };
}

export interface WindowBoundOptions {
  readonly seconds: number;
  readonly relativeGap: number;
  /** The LP relaxation of the window alone. */
  readonly relax?: boolean;
  /** A plan whose part in the window the solve starts from. */
  readonly plan?: WorkingPlan | null;
  /** Where the routes of the window's best solution are written. */
  readonly routes?: Selection;
}

export async function boundWindow(
  { incidence, limits }: Workshop,
  solver: Solver,
  [from, to]: readonly [number, number],
  prices: StockPrices,
  { seconds, relativeGap, relax = false, plan = null, routes }: WindowBoundOptions,
): Promise<WindowBound> {
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
  try {
    await handle.changeCosts(ends.columns, ends.costs);
    const { status, bound, solution } = await handle.solve({
      ...limits(seconds),
      relativeGap,
      relax,
      emphasis: 'bound',
      ...(plan && !relax ? { start: startFrom(model, plan.values) } : {}),
    });
    if (routes && solution) readSelection(incidence, model, solution, routes);
    return { bound, isExact: status === 'optimal', row: { entries, upper: bound } };
  } finally {
    await handle.dispose();
  }
}
