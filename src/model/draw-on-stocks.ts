/**
 * What is stored for given routes: of all that a method fills, what is drawn on, and the stocks that follow.
 * Methods fill more: relaxations, rules and windows leave pairs in store that nobody takes out.
 */
import { stockChange } from '../domain/memory.ts';
import { storedHops } from '../domain/problem.ts';
import type { Layout } from './layout.ts';

interface Stored {
  /** y_n per fill column, pairs/s; none above what is given. */
  readonly fillRates: Float64Array;
  /** z per stock and t = 0..T, stock by stock; none above the one that goes with the fills that are given. */
  readonly stocks: Float64Array;
}

/** A column that draws on stocks: each takes `pairs` a slot per pair/s. */
interface Draw {
  readonly column: number;
  readonly stocks: readonly number[];
  readonly pairs: number;
}

/** What a solver's rates may draw beyond its fillings, of what is needed: no older pair is kept for it. */
const ROUNDING = 1e-7;

/**
 * Backward from the last slot: what a stock needs at the beginning of a slot is what is drawn on in it and what
 * later slots need beyond their own fillings. So pairs come from the latest fillings that can have them, no stock
 * is larger than it was, and no pair is older; what one stock needs less, those that it is filled from need less, too.
 *
 * Where nothing may be discarded (C6 as an equation) and a stock is there from the beginning, fillings that draw
 * on others stay as they are, since what they leave could find no room.
 * @param rates y per choice, pairs/s
 * @param fillRates y_n per fill column, pairs/s, enough for these rates
 */
export function drawOnStocks(layout: Layout, rates: Float64Array, fillRates: Float64Array): Stored {
  const { problem, stockIndex } = layout;
  const { demands, storagePairs, memory } = problem;
  const { slotCount, slotSeconds } = problem.topology;
  const { survival, kept: keptOfFill, needed: neededByDraw } = stockChange(memory, slotSeconds);
  const [filledPerRate, drawnPerRate] = [slotSeconds * keptOfFill, slotSeconds * neededByDraw];
  const mayDiscard = 'maximumStorageSlots' in memory;
  const initial = layout.stocks.map(
    ({ pair, subPath }) => storagePairs[pair]!.subPaths[subPath]!.initialStock,
  );
  const keepsNested = !mayDiscard && initial.some((pairs) => pairs > 0);
  const indicesOf = (hops: Parameters<typeof storedHops>[0]): number[] =>
    storedHops(hops).map((hop) => stockIndex[hop.pair]![hop.subPath]!);

  const drawsOf: Draw[][] = Array.from({ length: slotCount }, () => []);
  layout.choices.forEach(({ demand, path, offer }, column) => {
    if (rates[column]! <= 0) return;
    const stocks = indicesOf(demands[demand]!.paths[path]!.hops);
    if (stocks.length > 0) drawsOf[offer.slot]!.push({ column, stocks, pairs: offer.cost * drawnPerRate });
  });
  const fillsOf: (Draw & { readonly filled: number })[][] = Array.from({ length: slotCount }, () => []);
  layout.fills.forEach(({ pair, subPath, fill }, column) => {
    if (fillRates[column]! <= 0) return;
    const stocks = indicesOf(storagePairs[pair]!.subPaths[subPath]!.hops);
    const filled = stockIndex[pair]![subPath]!;
    fillsOf[fill.slot]!.push({ column, stocks, pairs: fill.cost * drawnPerRate, filled });
  });

  const kept = new Float64Array(fillRates.length);
  const instants = slotCount + 1;
  /** What is needed of each stock at the beginning of each slot, and what is drawn on in it; by stock. */
  const needed = new Float64Array(layout.stocks.length * instants);
  const drawn = new Float64Array(layout.stocks.length * instants);
  for (let slot = slotCount - 1; slot >= 0; slot--) {
    const after = (stock: number) => stock * instants + slot + 1;
    const takeOut = ({ stocks, pairs }: Draw, rate: number) => {
      for (const stock of stocks) drawn[stock * instants + slot]! += rate * pairs;
    };
    for (const draw of drawsOf[slot]!) takeOut(draw, rates[draw.column]!);
    for (const fill of fillsOf[slot]!) {
      const most = fillRates[fill.column]!;
      const isFixed = keepsNested && fill.stocks.length > 0;
      const rate = isFixed ? most : Math.min(most, needed[after(fill.filled)]! / filledPerRate);
      kept[fill.column] = rate;
      takeOut(fill, rate);
      const open = needed[after(fill.filled)]! - rate * filledPerRate;
      needed[after(fill.filled)] = open > ROUNDING * needed[after(fill.filled)]! ? open : 0;
    }
    for (let stock = 0; stock < layout.stocks.length; stock++) {
      const before = needed[after(stock)]! > 0 ? needed[after(stock)]! / survival : 0;
      needed[stock * instants + slot] = drawn[stock * instants + slot]! + before;
    }
  }

  const stocks = new Float64Array(layout.stocks.length * instants);
  const filled = new Float64Array(layout.stocks.length * instants);
  for (const [slot, fills] of fillsOf.entries()) {
    for (const { column, filled: stock } of fills) {
      filled[stock * instants + slot]! += kept[column]! * filledPerRate;
    }
  }
  for (let stock = 0; stock < layout.stocks.length; stock++) {
    const at = stock * instants;
    stocks[at] = initial[stock]!;
    for (let slot = 0; slot < slotCount; slot++) {
      const left = Math.max(0, stocks[at + slot]! - drawn[at + slot]!);
      const there = survival * left + filled[at + slot]!;
      // `needed` was lessened by what is filled in the slot before; that is needed as well.
      stocks[at + slot + 1] = mayDiscard
        ? Math.min(there, needed[at + slot + 1]! + filled[at + slot]!)
        : there;
    }
  }
  return { fillRates: kept, stocks };
}
