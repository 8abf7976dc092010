import { type Scheme, WHOLE_PROGRAM } from './scheme.ts';

/** An anchor of ours: in each slot, the best path first, out of what is left. */
export const greedy: Scheme = {
  ...WHOLE_PROGRAM,
  title: 'greedy',
  words: 'best path first, slot by slot',
  isAnchor: true,
  rule: 'greedy',
  mayMissMinimumRates: true,
  boundsItself: false,
};
