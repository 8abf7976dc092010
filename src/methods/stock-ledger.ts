import { stockChange } from '../domain/memory.ts';
import type { Hop } from '../domain/problem.ts';
import type { Layout } from '../model/layout.ts';

/** Pairs of one age in a stock. */
interface Cohort {
  readonly filledIn: number;
  pairs: number;
}

/**
 * What is in stock while a plan is made slot by slot: C3, C5, C6 and the memory's model as bookkeeping.
 * Within a slot, stock is drawn first; what is filled can be drawn from the next slot on.
 */
export interface StockLedger {
  /** Pairs of a virtual link that can still be drawn over this slot. */
  available(hop: Extract<Hop, { kind: 'stored' }>): number;
  /** Takes pairs, the oldest first. */
  draw(hop: Extract<Hop, { kind: 'stored' }>, pairs: number): void;
  /** Pairs that a sub-path can still be filled with for both of its nodes to hold them in the next slot. */
  room(stock: number): number;
  fill(stock: number, pairs: number): void;
  /** Ends the slot: pairs decay or grow too old, and what was filled is there. */
  nextSlot(): void;
}

export function openStockLedger({ problem, stocks, stockIndex }: Layout): StockLedger {
  const { topology, memory, storagePairs, storageNodes } = problem;
  const { survival, kept, needed } = stockChange(memory, topology.slotSeconds);
  const oldest = 'maximumStorageSlots' in memory ? memory.maximumStorageSlots : Number.POSITIVE_INFINITY;
  /** By node, what is or will be in its store: stocks in ascending order. Of many, few are there at a time. */
  const stores = new Map(
    storageNodes.map(({ node, capacity }) => [node, { capacity, stocks: [] as number[] }]),
  );
  let slot = 0;
  const held: Cohort[][] = stocks.map(({ pair, subPath }) => {
    const { initialStock } = storagePairs[pair]!.subPaths[subPath]!;
    return initialStock > 0 ? [{ filledIn: -1, pairs: initialStock }] : [];
  });
  const filled = new Float64Array(stocks.length);
  const endsOf = (stock: number) => storagePairs[stocks[stock]!.pair]!.ends;
  const indexOf = (hop: { readonly pair: number; readonly subPath: number }) =>
    stockIndex[hop.pair]![hop.subPath]!;
  const total = (stock: number) => held[stock]!.reduce((sum, { pairs }) => sum + pairs, 0);
  const isTooOld = ({ filledIn }: Cohort) => slot + 1 - filledIn > oldest;
  /** Pairs of a stock in the next slot, as things stand. */
  const next = (stock: number) =>
    filled[stock]! +
    survival * held[stock]!.reduce((sum, cohort) => sum + (isTooOld(cohort) ? 0 : cohort.pairs), 0);
  const roomAt = (node: string) => {
    const store = stores.get(node)!;
    return store.stocks.reduce((room, stock) => room - next(stock), store.capacity);
  };
  const present = new Set<number>();
  const enter = (stock: number) => {
    if (present.has(stock)) return;
    present.add(stock);
    for (const node of endsOf(stock)) {
      const list = stores.get(node)!.stocks;
      const position = list.findIndex((other) => other > stock);
      list.splice(position < 0 ? list.length : position, 0, stock);
    }
  };
  const leave = (stock: number) => {
    present.delete(stock);
    for (const node of endsOf(stock)) {
      const list = stores.get(node)!.stocks;
      list.splice(list.indexOf(stock), 1);
    }
  };
  held.forEach((cohorts, stock) => {
    if (cohorts.length > 0) enter(stock);
  });
  return {
    available: (hop) => total(indexOf(hop)) / needed,
    draw(hop, pairs) {
      let left = pairs * needed;
      for (const cohort of held[indexOf(hop)]!) {
        const taken = Math.min(left, cohort.pairs);
        cohort.pairs -= taken;
        left -= taken;
      }
    },
    room: (stock) => Math.max(0, Math.min(...endsOf(stock).map(roomAt))) / kept,
    fill(stock, pairs) {
      if (pairs <= 0) return;
      enter(stock);
      filled[stock]! += pairs * kept;
    },
    nextSlot() {
      for (const stock of [...present]) {
        const left = held[stock]!.filter((cohort) => !isTooOld(cohort) && cohort.pairs > 0);
        for (const cohort of left) cohort.pairs *= survival;
        if (filled[stock]! > 0) left.push({ filledIn: slot, pairs: filled[stock]! });
        held[stock] = left;
        filled[stock] = 0;
        if (left.length === 0) leave(stock);
      }
      slot += 1;
    },
  };
}
