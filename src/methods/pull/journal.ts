import type { Share } from '../../model/left-over.ts';

/** What a demand takes in a slot, so that it can be given back: parallel lists. */
export interface Journal {
  readonly shares: Share[];
  readonly amounts: number[];
  /** Fill columns, and what is filled for it, pairs/s. */
  readonly fills: number[];
  readonly rates: number[];
  /** Stocks that are there from the beginning, and what is drawn of them, pairs at instant 0. */
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
