/**
 * A plan in names instead of indices, so that it can be read, compared and re-verified against its scenario without the
 * catalogue from which it was chosen. Slots count from 0.
 */
export interface Plan {
  /** x and y: the selected path of each demand in each slot where it has one. */
  readonly routes: readonly PlannedRoute[];
  /** The sub-paths that the routes and stocks refer to. */
  readonly subPaths: readonly PlannedSubPath[];
  /** y_n: rates at which sub-paths are filled; only positive ones. */
  readonly fills: readonly PlannedFill[];
  /** z: pairs in stock at the beginning of slot t = 0..T (T+1 values). */
  readonly stocks: readonly PlannedStock[];
  /** w: where limited telescopes look; absent if no plan points them. In the order of links, then of slots. */
  readonly pointing?: readonly PlannedPointing[];
}

/** A hop by name: an own link, or the stock of a sub-path of a storage pair. */
export type PlannedHop = { readonly link: string } | { readonly pair: string; readonly subPath: string };

export interface PlannedRoute {
  readonly demand: string;
  readonly slot: number;
  readonly path: string;
  readonly nodes: readonly string[];
  readonly hops: readonly PlannedHop[];
  /** y, pairs/s. */
  readonly rate: number;
  /** Y^max, pairs/s. */
  readonly rateCap: number;
  /** g. */
  readonly cost: number;
  readonly fidelity: number;
  readonly deliveredFidelity: number;
  /** t_p and R; present if the scenario states something that depends on signals. */
  readonly latencySeconds?: number;
  readonly rounds?: number;
}

export interface PlannedSubPath {
  readonly pair: string;
  readonly id: string;
  readonly nodes: readonly string[];
  readonly hops: readonly PlannedHop[];
}

export interface PlannedFill {
  readonly pair: string;
  readonly subPath: string;
  readonly slot: number;
  /** Pairs/s put in store. */
  readonly rate: number;
}

export interface PlannedStock {
  readonly pair: string;
  readonly subPath: string;
  readonly pairs: readonly number[];
}

/** Telescopes that point along a link in the slots from ≤ t < to. */
export interface PlannedPointing {
  readonly link: string;
  readonly from: number;
  readonly to: number;
}
