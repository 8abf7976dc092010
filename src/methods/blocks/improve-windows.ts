/** Improves a plan window by window, while the stocks between windows stay as they are. */
import type { Solver } from '../../lp/solver.ts';
import { assembleWindow } from '../../model/window.ts';
import { givenStocks, type PartialPlan, writeWindow } from '../windows/rolling-horizon.ts';
import { partition, type SearchContext } from '../windows/search-context.ts';

/** Solves the slots from ≤ t < to in windows again and writes improvements into the plan. */
export async function improveWindows(
  { incidence, limits, task }: SearchContext,
  solver: Solver,
  plan: PartialPlan,
  [first, end]: readonly [from: number, to: number],
  { width, relativeGap, seconds }: { width: number; relativeGap: number; seconds: number },
): Promise<void> {
  const until = task.elapsedSeconds() + seconds;
  const windows = partition(end - first, Math.min(width, end - first));
  for (const [index, window] of windows.entries()) {
    const [from, to] = [first + window[0], first + window[1]];
    const model = assembleWindow(incidence, { from, to, mode: () => 'binary' });
    const handle = await solver.open(model.program);
    try {
      const { columns, amounts } = givenStocks(incidence, model, plan.values, [from, to]);
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
