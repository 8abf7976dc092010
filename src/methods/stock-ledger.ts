import type { Hop } from '../domain/problem.ts';
import { survivalPerSlot } from '../domain/problem.ts';
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
  /** Pairs of a virtual link that can still be drawn in this slot. */
  available(hop: Extract<Hop, { kind: 'stored' }>): number;
  /** Takes pairs, the oldest first. */
  draw(hop: Extract<Hop, { kind: 'stored' }>, pairs: number): void;
  /** Pairs that a sub-path can still be filled with for both of its nodes to hold them in the next slot. */
  room(stock: number): number;
  fill(stock: number, pairs: number): void;
  /** Ends the slot: pairs decay or grow too old, and what was filled is there. */
  nextSlot(): void;
  /** z of this slot, one a stock of the layout. */
  stocks(): readonly number[];
}

export function openStockLedger({ problem, stocks, stockIndex }: Layout): StockLedger {
  const { topology, memory, storagePairs, storageNodes } = problem;
  const survival = survivalPerSlot(memory, topology.slotSeconds);
  const oldest = 'maximumStorageSlots' in memory ? memory.maximumStorageSlots : Number.POSITIVE_INFINITY;
  const capacityOf = new Map(storageNodes.map(({ node, capacity }) => [node, capacity]));
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
  const roomAt = (node: string) =>
    stocks.reduce(
      (room, _, stock) => (endsOf(stock).includes(node) ? room - next(stock) : room),
      capacityOf.get(node)!,
    );
  return {
    available: (hop) => total(indexOf(hop)),
    draw(hop, pairs) {
      let left = pairs;
      for (const cohort of held[indexOf(hop)]!) {
        const taken = Math.min(left, cohort.pairs);
        cohort.pairs -= taken;
        left -= taken;
      }
    },
    room: (stock) => Math.max(0, Math.min(...endsOf(stock).map(roomAt))),
    fill(stock, pairs) {
      filled[stock]! += pairs;
    },
    nextSlot() {
      held.forEach((cohorts, stock) => {
        const kept = cohorts.filter((cohort) => !isTooOld(cohort) && cohort.pairs > 0);
        for (const cohort of kept) cohort.pairs *= survival;
        if (filled[stock]! > 0) kept.push({ filledIn: slot, pairs: filled[stock]! });
        held[stock] = kept;
      });
      filled.fill(0);
      slot += 1;
    },
    stocks: () => held.map((_, stock) => total(stock)),
  };
}
