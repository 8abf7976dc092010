import type { Plan } from '../domain/plan.ts';
import { isAbove, losses, swapProbability } from './fidelity.ts';
import { type CheckedSubPath, fidelityOfPath, storeKey } from './path-check.ts';
import { addPairs, charge, chargeEach, type ResourceUse } from './resource-use.ts';
import { type ScenarioIndex, slotName } from './scenario-index.ts';
import { excess, note, type Violations } from './violations.ts';

/**
 * Checks that fills occur only in slots in which the sub-path exists and is good enough; adds them to the other uses.
 */
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
    const base = rate / swapProbability(store.checkedPath.hops, gates);
    charge(indexed, use, store.checkedPath, slot, base);
    const signals = exists ? indexed.signals?.(store.checkedPath.walk, slot) : null;
    if (signals) {
      chargeEach(indexed, use.modes, signals.modeSeconds(null), slot, base);
      chargeEach(indexed, use.messages, signals.messages(1, 0), slot, base);
    }
    addPairs(indexed, use.filled, store, slot, rate);
  }
}
