/**
 * Prices λ_j^t of a pair in stock j at the beginning of slot t, in Σ α y (pairs/s) per pair. They cut the horizon into
 * windows: each maximises its own Σ α y, minus λ for the stock at its beginning, plus λ for the stock at its end. The
 * end of a window and the beginning of the next are copies of the same z, so the prices cancel in every plan, and the
 * sum of the windows' maxima is an upper bound for any λ: the Lagrangian dual of "both copies are equal". Duals of C6
 * work best.
 */
import type { Incidence } from '../../model/incidence.ts';
import { monolithOffsets, type WindowModel } from '../../model/window.ts';

/** λ by stock and t = 0..T, indexed stock by stock; missing ones are 0. */
export type StockPrices = ReadonlyMap<number, number>;

export function pricesFromDuals(
  { layout }: Incidence,
  { meanings }: Pick<WindowModel, 'meanings'>,
  duals: ArrayLike<number>,
): StockPrices {
  const instants = layout.problem.topology.slotCount + 1;
  const prices = new Map<number, number>();
  meanings.forEach((meaning, row) => {
    if (meaning?.constraint !== 'C6' || duals[row] === 0) return;
    prices.set(meaning.entity * instants + meaning.slot, duals[row]!);
  });
  return prices;
}

/** The costs that prices give to the stocks at both ends of a window; its beginning counts unless it is given. */
export function endCosts(
  incidence: Incidence,
  window: WindowModel,
  prices: StockPrices,
  { beginning }: { readonly beginning: boolean },
): { readonly columns: Int32Array; readonly costs: Float64Array } {
  const columns: number[] = [];
  const costs: number[] = [];
  for (const { column, index, slot } of stockColumns(incidence, window)) {
    const sign = slot === window.to ? 1 : slot === window.from && window.from > 0 && beginning ? -1 : 0;
    if (sign === 0) continue;
    columns.push(column);
    costs.push(sign * (prices.get(index) ?? 0));
  }
  return { columns: Int32Array.from(columns), costs: Float64Array.from(costs) };
}

/** The stock columns of a window; `index` is the index of prices. */
export function stockColumns(
  incidence: Incidence,
  window: WindowModel,
): { readonly column: number; readonly index: number; readonly slot: number }[] {
  const { stock: first, pointed: end } = monolithOffsets(incidence);
  const instants = incidence.layout.problem.topology.slotCount + 1;
  const found: { column: number; index: number; slot: number }[] = [];
  window.columns.forEach((identity, column) => {
    if (identity >= first && identity < end) {
      found.push({ column, index: identity - first, slot: (identity - first) % instants });
    }
  });
  return found;
}
