import { ALL_RELAYS, type Scheme, WHOLE_PROGRAM } from './scheme.ts';

/**
 * A reference that the paper does not compare with, from its reference [10]: rates over many paths, slot by slot,
 * without C2.
 */
export const overlayLp: Scheme = {
  ...WHOLE_PROGRAM,
  relays: ALL_RELAYS,
  title: 'overlay LP',
  words: 'many paths at once, slot by slot',
  isAnchor: true,
  hasOnePath: false,
  rule: 'overlay-lp',
};
