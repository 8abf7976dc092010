/** Pairs for virtual links, from fillings of earlier slots or from what is in stock at the beginning. */
import { stockChange } from '../../domain/memory.ts';
import type { Layout } from '../../model/layout.ts';
import type { LeftOver } from '../../model/left-over.ts';
import type { Uses } from '../../model/uses.ts';
import type { Journal } from './journal.ts';

interface StockPull {
  /**
   * Draws alike on all stocks of a path in a slot.
   * @param rate The rate wanted, pairs/s
   * @param pairsPerRate Pairs that a pair/s needs of each at the beginning of the slot
   * @returns the rate for which there is enough; so much is taken
   */
  draw(stocks: readonly number[], slot: number, rate: number, pairsPerRate: number, journal: Journal): number;
  undo(journal: Journal): void;
  redo(journal: Journal): void;
  /** Whether something holds less than it has to, after what the journal gave back was undone. */
  lacksRoom(journal: Journal): boolean;
  /** y_n by fill column. */
  fillRates(): Float64Array;
}

/** What is asked for and what is found are the same within this share. */
const SAME = 1e-12;

export function openStockPull(layout: Layout, uses: Uses, left: LeftOver): StockPull {
  const { fills, stocks, problem } = layout;
  const { memory, storagePairs, topology } = problem;
  const { slotCount, slotSeconds } = topology;
  const { survival, kept } = stockChange(memory, slotSeconds);
  const discards = 'maximumStorageSlots' in memory;
  const age = discards ? memory.maximumStorageSlots : Number.POSITIVE_INFINITY;
  /** Fill columns of a stock follow each other, slot by slot. */
  const firstFill = new Int32Array(stocks.length + 1).fill(fills.length);
  for (let fill = fills.length - 1; fill >= 0; fill--) firstFill[uses.stockOfFill[fill]!] = fill;
  for (let stock = stocks.length - 1; stock >= 0; stock--) {
    firstFill[stock] = Math.min(firstFill[stock]!, firstFill[stock + 1]!);
  }
  const fillRates = new Float64Array(fills.length);
  /** Of what was there at instant 0, what nobody draws. */
  const rest = Float64Array.from(
    stocks,
    ({ pair, subPath }) => storagePairs[pair]!.subPaths[subPath]!.initialStock,
  );
  rest.forEach((initial, stock) => {
    if (initial <= 0) return;
    // What may not be thrown away is held to the end unless it is drawn.
    const last = discards ? 0 : slotCount;
    for (let instant = 0; instant <= last; instant++) {
      left.take(left.ofStock(stock, instant), initial * survival ** instant);
    }
  });

  const hold = (journal: Journal, stock: number, instant: number, pairs: number) => {
    const share = left.ofStock(stock, instant);
    left.take(share, pairs);
    journal.shares.push(share);
    journal.amounts.push(pairs);
  };

  /** From the beginning, for the beginning of a slot. */
  const drawInitial = (stock: number, slot: number, wanted: number, journal: Journal): number => {
    if (rest[stock]! <= 0 || slot + 1 > age) return 0;
    let pairs = Math.min(wanted, rest[stock]! * survival ** slot);
    if (discards) {
      for (let instant = 1; instant <= slot; instant++) {
        pairs = Math.min(pairs, left.room(left.ofStock(stock, instant)));
      }
    }
    if (pairs <= 0) return 0;
    const atFirst = pairs / survival ** slot;
    rest[stock]! -= atFirst;
    journal.initials.push(stock);
    journal.pairs.push(atFirst);
    if (discards) for (let instant = 1; instant <= slot; instant++) hold(journal, stock, instant, pairs);
    else {
      for (let instant = slot + 1; instant <= slotCount; instant++) {
        hold(journal, stock, instant, -atFirst * survival ** instant);
      }
    }
    return pairs;
  };

  /** The last fill column of a stock before a slot, or the one before its first. */
  const lastFillBefore = (stock: number, slot: number): number => {
    let low = firstFill[stock]!;
    let high = firstFill[stock + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fills[middle]!.fill.slot < slot) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  /** Pairs that are there at the beginning of a slot, up to those that are wanted. */
  const pull = (stock: number, slot: number, wanted: number, journal: Journal): number => {
    let open = wanted - drawInitial(stock, slot, wanted, journal);
    let room = Number.POSITIVE_INFINITY;
    let instant = slot;
    for (let fill = lastFillBefore(stock, slot); fill >= firstFill[stock]!; fill--) {
      if (open <= SAME * wanted) break;
      const { slot: filledIn, rateCap, cost } = fills[fill]!.fill;
      if (slot - filledIn > age) break;
      for (; instant > filledIn; instant--) {
        const here = left.room(left.ofStock(stock, instant)) * survival ** (slot - instant);
        room = Math.min(room, here);
      }
      const pairsPerRate = slotSeconds * kept * survival ** (slot - 1 - filledIn);
      // Nothing fits, or nothing is left of what is older.
      if (room <= SAME * wanted || pairsPerRate <= 0) break;
      const share = left.ofFill(fill);
      const most = Math.min(
        rateCap - fillRates[fill]!,
        left.room(share),
        Math.min(open, room) / pairsPerRate,
      );
      if (most <= SAME * rateCap) continue;
      const { stocks: nested } = uses.fillUse[fill]!;
      const rate = draw(nested, filledIn, most, cost * slotSeconds * needed, journal);
      if (rate <= 0) continue;
      left.take(share, rate);
      journal.shares.push(share);
      journal.amounts.push(rate);
      fillRates[fill]! += rate;
      journal.fills.push(fill);
      journal.rates.push(rate);
      const pairs = rate * pairsPerRate;
      for (let held = filledIn + 1; held <= slot; held++) {
        hold(journal, stock, held, pairs / survival ** (slot - held));
      }
      open -= pairs;
      room -= pairs;
    }
    return wanted - Math.max(0, open);
  };
  const { needed } = stockChange(memory, slotSeconds);

  /** Takes a journal's entries back from its end to a mark. */
  const undoTo = (journal: Journal, mark: Mark) => {
    while (journal.shares.length > mark.shares) left.take(journal.shares.pop()!, -journal.amounts.pop()!);
    while (journal.fills.length > mark.fills) fillRates[journal.fills.pop()!]! -= journal.rates.pop()!;
    while (journal.initials.length > mark.initials) rest[journal.initials.pop()!]! += journal.pairs.pop()!;
  };

  const draw: StockPull['draw'] = (drawn, slot, rate, pairsPerRate, journal) => {
    let wanted = rate;
    // One stock may need what another would have taken: once it is known for how much there is enough, all draw that.
    for (let turn = 0; turn < 4 && wanted > 0; turn++) {
      const mark = markOf(journal);
      let reached = wanted;
      for (const stock of drawn) {
        reached = Math.min(reached, pull(stock, slot, reached * pairsPerRate, journal) / pairsPerRate);
        if (reached <= 0) break;
      }
      if (reached > 0 && (drawn.length <= 1 || reached >= wanted * (1 - SAME))) return reached;
      undoTo(journal, mark);
      wanted = reached;
    }
    return 0;
  };

  const apply = ({ shares, amounts, fills: filled, rates, initials, pairs }: Journal, sign: 1 | -1) => {
    for (let i = 0; i < shares.length; i++) left.take(shares[i]!, sign * amounts[i]!);
    for (let i = 0; i < filled.length; i++) fillRates[filled[i]!]! += sign * rates[i]!;
    for (let i = 0; i < initials.length; i++) rest[initials[i]!]! -= sign * pairs[i]!;
  };

  return {
    draw,
    undo: (journal) => apply(journal, -1),
    redo: (journal) => apply(journal, 1),
    lacksRoom: ({ shares, amounts, initials }) =>
      initials.length > 0 && shares.some((share, index) => amounts[index]! < 0 && left.isOverfull(share)),
    // What was given back may leave a rounding below 0.
    fillRates: () => fillRates.map((rate) => Math.max(0, rate)),
  };
}

interface Mark {
  readonly shares: number;
  readonly fills: number;
  readonly initials: number;
}

const markOf = ({ shares, fills, initials }: Journal): Mark => ({
  shares: shares.length,
  fills: fills.length,
  initials: initials.length,
});
