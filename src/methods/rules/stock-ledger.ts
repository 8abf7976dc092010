import { stockChange } from '../../domain/memory.ts';
import { type Hop, subPathOf } from '../../domain/problem.ts';
import { type Layout, stockOf } from '../../model/layout.ts';
import type { LeftOver, Share } from '../../model/left-over.ts';

/** Pairs of the same age in a stock. */
interface Cohort {
  readonly filledIn: number;
  pairs: number;
}

/**
 * The contents of stocks while a plan is made slot by slot: C5, C6 and the memory model as bookkeeping, and what
 * families such as C3 leave at the next instant. Within a slot, stock is drawn first; what is filled can be drawn from
 * the next slot on.
 */
interface StockLedger {
  /** Pairs of a virtual link that can still be drawn over this slot. */
  available(hop: Extract<Hop, { kind: 'stored' }>): number;
  /** Takes pairs, oldest first. */
  draw(hop: Extract<Hop, { kind: 'stored' }>, pairs: number): void;
  /** The rate at which a sub-path can still be filled so that both of its nodes can hold the pairs in the next slot. */
  room(stock: number, filling: Share): number;
  fill(stock: number, pairs: number): void;
  /** Ends the slot: pairs decay or grow too old, and filled pairs become available. */
  nextSlot(): void;
}

/** @param left the room that other columns leave; pairs in stock take their part of it */
export function openStockLedger(layout: Layout, left: LeftOver): StockLedger {
  const { problem, stocks } = layout;
  const { topology, memory } = problem;
  const { survival, kept, needed } = stockChange(memory, topology.slotSeconds);
  const oldest = 'maximumStorageSlots' in memory ? memory.maximumStorageSlots : Number.POSITIVE_INFINITY;
  let slot = 0;
  const held: Cohort[][] = stocks.map((link) => {
    const { initialStock } = subPathOf(problem, link);
    return initialStock > 0 ? [{ filledIn: -1, pairs: initialStock }] : [];
  });
  const filled = new Float64Array(stocks.length);
  /** Stocks that hold pairs or are being filled, usually few of many. */
  const present = new Set(held.flatMap((cohorts, stock) => (cohorts.length > 0 ? [stock] : [])));
  const isTooOld = ({ filledIn }: Cohort) => slot + 1 - filledIn > oldest;
  /** Of what a stock holds when the next slot begins. */
  const column = (stock: number) => left.ofStock(stock, slot + 1);
  const openNext = () => {
    for (const stock of present) {
      const staying = held[stock]!.reduce((sum, cohort) => sum + (isTooOld(cohort) ? 0 : cohort.pairs), 0);
      left.take(column(stock), survival * staying);
    }
  };
  held.forEach((cohorts, stock) => {
    for (const { pairs } of cohorts) left.take(left.ofStock(stock, 0), pairs);
  });
  openNext();
  return {
    available: (hop) => held[stockOf(layout, hop)]!.reduce((sum, { pairs }) => sum + pairs, 0) / needed,
    draw(hop, pairs) {
      const stock = stockOf(layout, hop);
      let open = pairs * needed;
      for (const cohort of held[stock]!) {
        const taken = Math.min(open, cohort.pairs);
        cohort.pairs -= taken;
        open -= taken;
        if (!isTooOld(cohort)) left.take(column(stock), -survival * taken);
      }
    },
    room: (stock, filling) => {
      const pairsPerRate = kept * topology.slotSeconds;
      const next = column(stock);
      return Math.min(left.room(next) / pairsPerRate, left.roomWith(filling, [[next, pairsPerRate]]));
    },
    fill(stock, pairs) {
      if (pairs <= 0) return;
      present.add(stock);
      filled[stock]! += pairs * kept;
      left.take(column(stock), pairs * kept);
    },
    nextSlot() {
      for (const stock of [...present]) {
        const staying = held[stock]!.filter((cohort) => !isTooOld(cohort) && cohort.pairs > 0);
        for (const cohort of staying) cohort.pairs *= survival;
        if (filled[stock]! > 0) staying.push({ filledIn: slot, pairs: filled[stock]! });
        held[stock] = staying;
        filled[stock] = 0;
        if (staying.length === 0) present.delete(stock);
      }
      slot += 1;
      if (slot < topology.slotCount) openNext();
    },
  };
}
