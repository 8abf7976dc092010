/**
 * Fix-and-optimise: all routes stay fixed except those of a few slots, which are chosen again together with the rates
 * and stocks of some slots around them; beyond these, the stock stays as it was.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Selection } from '../../model/selection.ts';
import { assembleWindow } from '../../model/window.ts';
import { pointedAs, type RatedSelection, readSelection, startFrom } from './rate-selection.ts';
import type { SearchContext } from './search-context.ts';
import { stockColumns } from './stock-prices.ts';

/** Gains below this share of the whole are rounding. */
const LEAST_GAIN = 1e-7;

interface Neighbourhood {
  /** The slots whose routes are chosen again. */
  readonly from: number;
  readonly to: number;
  /** Slots before and after in which rates and stocks may change. */
  readonly pad: number;
  readonly keeps: (choice: number) => boolean;
}

/** Whether the neighbourhood was searched completely, and the routes of a better plan found in it, if any. */
export async function fixAndOptimise(
  context: SearchContext,
  solver: Solver,
  plan: RatedSelection,
  { from, to, pad, keeps }: Neighbourhood,
  seconds: number,
): Promise<{ readonly isComplete: boolean; readonly better: Selection | null }> {
  const { incidence, limits } = context;
  const { slotCount } = incidence.layout.problem.topology;
  const isFree = (slot: number) => slot >= from && slot < to;
  const { pointing } = incidence.layout;
  // What is pointed anew after the slots counts until it is acquired.
  const after = Math.max(pad, pointing?.longestAcquisition ?? 0);
  const model = assembleWindow(incidence, {
    from: Math.max(0, from - pad),
    to: Math.min(slotCount, to + after),
    mode: (slot) => (isFree(slot) ? 'binary' : 'fixed'),
    keeps: (choice) =>
      plan.values[choice] === 1 || (isFree(incidence.layout.choices[choice]!.offer.slot) && keeps(choice)),
    ...pointedAs(incidence.layout, plan.selection),
  });
  const start = startFrom(model, plan.values);
  const { cost } = model.program.columns;
  const before = start.reduce((sum, value, column) => sum + value * cost[column]!, 0);
  const handle = await solver.open(model.program);
  try {
    const ends = stockColumns(incidence, model).filter(
      ({ slot }) => (slot === model.from && slot > 0) || (slot === model.to && slot < slotCount),
    );
    const amounts = Float64Array.from(ends, ({ column }) =>
      Math.min(model.program.columns.upper[column]!, Math.max(0, start[column]!)),
    );
    await handle.changeColumnBounds(
      Int32Array.from(ends, ({ column }) => column),
      amounts,
      amounts,
    );
    const { status, objective, solution } = await handle.solve({
      ...limits(seconds),
      relativeGap: context.windowGap,
      start,
      emphasis: 'bound',
    });
    const isComplete = status === 'optimal' || status === 'infeasible';
    if (solution === null || !(objective! - before > LEAST_GAIN * objective!))
      return { isComplete, better: null };
    const selection = plan.selection.slice();
    readSelection(incidence, model, solution, selection);
    return { isComplete, better: selection };
  } finally {
    await handle.dispose();
  }
}
