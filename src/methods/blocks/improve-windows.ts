/** Improves a plan window by window, while the stocks between windows stay as they are. */
import type { Solver } from '../../lp/solver.ts';
import { assembleWindow } from '../../model/window.ts';
import { pointedAs } from '../windows/rate-selection.ts';
import { givenStocks, type PartialPlan, writeWindow } from '../windows/rolling-horizon.ts';
import { partition, type SearchContext } from '../windows/search-context.ts';

/**
 * Solves the slots from ≤ t < to in windows again and writes improvements into the plan, which ends at `last`. What is
 * pointed anew after a window counts until it is acquired: in so many slots, only the rates are found again.
 */
export async function improveWindows(
  { incidence, limits, task, remainingSeconds }: SearchContext,
  solver: Solver,
  plan: PartialPlan,
  [first, end, last]: readonly [from: number, to: number, last: number],
  { width, relativeGap, seconds }: { width: number; relativeGap: number; seconds: number },
): Promise<void> {
  const { layout } = incidence;
  const until = task.elapsedSeconds() + seconds;
  const windows = partition(end - first, Math.min(width, end - first));
  for (const [index, window] of windows.entries()) {
    if (remainingSeconds() <= 0) return;
    const [from, to] = [first + window[0], first + window[1]];
    const isFree = (slot: number) => slot < to;
    const model = assembleWindow(incidence, {
      from,
      to: Math.min(last, to + (layout.pointing?.longestAcquisition ?? 0)),
      mode: (slot) => (isFree(slot) ? 'binary' : 'fixed'),
      keeps: (choice) => {
        const { group, offer } = layout.choices[choice]!;
        return isFree(offer.slot) || plan.selection[group] === choice;
      },
      ...pointedAs(layout, plan.selection),
    });
    const handle = await solver.open(model.program);
    try {
      const { columns, amounts } = givenStocks(incidence, model, plan.values, [from, model.to]);
      await handle.changeColumnBounds(columns, amounts, amounts);
      const start = Float64Array.from(model.columns, (identity) => plan.values.get(identity) ?? 0);
      const { cost } = model.program.columns;
      const before = start.reduce((sum, value, column) => sum + value * cost[column]!, 0);
      const share = Math.max(0.05, until - task.elapsedSeconds()) / (windows.length - index);
      const { objective, solution } = await handle.solve({ ...limits(2 * share), relativeGap, start });
      if (solution === null || !(objective! > before)) continue;
      writeWindow(incidence, model, solution, plan);
    } finally {
      await handle.dispose();
    }
  }
}
