import { ALL_RELAYS, type Scheme, WHOLE_PROGRAM } from './scheme.ts';

/** The paper's RRS: each demand takes a random path in each slot. */
export const rrs: Scheme = {
  ...WHOLE_PROGRAM,
  relays: ALL_RELAYS,
  title: 'RRS',
  words: 'paths drawn at random',
  rule: 'random-routes',
  mayMissMinimumRates: true,
  isMean: true,
  boundsItself: false,
};
