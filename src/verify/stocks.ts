import type { Plan } from '../domain/plan.ts';
import { addPairs, charge, type Ledger } from './ledger.ts';
import { isAbove, maximumStorageSlots, survival, swapProbability } from './quality.ts';
import { type Setting, slotName } from './setting.ts';
import { sequenceKey, statedStock } from './stores.ts';
import { difference, excess, note, type Tallies } from './tally.ts';
import { fidelityOfWalk, type Store, storeKey } from './walk.ts';

/** Fills: only in slots in which the sub-path exists and is good enough; charged to the ledger. */
export function checkFills(
  setting: Setting,
  stores: ReadonlyMap<string, Store>,
  plan: Plan,
  ledger: Ledger,
  tallies: Tallies,
): void {
  const { storage, gates } = setting.scenario;
  for (const { pair, subPath, slot, rate } of plan.fills) {
    const store = stores.get(storeKey(pair, subPath));
    if (store === undefined) continue; // reported where the sub-paths are read
    const where = () => `fill of ${store.name}, ${slotName(slot)}`;
    const isSlot = setting.topology.slots[slot] !== undefined;
    const fidelity = isSlot ? fidelityOfWalk(setting, store.walk, slot) : 'no such slot';
    const exists = typeof fidelity === 'number';
    note(tallies.path, exists ? 0 : 1, () => `${where()}: ${fidelity}`);
    if (exists) note(tallies.fidelity, isAbove(fidelity, storage.minimumFidelity) ? 0 : 1, where);
    if (!isSlot) continue;
    const mostPairs = store.reachable[slot + 1]!;
    note(tallies.C6, excess(-rate, 0, mostPairs / setting.topology.slotSeconds), where);
    charge(setting, ledger, store.walk, slot, rate / swapProbability(store.walk.hops, gates));
    addPairs(setting, ledger.filled, store, slot, rate);
  }
}

/** C3, C5 and C6 with the memory model, for every stock and slot. */
export function checkStocks(
  setting: Setting,
  stores: ReadonlyMap<string, Store>,
  ledger: Ledger,
  tallies: Tallies,
): void {
  const { slotCount } = setting.topology;
  const none = new Float64Array(slotCount);
  checkMemories(setting, stores, tallies);
  checkInitialStock(setting, stores, tallies);
  for (const store of stores.values()) {
    const drawn = ledger.drawn.get(store) ?? none;
    const filled = ledger.filled.get(store) ?? none;
    const isWhole = store.stock.length === slotCount + 1;
    note(
      tallies.C6,
      isWhole ? 0 : Number.POSITIVE_INFINITY,
      () => `${store.name}: not ${slotCount + 1} stocks`,
    );
    if (isWhole) checkBalance(setting, store, drawn, filled, tallies);
  }
}

/** C3: Σ z ≤ B_m per storage node, t = 0..T. */
function checkMemories(
  { topology, memories }: Setting,
  stores: ReadonlyMap<string, Store>,
  tallies: Tallies,
): void {
  for (const [node, capacity] of memories) {
    const held = new Float64Array(topology.slotCount + 1);
    for (const store of stores.values()) {
      if (!store.ends.includes(node)) continue;
      for (let t = 0; t <= topology.slotCount; t++) held[t]! += store.stock[t] ?? 0;
    }
    held.forEach((pairs, t) => {
      note(tallies.C3, excess(pairs, capacity), () => `node ${node}, ${slotName(t)}`);
    });
  }
}

/** z^0 is the scenario's initial stock; parallel links of one node sequence share it. */
function checkInitialStock(setting: Setting, stores: ReadonlyMap<string, Store>, tallies: Tallies): void {
  const held = new Map<string, number>();
  const sequences = new Map<string, readonly string[]>();
  for (const { nodes } of setting.scenario.storage.initialStock) sequences.set(sequenceKey(nodes), nodes);
  for (const { nodes, stock } of stores.values()) {
    const key = sequenceKey(nodes);
    sequences.set(key, nodes);
    held.set(key, (held.get(key) ?? 0) + (stock[0] ?? 0));
  }
  for (const [key, nodes] of sequences) {
    const stated = statedStock(setting, nodes)?.pairs ?? 0;
    note(tallies.C6, difference(held.get(key) ?? 0, stated), () => `initial stock along ${nodes.join(', ')}`);
  }
}

/**
 * C5: draws ≤ z^t. C6: z^(t+1) = s (z^t − draws) + y δ, s = 1 unless memories lose pairs; with a
 * maximum age A it is ≤ and z^t ≤ Σ_{a=1..A} y^(t−a) δ, the initial stock being the fill of the
 * slot before the first.
 */
function checkBalance(
  { topology, scenario }: Setting,
  store: Store,
  drawn: Float64Array,
  filled: Float64Array,
  tallies: Tallies,
): void {
  const { slotCount, slotSeconds } = topology;
  const { memory } = scenario.storage;
  const kept = survival(memory, slotSeconds);
  const age = maximumStorageSlots(memory);
  const discards = Number.isFinite(age);
  const { stock, reachable } = store;
  for (let t = 0; t <= slotCount; t++) {
    const where = () => `${store.name}, ${slotName(t)}`;
    const most = reachable[t]!;
    note(tallies.C6, excess(-stock[t]!, 0, most), where);
    if (t < slotCount) note(tallies.C5, excess(drawn[t]!, stock[t]!, most), where);
    if (t > 0) {
      const left = kept * (stock[t - 1]! - drawn[t - 1]!) + filled[t - 1]!;
      const contribution = Math.max(most, kept * reachable[t - 1]!);
      const violation = discards ? excess : difference;
      note(tallies.C6, violation(stock[t]!, left, contribution), where);
    }
    if (discards) {
      let fresh = t < age ? stock[0]! : 0;
      for (let slot = Math.max(0, t - age); slot < t; slot++) fresh += filled[slot]!;
      note(tallies.C6, excess(stock[t]!, fresh, most), where);
    }
  }
}
