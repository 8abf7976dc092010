/**
 * A plan by a rolling horizon: moves forward through the slots, each time solves a window whose final stock has the
 * prices of a relaxation, and keeps its first slots.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Incidence } from '../../model/incidence.ts';
import type { Layout } from '../../model/layout.ts';
import type { PointingColumns } from '../../model/pointing-columns.ts';
import { isFlown, type Selection } from '../../model/selection.ts';
import { assembleWindow, monolithOffsets, type WindowModel } from '../../model/window.ts';
import { pointedAs, readSelection } from './rate-selection.ts';
import type { SearchContext } from './search-context.ts';
import { endCosts, type StockPrices, stockColumns } from './stock-prices.ts';
import { leastToCarry } from './window-widths.ts';

/** A plan in the making: its routes, and its nonzero values by columns of the monolith. */
export interface PartialPlan {
  readonly selection: Selection;
  readonly values: Map<number, number>;
}

interface RollOptions {
  /** The slots to plan, from what is in stock at their beginning. */
  readonly from: number;
  readonly to: number;
  /** Windows end at the beginning of this slot at the latest. */
  readonly horizon: number;
  readonly width: number;
  readonly step: number;
  readonly relativeGap: number;
  /** Seconds for the whole horizon; each window gets its share. */
  readonly seconds: number;
  readonly keeps?: (choice: number) => boolean;
}

/**
 * Writes the slots into the plan, together with what its last window assumes for later slots; false if it was stopped.
 */
export async function rollForward(
  { incidence, limits, task }: SearchContext,
  solver: Solver,
  prices: StockPrices,
  plan: PartialPlan,
  { from: first, to: end, horizon, width: widest, step: longest, relativeGap, seconds, keeps }: RollOptions,
): Promise<boolean> {
  const { layout } = incidence;
  const until = task.elapsedSeconds() + seconds;
  let width = widest;
  let step: number;
  for (let from = first; from < end; from += step) {
    step = Math.max(1, Math.min(Math.round((longest * width) / widest), mostKept(layout, width)));
    const to = Math.min(horizon, from + width);
    const model = assembleWindow(incidence, {
      from,
      to,
      mode: () => 'binary',
      ...(keeps === undefined ? {} : { keeps }),
      ...pointedAs(incidence.layout, plan.selection),
    });
    const handle = await solver.open(model.program);
    try {
      const ends = endCosts(incidence, model, prices, { beginning: false });
      await handle.changeCosts(ends.columns, ends.costs);
      const { columns, amounts } = givenStocks(incidence, model, plan.values, [from]);
      await handle.changeColumnBounds(columns, amounts, amounts);
      const share = (until - task.elapsedSeconds()) / Math.ceil((end - from) / step);
      const solved = await handle.solve({ ...limits(Math.max(0.05, 2 * share)), relativeGap });
      const { status, solution } = solved;
      if (solution === null) return false;
      if (layout.pointing) width = nextWidth(layout.pointing, width, widest, status === 'optimal');
      writeWindow(incidence, model, solution, plan);
    } finally {
      await handle.dispose();
    }
  }
  return true;
}

/** How much narrower windows become after one that was not solved in time. */
const NARROWING = 0.6;

/** Where telescopes are pointed, how wide a window can be depends on how scarce they are, which its size does not tell. */
const nextWidth = (pointing: PointingColumns, width: number, widest: number, isSolved: boolean): number =>
  isSolved
    ? Math.min(widest, width + 1)
    : Math.min(width, Math.max(leastToCarry(pointing), Math.floor(NARROWING * width)));

/**
 * The most slots of a window to keep. What is decided by hand just after a window may leave no telescope to what still
 * acquires there, so that as many slots have to be seen beyond those that are kept.
 */
const mostKept = ({ pointing }: Layout, width: number): number =>
  pointing?.limits.stated === undefined ? width : Math.max(1, width - pointing.longestAcquisition);

/** The stocks of a window that are fixed at the beginning of some slots; those of the first slot are data. */
export function givenStocks(
  incidence: Incidence,
  model: WindowModel,
  values: ReadonlyMap<number, number>,
  slots: readonly number[],
): { readonly columns: Int32Array; readonly amounts: Float64Array } {
  const firstStock = monolithOffsets(incidence).stock;
  const given = stockColumns(incidence, model).filter(({ slot }) => slot > 0 && slots.includes(slot));
  return {
    columns: Int32Array.from(given, ({ column }) => column),
    amounts: Float64Array.from(given, ({ column, index }) =>
      Math.min(model.program.columns.upper[column]!, Math.max(0, values.get(firstStock + index) ?? 0)),
    ),
  };
}

/**
 * Writes a window's solution into the plan. A solver accepts 1e-6 as an integer, which times a large Y^max would be a
 * rate on a second path; so what is not selected, or not pointed along, carries nothing.
 */
export function writeWindow(
  incidence: Incidence,
  model: WindowModel,
  solution: Float64Array,
  { selection, values }: PartialPlan,
): void {
  const { layout, choiceUse, fillUse } = incidence;
  const { y, fill, stock } = monolithOffsets(incidence);
  readSelection(incidence, model, solution, selection);
  const isIdleChoice = (choice: number): boolean => {
    const { group, offer } = layout.choices[choice]!;
    const { links } = choiceUse[choice]!;
    return selection[group] !== choice || !isFlown(layout, selection, links, offer.slot);
  };
  const isIdleFill = (index: number): boolean =>
    !isFlown(layout, selection, fillUse[index]!.links, layout.fills[index]!.fill.slot);
  model.columns.forEach((identity, column) => {
    const isIdle =
      identity >= y &&
      (identity < fill ? isIdleChoice(identity - y) : identity < stock && isIdleFill(identity - fill));
    if (isIdle || solution[column] === 0) values.delete(identity);
    else values.set(identity, solution[column]!);
  });
}
