import { ALL_RELAYS, type Scheme, WHOLE_PROGRAM } from './scheme.ts';

/** PS-EGR: path selection and storage together, by program (1). */
export const psEgr: Scheme = {
  ...WHOLE_PROGRAM,
  title: 'PS-EGR',
  words: 'the paper: all links, with storage',
  relays: ALL_RELAYS,
};
