import { ALL_RELAYS, type Scheme, WHOLE_PROGRAM } from './scheme.ts';

/** The paper's NSS: no virtual links, nothing is filled. */
export const nss: Scheme = {
  ...WHOLE_PROGRAM,
  relays: ALL_RELAYS,
  title: 'NSS',
  words: 'no storage',
  usesStorage: false,
};
