import type { RuleName } from '../methods/methods.ts';
import type { NodeKind } from '../network.ts';

/** A way to route that can be compared with others on one instance: what it may use, and how it chooses. */
export interface Scheme {
  /** Its name in figures and tables. */
  readonly title: string;
  /** What it is, in a few words beside its title. */
  readonly words: string;
  /** Whether it is our own reference for the others and not from the paper. */
  readonly isAnchor: boolean;
  /** The kinds of nodes that may relay between the ends of a path, and hold pairs. */
  readonly relays: readonly NodeKind[];
  /** Whether it fills memories and draws on them. */
  readonly usesStorage: boolean;
  /** C2: at most one path for each demand and slot. */
  readonly hasOnePath: boolean;
  /** How it chooses routes; null if the program is solved, by any search. */
  readonly rule: RuleName | null;
  /** Whether its plans may miss minimum rates (C7), since its rule ignores them. */
  readonly mayMissMinimumRates: boolean;
  /** Whether its value is the mean of several draws. */
  readonly isMean: boolean;
  /** Whether what it proves bounds its own plans; for other rules, the bound is that of the LP relaxation. */
  readonly boundsItself: boolean;
}

/** All kinds of nodes. */
export const ALL_RELAYS: readonly NodeKind[] = ['ground', 'aerial', 'satellite'];

/** Solves program (1) without restrictions. Each scheme has its own title and says which nodes may relay. */
export const WHOLE_PROGRAM: Omit<Scheme, 'title' | 'words' | 'relays'> = {
  isAnchor: false,
  usesStorage: true,
  hasOnePath: true,
  rule: null,
  mayMissMinimumRates: false,
  isMean: false,
  boundsItself: true,
};

/** Whether every kind of node relays in the scheme. */
export const relaysOverAll = ({ relays }: Scheme): boolean =>
  ALL_RELAYS.every((kind) => relays.includes(kind));

/** Whether a scheme may use the whole catalogue, so the LP relaxation over all of it also bounds its program. */
export const usesEverything = (scheme: Scheme): boolean => relaysOverAll(scheme) && scheme.usesStorage;
