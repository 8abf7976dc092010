/** Books what a pulled plan takes of every resource, entry by entry, so that each demand can give back its share. */
import { stockChange } from '../../domain/memory.ts';
import { subPathOf } from '../../domain/problem.ts';
import type { Layout } from '../../model/layout.ts';
import type { LeftOver, Share } from '../../model/left-over.ts';

/** What a demand takes in a slot, as parallel lists. */
export interface Journal {
  readonly shares: Share[];
  readonly amounts: number[];
  /** Fill columns, and what is filled for it, pairs/s. */
  readonly fills: number[];
  readonly rates: number[];
  /** Initial stocks, and the pairs drawn from them, counted at instant 0. */
  readonly initials: number[];
  readonly pairs: number[];
}

export const createJournal = (): Journal => ({
  shares: [],
  amounts: [],
  fills: [],
  rates: [],
  initials: [],
  pairs: [],
});

/** How long a journal was. */
interface Mark {
  readonly shares: number;
  readonly fills: number;
  readonly initials: number;
}

export const markOf = ({ shares, fills, initials }: Journal): Mark => ({
  shares: shares.length,
  fills: fills.length,
  initials: initials.length,
});

export interface Holdings {
  readonly left: LeftOver;
  /** y_n by fill column; rounding may leave it slightly below 0. */
  readonly fillRates: Float64Array;
  /** Pairs at instant 0 that nobody draws, by stock. */
  readonly initialLeft: Float64Array;
  take(journal: Journal, share: Share, amount: number): void;
  takeFill(journal: Journal, fill: number, rate: number): void;
  takeInitial(journal: Journal, stock: number, pairs: number): void;
  /** Gives back what was taken since a mark, and forgets it. */
  forget(journal: Journal, mark: Mark): void;
  undo(journal: Journal): void;
  redo(journal: Journal): void;
}

export function openHoldings(layout: Layout, left: LeftOver): Holdings {
  const { fills, stocks, problem } = layout;
  const { memory, topology } = problem;
  const { survival } = stockChange(memory, topology.slotSeconds);
  const fillRates = new Float64Array(fills.length);
  const initialLeft = Float64Array.from(stocks, (link) => subPathOf(problem, link).initialStock);
  // Pairs that may not be discarded are held to the end unless they are drawn.
  const last = 'maximumStorageSlots' in memory ? 0 : topology.slotCount;
  initialLeft.forEach((initial, stock) => {
    for (let instant = 0; initial > 0 && instant <= last; instant++) {
      left.take(left.ofStock(stock, instant), initial * survival ** instant);
    }
  });

  const apply = (journal: Journal, sign: 1 | -1) => {
    const { shares, amounts, fills: filled, rates, initials, pairs } = journal;
    for (let i = 0; i < shares.length; i++) left.take(shares[i]!, sign * amounts[i]!);
    for (let i = 0; i < filled.length; i++) fillRates[filled[i]!]! += sign * rates[i]!;
    for (let i = 0; i < initials.length; i++) initialLeft[initials[i]!]! -= sign * pairs[i]!;
  };
  return {
    left,
    fillRates,
    initialLeft,
    take(journal, share, amount) {
      left.take(share, amount);
      journal.shares.push(share);
      journal.amounts.push(amount);
    },
    takeFill(journal, fill, rate) {
      this.take(journal, left.ofFill(fill), rate);
      fillRates[fill]! += rate;
      journal.fills.push(fill);
      journal.rates.push(rate);
    },
    takeInitial(journal, stock, pairs) {
      initialLeft[stock]! -= pairs;
      journal.initials.push(stock);
      journal.pairs.push(pairs);
    },
    forget({ shares, amounts, fills: filled, rates, initials, pairs }, mark) {
      while (shares.length > mark.shares) left.take(shares.pop()!, -amounts.pop()!);
      while (filled.length > mark.fills) fillRates[filled.pop()!]! -= rates.pop()!;
      while (initials.length > mark.initials) initialLeft[initials.pop()!]! += pairs.pop()!;
    },
    undo: (journal) => apply(journal, -1),
    redo: (journal) => apply(journal, 1),
  };
}
