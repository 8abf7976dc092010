import type { NodeKind } from '../network.ts';

/** How a scheme chooses routes where it solves no program; each is a method of its own. */
export const RULE_NAMES = ['random-routes', 'overlay-lp', 'greedy'] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/** A way to route that can be compared with the others on one instance: what it may use, and how it chooses. */
export interface Scheme {
  /** As figures and tables call it. */
  readonly title: string;
  /** What it is, in a few words beside its title. */
  readonly words: string;
  /** Whether it is ours, to see the others beside it, and not of the paper. */
  readonly isAnchor: boolean;
  /** The kinds of nodes that may relay between the ends of a path, and hold pairs. */
  readonly relays: readonly NodeKind[];
  /** Whether it fills memories and draws on them. */
  readonly usesStorage: boolean;
  /** C2: at most one path for each demand and slot. */
  readonly hasOnePath: boolean;
  /** Null where the program is solved, by any method. */
  readonly rule: RuleName | null;
  /** Whether its plans may miss minimum rates (C7), since its rule knows nothing of them. */
  readonly mayMissMinimumRates: boolean;
  /** Whether its value is the mean of several draws. */
  readonly isMean: boolean;
  /** Whether what it proves bounds its own plans; of other rules, the bound is that of the LP relaxation. */
  readonly boundsItself: boolean;
}

/** What solves program (1) on all that there is. */
export const WHOLE_PROGRAM: Scheme = {
  title: 'PS-EGR',
  words: 'the paper: all links, with storage',
  isAnchor: false,
  relays: ['ground', 'aerial', 'satellite'],
  usesStorage: true,
  hasOnePath: true,
  rule: null,
  mayMissMinimumRates: false,
  isMean: false,
  boundsItself: true,
};

/** Whether every kind of node relays in the scheme. */
export const relaysOverAll = ({ relays }: Scheme): boolean =>
  WHOLE_PROGRAM.relays.every((kind) => relays.includes(kind));

/** Whether a scheme may use whatever is catalogued, so that the LP relaxation over all of it bounds its program, too. */
export const usesEverything = (scheme: Scheme): boolean => relaysOverAll(scheme) && scheme.usesStorage;
