import { ALL_RELAYS, type Scheme, WHOLE_PROGRAM } from './scheme.ts';

/** A reference of ours: in each slot, it takes the best paths first, from what is left. */
export const greedy: Scheme = {
  ...WHOLE_PROGRAM,
  relays: ALL_RELAYS,
  title: 'greedy',
  words: 'best path first, slot by slot',
  isAnchor: true,
  rule: 'greedy',
  mayMissMinimumRates: true,
  boundsItself: false,
};
