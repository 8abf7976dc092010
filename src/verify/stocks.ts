import type { Plan } from '../domain/plan.ts';
import { isAbove, losses, maximumStorageSlots, swapProbability } from './fidelity.ts';
import { type CheckedSubPath, fidelityOfPath, storeKey } from './path-check.ts';
import { addPairs, charge, type ResourceUse } from './resource-use.ts';
import { type ScenarioIndex, slotName } from './scenario-index.ts';
import { sequenceKey, statedStock } from './sub-paths.ts';
import { difference, excess, note, type Violations } from './violations.ts';

/** Fills: only in slots in which the sub-path exists and is good enough; added up with what else is used. */
export function checkFills(
  indexed: ScenarioIndex,
  stores: ReadonlyMap<string, CheckedSubPath>,
  plan: Plan,
  use: ResourceUse,
  violations: Violations,
): void {
  const { storage, gates } = indexed.scenario;
  const { arriving } = losses(storage.memory, indexed.topology.slotSeconds);
  for (const { pair, subPath, slot, rate } of plan.fills) {
    const store = stores.get(storeKey(pair, subPath));
    if (store === undefined) continue; // reported where the sub-paths are read
    const where = () => `fill of ${store.name}, ${slotName(slot)}`;
    const isSlot = indexed.topology.slots[slot] !== undefined;
    const fidelity = isSlot ? fidelityOfPath(indexed, store.checkedPath, slot) : 'no such slot';
    const exists = typeof fidelity === 'number';
    note(violations.path, exists ? 0 : 1, () => `${where()}: ${fidelity}`);
    if (exists) note(violations.fidelity, isAbove(fidelity, storage.minimumFidelity) ? 0 : 1, where);
    if (!isSlot) continue;
    const mostPairs = store.reachable[slot + 1]!;
    note(violations.C6, excess(-rate, 0, mostPairs / (arriving * indexed.topology.slotSeconds)), where);
    charge(indexed, use, store.checkedPath, slot, rate / swapProbability(store.checkedPath.hops, gates));
    addPairs(indexed, use.filled, store, slot, rate);
  }
}

/** C3, C5 and C6 with the memory model, for every stock and slot. */
export function checkStocks(
  indexed: ScenarioIndex,
  stores: ReadonlyMap<string, CheckedSubPath>,
  use: ResourceUse,
  violations: Violations,
): void {
  const { slotCount } = indexed.topology;
  const none = new Float64Array(slotCount);
  checkMemories(indexed, stores, violations);
  checkInitialStock(indexed, stores, violations);
  for (const store of stores.values()) {
    const drawn = use.drawn.get(store) ?? none;
    const filled = use.filled.get(store) ?? none;
    const isWhole = store.stock.length === slotCount + 1;
    note(
      violations.C6,
      isWhole ? 0 : Number.POSITIVE_INFINITY,
      () => `${store.name}: not ${slotCount + 1} stocks`,
    );
    if (isWhole) checkBalance(indexed, store, drawn, filled, violations);
  }
}

/** C3: Σ z ≤ B_m per storage node, t = 0..T. */
function checkMemories(
  { topology, memories }: ScenarioIndex,
  stores: ReadonlyMap<string, CheckedSubPath>,
  violations: Violations,
): void {
  for (const [node, capacity] of memories) {
    const held = new Float64Array(topology.slotCount + 1);
    for (const store of stores.values()) {
      if (!store.ends.includes(node)) continue;
      for (let t = 0; t <= topology.slotCount; t++) held[t]! += store.stock[t] ?? 0;
    }
    held.forEach((pairs, t) => {
      note(violations.C3, excess(pairs, capacity), () => `node ${node}, ${slotName(t)}`);
    });
  }
}

/** z^0 is the scenario's initial stock; parallel links of one node sequence share it. */
function checkInitialStock(
  indexed: ScenarioIndex,
  stores: ReadonlyMap<string, CheckedSubPath>,
  violations: Violations,
): void {
  const held = new Map<string, number>();
  const sequences = new Map<string, readonly string[]>();
  for (const { nodes } of indexed.scenario.storage.initialStock) sequences.set(sequenceKey(nodes), nodes);
  for (const { nodes, stock } of stores.values()) {
    const key = sequenceKey(nodes);
    sequences.set(key, nodes);
    held.set(key, (held.get(key) ?? 0) + (stock[0] ?? 0));
  }
  for (const [key, nodes] of sequences) {
    const stated = statedStock(indexed, nodes)?.pairs ?? 0;
    note(
      violations.C6,
      difference(held.get(key) ?? 0, stated),
      () => `initial stock along ${nodes.join(', ')}`,
    );
  }
}

/**
 * C5: draws ≤ z^t. C6: z^(t+1) = s (z^t − draws) + y δ, s = 1 unless memories lose pairs; with a
 * maximum age A it is ≤ and z^t ≤ Σ_{a=1..A} y^(t−a) δ, the initial stock being the fill of the
 * slot before the first.
 */
function checkBalance(
  { topology, scenario }: ScenarioIndex,
  store: CheckedSubPath,
  drawn: Float64Array,
  filled: Float64Array,
  violations: Violations,
): void {
  const { slotCount, slotSeconds } = topology;
  const { memory } = scenario.storage;
  const { survival, arriving, leaving } = losses(memory, slotSeconds);
  const age = maximumStorageSlots(memory);
  const discards = Number.isFinite(age);
  const { stock, reachable } = store;
  /** Pairs of the stock that slot t needs; nothing can be drawn on a memory that keeps none. */
  const needed = (t: number) => (drawn[t] === 0 ? 0 : drawn[t]! / leaving);
  for (let t = 0; t <= slotCount; t++) {
    const where = () => `${store.name}, ${slotName(t)}`;
    const most = reachable[t]!;
    note(violations.C6, excess(-stock[t]!, 0, most), where);
    if (t < slotCount) note(violations.C5, excess(needed(t), stock[t]!, most), where);
    if (t > 0) {
      const left = survival * (stock[t - 1]! - needed(t - 1)) + arriving * filled[t - 1]!;
      const contribution = Math.max(most, survival * reachable[t - 1]!);
      const violation = discards ? excess : difference;
      note(violations.C6, violation(stock[t]!, left, contribution), where);
    }
    if (discards) {
      let fresh = t < age ? stock[0]! : 0;
      for (let slot = Math.max(0, t - age); slot < t; slot++) fresh += filled[slot]!;
      note(violations.C6, excess(stock[t]!, fresh, most), where);
    }
  }
}
