/**
 * Prices λ_j^t of a pair in stock j at the beginning of slot t, in Σ α y (pairs/s) per pair. They cut the horizon into
 * windows: each maximises its own Σ α y, minus λ for the stock at its beginning, plus λ for the stock at its end. The
 * end of a window and the beginning of the next are copies of the same z, so the prices cancel in every plan, and the
 * sum of the windows' maxima is an upper bound for any λ: the Lagrangian dual of "both copies are equal". Duals of C6
 * work best.
 *
 * Where telescopes are pointed, w^{t−1}_e passes the boundary, too: the row P3 of the first slot, u^t ≥ w^t − w^{t−1}, is not
 * in any window, and its price ρ^t_e ≥ 0 is paid on both sides of the boundary.
 */
import type { Incidence } from '../../model/incidence.ts';
import { offsetsOf } from '../../model/layout.ts';
import { pointingsIn } from '../../model/pointing-columns.ts';
import { monolithOffsets, type WindowModel } from '../../model/window.ts';

/** λ by stock and t = 0..T, indexed stock by stock, then ρ by pointing column; missing ones are 0. */
export type StockPrices = ReadonlyMap<number, number>;

export function pricesFromDuals(
  { layout }: Incidence,
  { meanings }: Pick<WindowModel, 'meanings'>,
  duals: ArrayLike<number>,
): StockPrices {
  const instants = layout.problem.topology.slotCount + 1;
  const firstPointing = layout.stocks.length * instants;
  const prices = new Map<number, number>();
  meanings.forEach((meaning, row) => {
    if (duals[row] === 0) return;
    if (meaning?.constraint === 'C6') prices.set(meaning.entity * instants + meaning.slot, duals[row]!);
    if (meaning?.constraint === 'P3') {
      prices.set(firstPointing + meaning.pointing, Math.max(0, duals[row]!));
    }
  });
  return prices;
}

/** t of a price by its index: it is paid where the slots before t meet those from t on. */
export function boundaryOf({ layout }: Pick<Incidence, 'layout'>, index: number): number {
  const instants = layout.problem.topology.slotCount + 1;
  const pointing = index - layout.stocks.length * instants;
  return pointing < 0 ? index % instants : layout.pointing!.columns[pointing]!.slot;
}

/** The price ρ of P3, by pointing column. */
export const slewPrice = ({ layout }: Incidence, prices: StockPrices, pointing: number): number =>
  prices.get(layout.stocks.length * (layout.problem.topology.slotCount + 1) + pointing) ?? 0;

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
  for (const [column, cost] of slewCosts(incidence, window, prices, beginning)) {
    columns.push(column);
    costs.push(cost);
  }
  return { columns: Int32Array.from(columns), costs: Float64Array.from(costs) };
}

/** What P3 of the first slot after a window is worth on w of its last slot, and that of its own first slot on w and u. */
function slewCosts(
  incidence: Incidence,
  window: WindowModel,
  prices: StockPrices,
  beginning: boolean,
): (readonly [column: number, cost: number])[] {
  const { layout } = incidence;
  const { pointing } = layout;
  if (pointing === null) return [];
  const { pointed, slewed } = offsetsOf(layout, true);
  const costs: (readonly [number, number])[] = [];
  const pay = (identity: number, cost: number) => {
    const column = window.columnOf(identity);
    if (column >= 0 && cost !== 0) costs.push([column, cost]);
  };
  const boundaries = [...(beginning && window.from > 0 ? [window.from] : []), window.to];
  for (const slot of boundaries) {
    if (slot >= layout.problem.topology.slotCount) continue;
    for (const index of pointingsIn(pointing, slot)) {
      const before = pointing.indexOf(pointing.columns[index]!.link, slot - 1);
      const price = slewPrice(incidence, prices, index);
      // Without a column there, w is 0 before, and a window has the row.
      if (before < 0) continue;
      if (slot === window.to) pay(pointed + before, price);
      else {
        pay(pointed + index, -price);
        pay(slewed + index, price);
      }
    }
  }
  return costs;
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
