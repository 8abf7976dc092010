import { capacityIn } from '../domain/network.ts';
import type { Setting } from './setting.ts';
import { slotName } from './setting.ts';
import { excess, note, type Tallies } from './tally.ts';
import type { Store, Walk } from './walk.ts';

/** What a plan takes from links and stocks, summed while its routes and fills are read. */
export interface Ledger {
  /** Σ y·g in pairs/s, at `slot · links + link`. */
  readonly linkRate: Map<number, number>;
  /** Σ y·g·δ in pairs, per slot. */
  readonly drawn: Map<Store, Float64Array>;
  /** y_n·δ in pairs, per slot. */
  readonly filled: Map<Store, Float64Array>;
}

export const emptyLedger = (): Ledger => ({ linkRate: new Map(), drawn: new Map(), filled: new Map() });

/** Charges the own hops of a path with `rate` base pairs a second each. */
export function charge(setting: Setting, ledger: Ledger, walk: Walk, slot: number, rate: number): void {
  const { topology } = setting;
  for (const link of walk.links) {
    const key = slot * topology.links.length + link;
    ledger.linkRate.set(key, (ledger.linkRate.get(key) ?? 0) + rate);
  }
  for (const store of walk.stores) addPairs(setting, ledger.drawn, store, slot, rate);
}

/** Adds `rate` for one slot to an account of pairs. */
export function addPairs(
  { topology }: Setting,
  account: Map<Store, Float64Array>,
  store: Store,
  slot: number,
  rate: number,
): void {
  const pairs = account.get(store) ?? new Float64Array(topology.slotCount);
  pairs[slot]! += rate * topology.slotSeconds;
  account.set(store, pairs);
}

/** C4, Σ y·g ≤ C in the capacity unit, for every link and slot that the plan uses. */
export function checkLinks({ topology }: Setting, ledger: Ledger, tallies: Tallies): void {
  const unit = topology.capacityUnit === 'pairs-per-slot' ? topology.slotSeconds : 1;
  for (const [key, rate] of ledger.linkRate) {
    const link = key % topology.links.length;
    const slot = (key - link) / topology.links.length;
    const capacity = capacityIn(topology.slots[slot]!, link);
    note(
      tallies.C4,
      excess(rate * unit, capacity),
      () => `link ${topology.links[link]!.id}, ${slotName(slot)}`,
    );
  }
}
