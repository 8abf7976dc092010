/**
 * A plan by a rolling horizon: slot by slot forward, each time the best of a window whose final stock is
 * paid for at the prices of the relaxation, of which the first slots are kept.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Selection } from '../../model/selection.ts';
import { assembleWindow, monolithOffsets } from '../../model/window.ts';
import { endCosts, type StockPrices, stockColumns } from './stock-prices.ts';
import { copyValues, readSelection } from './working-plan.ts';
import type { Workshop } from './workshop.ts';

export interface RollOptions {
  readonly width: number;
  readonly step: number;
  readonly relativeGap: number;
  /** Seconds that the whole roll may take; each window gets its share. */
  readonly seconds: number;
  readonly keeps: (choice: number) => boolean;
}

/** The selection that rolling leads to, `otherwise` where it selects nothing; null where it was stopped. */
export async function rollForward(
  { incidence, limits, task }: Workshop,
  solver: Solver,
  prices: StockPrices,
  otherwise: Selection,
  { width, step, relativeGap, seconds, keeps }: RollOptions,
): Promise<Selection | null> {
  const { slotCount } = incidence.layout.problem.topology;
  const selection = otherwise.slice();
  const values = new Float64Array(monolithOffsets(incidence).count);
  const until = task.elapsedSeconds() + seconds;
  for (let from = 0; from < slotCount; from += step) {
    const to = Math.min(slotCount, from + width);
    const model = assembleWindow(incidence, { from, to, mode: () => 'binary', keeps });
    const handle = await solver.open(model.program);
    try {
      const ends = endCosts(incidence, model, prices, { beginning: false });
      await handle.changeCosts(ends.columns, ends.costs);
      if (from > 0) {
        const given = stockColumns(incidence, model).filter(({ slot }) => slot === from);
        const amounts = Float64Array.from(given, ({ column, index }) =>
          Math.min(model.program.columns.upper[column]!, Math.max(0, values[firstStock(incidence) + index]!)),
        );
        await handle.changeColumnBounds(
          Int32Array.from(given, ({ column }) => column),
          amounts,
          amounts,
        );
      }
      const share = (until - task.elapsedSeconds()) / Math.ceil((slotCount - from) / step);
      const { solution } = await handle.solve({ ...limits(Math.max(0.05, 2 * share)), relativeGap });
      if (solution === null) return null;
      copyValues(model, solution, values);
      readSelection(incidence, model, solution, selection);
    } finally {
      await handle.dispose();
    }
  }
  return selection;
}

const firstStock = (incidence: Workshop['incidence']): number => monolithOffsets(incidence).stock;
