import type { SchemeName } from '../../src/domain/scheme.ts';

/** What the schemes are, in a few words beside their names. */
export const SCHEME_WORDS: Readonly<Record<SchemeName, string>> = {
  'ps-egr': 'the paper: all links, with storage',
  sos: 'only satellites relay and store',
  rrs: 'paths drawn at random',
  nss: 'no storage',
  'overlay-lp': 'many paths at once, slot by slot',
  greedy: 'best path first, slot by slot',
};
