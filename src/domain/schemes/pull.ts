import { ALL_RELAYS, type Scheme, WHOLE_PROGRAM } from './scheme.ts';

/** A reference of ours: the plan that every search begins with, and how far it gets by itself. */
export const pull: Scheme = {
  ...WHOLE_PROGRAM,
  relays: ALL_RELAYS,
  title: 'pull',
  words: 'pulls stored pairs, then improves the plan',
  isAnchor: true,
  rule: 'pull',
  mayMissMinimumRates: true,
  boundsItself: false,
};
