/** Pairs for virtual links, from fills of earlier slots or from what is in stock at the beginning. */
import { stockChange } from '../../domain/memory.ts';
import type { Layout } from '../../model/layout.ts';
import type { Uses } from '../../model/uses.ts';
import { type Holdings, type Journal, markOf } from './holdings.ts';

/**
 * Draws the same rate from all stocks of a path in a slot.
 * @param rate The rate wanted, pairs/s
 * @param cost g: pairs of each stock per pair
 * @returns the rate for which all stocks have enough pairs; these are taken
 */
type Draw = (stocks: readonly number[], slot: number, rate: number, cost: number, journal: Journal) => number;

/** Amounts that differ by at most this share count as equal. */
const SAME = 1e-12;
/** A path whose stocks compete for the same pairs is given up after this many turns. */
const MOST_TURNS = 4;

export function openStockPull(layout: Layout, uses: Uses, holdings: Holdings): Draw {
  const { fills, problem } = layout;
  const { memory, topology } = problem;
  const { slotSeconds } = topology;
  const { survival, kept, needed } = stockChange(memory, slotSeconds);
  const age = 'maximumStorageSlots' in memory ? memory.maximumStorageSlots : Number.POSITIVE_INFINITY;
  const { left, fillRates } = holdings;
  const fillsBefore = openFillsBefore(layout, uses);

  /** Pairs that are there at the beginning of a slot, up to those that are wanted; the latest fills go first. */
  const pull = (stock: number, slot: number, wanted: number, journal: Journal): number => {
    let open = wanted - drawInitial(layout, holdings, { stock, slot, wanted }, journal);
    let room = Number.POSITIVE_INFINITY;
    let instant = slot;
    const { first, last } = fillsBefore(stock, slot);
    for (let fill = last; fill >= first && open > SAME * wanted; fill--) {
      const { slot: filledIn, rateCap, cost } = fills[fill]!.fill;
      if (slot - filledIn > age) break;
      for (; instant > filledIn; instant--) {
        room = Math.min(room, left.room(left.ofStock(stock, instant)) * survival ** (slot - instant));
      }
      const pairsPerRate = slotSeconds * kept * survival ** (slot - 1 - filledIn);
      // Nothing fits, or nothing is left of what is older.
      if (room <= SAME * wanted || pairsPerRate <= 0) break;
      const most = Math.min(
        rateCap - fillRates[fill]!,
        left.mixesStocks ? roomOfFill(stock, fill) : left.room(left.ofFill(fill)),
        Math.min(open, room) / pairsPerRate,
      );
      if (most <= SAME * rateCap) continue;
      const rate = draw(uses.fillUse[fill]!.stocks, filledIn, most, cost, journal);
      if (rate <= 0) continue;
      holdings.takeFill(journal, fill, rate);
      const pairs = rate * pairsPerRate;
      for (let held = filledIn + 1; held <= slot; held++) {
        holdings.take(journal, left.ofStock(stock, held), pairs / survival ** (slot - held));
      }
      open -= pairs;
      room -= pairs;
      // The fill itself takes modes that older pairs would need at the end of its slot.
      if (left.mixesStocks) {
        const after = filledIn + 1;
        room = Math.min(room, left.room(left.ofStock(stock, after)) * survival ** (slot - after));
      }
    }
    return wanted - Math.max(0, open);
  };

  /** Together with what it adds to its own stock, and what it needs of others when the slot begins. */
  const roomOfFill = (stock: number, fill: number): number => {
    const { slot, cost } = fills[fill]!.fill;
    return left.roomWith(left.ofFill(fill), [
      [left.ofStock(stock, slot + 1), slotSeconds * kept],
      ...uses.fillUse[fill]!.stocks.map(
        (drawn) => [left.ofStock(drawn, slot), cost * slotSeconds * needed] as const,
      ),
    ]);
  };

  const draw: Draw = (stocks, slot, rate, cost, journal) => {
    const pairsPerRate = cost * slotSeconds * needed;
    let wanted = rate;
    // Two stocks may need the same pairs. Once a stock limits the rate, all of them draw again at the lower rate.
    for (let turn = 0; turn < MOST_TURNS && wanted > 0; turn++) {
      const mark = markOf(journal);
      let reached = wanted;
      for (const stock of stocks) {
        reached = Math.min(reached, pull(stock, slot, reached * pairsPerRate, journal) / pairsPerRate);
        if (reached <= 0) break;
      }
      if (reached > 0 && (stocks.length <= 1 || reached >= wanted * (1 - SAME))) return reached;
      holdings.forget(journal, mark);
      wanted = reached;
    }
    return 0;
  };
  return draw;
}

/** Draws pairs that are there from the beginning; says how many there are at the beginning of the slot. */
function drawInitial(
  { problem: { memory, topology } }: Layout,
  holdings: Holdings,
  { stock, slot, wanted }: { readonly stock: number; readonly slot: number; readonly wanted: number },
  journal: Journal,
): number {
  const { left, initialLeft } = holdings;
  if (initialLeft[stock]! <= 0) return 0;
  const { slotCount, slotSeconds } = topology;
  const { survival } = stockChange(memory, slotSeconds);
  const discards = 'maximumStorageSlots' in memory;
  // They count as filled just before slot 0.
  if (discards && slot + 1 > memory.maximumStorageSlots) return 0;
  let pairs = Math.min(wanted, initialLeft[stock]! * survival ** slot);
  for (let instant = 1; discards && instant <= slot; instant++) {
    pairs = Math.min(pairs, left.room(left.ofStock(stock, instant)));
  }
  if (pairs <= 0) return 0;
  const atFirst = pairs / survival ** slot;
  holdings.takeInitial(journal, stock, atFirst);
  // If pairs may be discarded, only the drawn ones are held; otherwise, drawing pairs frees memory.
  const [from, to, held] = discards ? [1, slot, atFirst] : [slot + 1, slotCount, -atFirst];
  for (let instant = from; instant <= to; instant++) {
    holdings.take(journal, left.ofStock(stock, instant), held * survival ** instant);
  }
  return pairs;
}

/** The fill columns of a stock in slots before one; they follow each other, slot by slot. */
function openFillsBefore({ fills, stocks }: Layout, { stockOfFill }: Uses) {
  const firstFill = new Int32Array(stocks.length + 1).fill(fills.length);
  for (let fill = fills.length - 1; fill >= 0; fill--) firstFill[stockOfFill[fill]!] = fill;
  for (let stock = stocks.length - 1; stock >= 0; stock--) {
    firstFill[stock] = Math.min(firstFill[stock]!, firstFill[stock + 1]!);
  }
  return (stock: number, slot: number): { readonly first: number; readonly last: number } => {
    const first = firstFill[stock]!;
    let [low, high] = [first, firstFill[stock + 1]!];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fills[middle]!.fill.slot < slot) low = middle + 1;
      else high = middle;
    }
    return { first, last: low - 1 };
  };
}
