/**
 * What is stored for given routes: of all the fills of a method, those that are drawn on, and the resulting stocks.
 * Methods fill more: relaxations, rules and windows leave pairs in store that nobody takes out.
 */
import { stockChange } from '../domain/memory.ts';
import { type Hop, pathOf, storedHops, subPathOf } from '../domain/problem.ts';
import { type Layout, stockOf } from './layout.ts';

interface Stored {
  /** y_n per fill column, pairs/s; at most the given ones. */
  readonly fillRates: Float64Array;
  /** z^0..z^T of the stocks that hold or move anything; none above the one that goes with the fills that are given. */
  readonly stocks: ReadonlyMap<number, Float64Array>;
}

/** A column that draws on stocks: one pair/s takes `pairs` of each per slot. */
interface Draw {
  readonly column: number;
  readonly stocks: readonly number[];
  readonly pairs: number;
}

interface Filling extends Draw {
  /** The stock that it fills. */
  readonly filled: number;
}

/** What moves pairs in and out of stocks at the rates that are given, slot by slot; stocks by their place in `moved`. */
interface Movements {
  /** The stocks that are drawn on, filled, or there from the beginning. */
  readonly moved: readonly number[];
  readonly draws: readonly (readonly Draw[])[];
  readonly fillings: readonly (readonly Filling[])[];
  /** Pairs in stock at the end of a slot, per pair/s of a fill. */
  readonly filledPerRate: number;
}

/** By place of the stock and instant; of `fillRates`, by fill column. */
interface Needs {
  readonly fillRates: Float64Array;
  /** What is needed at the beginning of a slot beyond the fills of the previous slot. */
  readonly needed: Float64Array;
  /** What is drawn in a slot. */
  readonly drawn: Float64Array;
}

/**
 * Share of the needed pairs by which a solver's rates may draw more than its fills provide: no older pair is kept for
 * it.
 */
const ROUNDING = 1e-7;

/**
 * Works backward from the last slot: at the beginning of a slot, a stock needs what is drawn in it and what later slots
 * need beyond their own fills. So pairs come from the latest fills that can provide them, no stock is larger than
 * before, and no pair is older. If a stock needs less, so do the stocks that it is filled from.
 *
 * If nothing may be discarded (C6 as an equation) and there is an initial stock, fills that draw on other stocks stay
 * as they are, since the pairs that they would leave there might not fit.
 * @param rates y per choice, pairs/s
 * @param fillRates y_n per fill column, pairs/s, enough for these rates
 */
export function drawOnStocks(layout: Layout, rates: Float64Array, fillRates: Float64Array): Stored {
  const movements = movementsOf(layout, rates, fillRates);
  const needs = lookBack(layout, movements, rates, fillRates);
  const amounts = fillForward(layout, movements, needs);
  const instants = layout.problem.topology.slotCount + 1;
  return {
    fillRates: needs.fillRates,
    stocks: new Map(
      movements.moved.map((stock, place) => [
        stock,
        amounts.subarray(place * instants, (place + 1) * instants),
      ]),
    ),
  };
}

const mayDiscard = ({ problem }: Layout): boolean => 'maximumStorageSlots' in problem.memory;

const initialStock = ({ problem, stocks }: Layout, stock: number): number =>
  subPathOf(problem, stocks[stock]!).initialStock;

function movementsOf(layout: Layout, rates: Float64Array, fillRates: Float64Array): Movements {
  const { problem } = layout;
  const { slotCount, slotSeconds } = problem.topology;
  const { kept, needed } = stockChange(problem.memory, slotSeconds);
  const drawnPerRate = slotSeconds * needed;
  const moved: number[] = [];
  const places = new Map<number, number>();
  const placeOf = (stock: number): number => {
    const place = places.get(stock) ?? moved.push(stock) - 1;
    places.set(stock, place);
    return place;
  };
  layout.stocks.forEach((_, stock) => {
    if (initialStock(layout, stock) > 0) placeOf(stock);
  });
  const stocksOf = (hops: readonly Hop[]): number[] =>
    storedHops(hops).map((hop) => placeOf(stockOf(layout, hop)));
  const draws = Array.from({ length: slotCount }, (): Draw[] => []);
  layout.choices.forEach((choice, column) => {
    if (rates[column]! <= 0) return;
    const { offer } = choice;
    const stocks = stocksOf(pathOf(problem, choice).hops);
    if (stocks.length > 0) draws[offer.slot]!.push({ column, stocks, pairs: offer.cost * drawnPerRate });
  });
  const fillings = Array.from({ length: slotCount }, (): Filling[] => []);
  layout.fills.forEach((filling, column) => {
    if (fillRates[column]! <= 0) return;
    const { fill } = filling;
    const stocks = stocksOf(subPathOf(problem, filling).hops);
    const filled = placeOf(stockOf(layout, filling));
    fillings[fill.slot]!.push({ column, stocks, pairs: fill.cost * drawnPerRate, filled });
  });
  return { moved, draws, fillings, filledPerRate: slotSeconds * kept };
}

/** From the last slot to the first: what is needed, and how much of each fill that takes. */
function lookBack(
  layout: Layout,
  { moved, draws, fillings, filledPerRate }: Movements,
  rates: Float64Array,
  fillRates: Float64Array,
): Needs {
  const { memory, topology } = layout.problem;
  const { survival } = stockChange(memory, topology.slotSeconds);
  const keepsNested = !mayDiscard(layout) && moved.some((stock) => initialStock(layout, stock) > 0);
  const kept = new Float64Array(fillRates.length);
  const instants = topology.slotCount + 1;
  const needed = new Float64Array(moved.length * instants);
  const drawn = new Float64Array(moved.length * instants);
  for (let slot = topology.slotCount - 1; slot >= 0; slot--) {
    const takeOut = ({ stocks, pairs }: Draw, rate: number) => {
      for (const stock of stocks) drawn[stock * instants + slot]! += rate * pairs;
    };
    for (const draw of draws[slot]!) takeOut(draw, rates[draw.column]!);
    for (const filling of fillings[slot]!) {
      const after = filling.filled * instants + slot + 1;
      const most = fillRates[filling.column]!;
      const isFixed = keepsNested && filling.stocks.length > 0;
      const rate = isFixed ? most : Math.min(most, needed[after]! / filledPerRate);
      kept[filling.column] = rate;
      takeOut(filling, rate);
      const open = needed[after]! - rate * filledPerRate;
      needed[after] = open > ROUNDING * needed[after]! ? open : 0;
    }
    for (let at = slot; at < needed.length; at += instants) {
      const before = needed[at + 1]! > 0 ? needed[at + 1]! / survival : 0;
      needed[at] = drawn[at]! + before;
    }
  }
  return { fillRates: kept, needed, drawn };
}

/** From the first slot to the last: the resulting stocks; if pairs may be discarded, none above its needs. */
function fillForward(
  layout: Layout,
  { moved, fillings, filledPerRate }: Movements,
  { fillRates, needed, drawn }: Needs,
): Float64Array {
  const { memory, topology } = layout.problem;
  const { survival } = stockChange(memory, topology.slotSeconds);
  const discards = mayDiscard(layout);
  const instants = topology.slotCount + 1;
  const filled = new Float64Array(needed.length);
  for (const [slot, ofSlot] of fillings.entries()) {
    for (const { column, filled: stock } of ofSlot) {
      filled[stock * instants + slot]! += fillRates[column]! * filledPerRate;
    }
  }
  const stocks = new Float64Array(needed.length);
  for (const [place, stock] of moved.entries()) {
    const first = place * instants;
    stocks[first] = initialStock(layout, stock);
    for (let at = first; at < first + topology.slotCount; at++) {
      const left = Math.max(0, stocks[at]! - drawn[at]!);
      const there = survival * left + filled[at]!;
      // `needed` was lessened by what is filled in the slot before; that is needed as well.
      stocks[at + 1] = discards ? Math.min(there, needed[at + 1]! + filled[at]!) : there;
    }
  }
  return stocks;
}
