import type { CheckedPath, CheckedSubPath } from './path-check.ts';
import type { ScenarioIndex } from './scenario-index.ts';

/** What a plan takes from links and stocks, summed while its routes and fills are read. */
export interface ResourceUse {
  /** Σ y·g in pairs/s, at `slot · links + link`. */
  readonly linkRate: Map<number, number>;
  /** Σ y·g·δ in pairs, per slot. */
  readonly drawn: Map<CheckedSubPath, Float64Array>;
  /** Modes in flight and held by node whose modes are limited, per slot. */
  readonly modes: Map<string, Float64Array>;
  /** bit/s along limited directions of classical links, by index, per slot. */
  readonly messages: Map<number, Float64Array>;
  /** y_n·δ in pairs, per slot. */
  readonly filled: Map<CheckedSubPath, Float64Array>;
}

export const noUse = (): ResourceUse => ({
  linkRate: new Map(),
  drawn: new Map(),
  modes: new Map(),
  messages: new Map(),
  filled: new Map(),
});

/** Charges each own hop of a path with `rate` base pairs per second. */
export function charge(
  indexed: ScenarioIndex,
  use: ResourceUse,
  checkedPath: CheckedPath,
  slot: number,
  rate: number,
): void {
  const { topology } = indexed;
  for (const link of checkedPath.links) {
    const key = slot * topology.links.length + link;
    use.linkRate.set(key, (use.linkRate.get(key) ?? 0) + rate);
  }
  for (const store of checkedPath.stores) addPairs(indexed, use.drawn, store, slot, rate);
}

/** Charges nodes with modes, or classical links with messages, by what `rate` pairs per second take of each. */
export function chargeEach<K>(
  { topology }: ScenarioIndex,
  account: Map<K, Float64Array>,
  perPair: ReadonlyMap<K, number>,
  slot: number,
  rate: number,
): void {
  for (const [key, amount] of perPair) {
    const taken = account.get(key) ?? new Float64Array(topology.slotCount);
    taken[slot]! += rate * amount;
    account.set(key, taken);
  }
}

/** Adds `rate` for one slot to an account of pairs. */
export function addPairs(
  { topology }: ScenarioIndex,
  account: Map<CheckedSubPath, Float64Array>,
  store: CheckedSubPath,
  slot: number,
  rate: number,
): void {
  const pairs = account.get(store) ?? new Float64Array(topology.slotCount);
  pairs[slot]! += rate * topology.slotSeconds;
  account.set(store, pairs);
}
