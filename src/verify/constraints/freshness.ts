/**
 * With a maximum age A, t = 0..T: z_j^t ≤ δ Σ_{a=1..A} f_j^{t−a} + z_j^init [t < A], where the initial stock is the
 * fill of the slot before the first. Checked with the balance of stocks, C6.
 */
import { maximumStorageSlots } from '../fidelity.ts';
import { plannedStocks } from '../indexed-plan.ts';
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const freshness: CheckedFamily<'freshness'> = {
  check(plan, violations) {
    const { topology, scenario } = plan.indexed;
    const age = maximumStorageSlots(scenario.storage.memory);
    if (!Number.isFinite(age)) return;
    for (const { store, filled } of plannedStocks(plan)) {
      const { stock, reachable, name } = store;
      for (let t = 0; t <= topology.slotCount; t++) {
        let fresh = t < age ? stock[0]! : 0;
        for (let slot = Math.max(0, t - age); slot < t; slot++) fresh += filled[slot]!;
        note(violations.C6, excess(stock[t]!, fresh, reachable[t]!), () => `${name}, ${slotName(t)}`);
      }
    }
  },
  price({ pair, subPath, slot, price }, { storeOf, problem, slotCount, fields }) {
    const store = storeOf(pair, subPath);
    const age = maximumStorageSlots(problem.memory);
    if (store === undefined || !Number.isFinite(age) || slot > slotCount) return;
    if (slot < age) fields.constant += price * store.subPath.initialStock;
    fields.hold(store)[slot]! += price;
    for (let filled = Math.max(0, slot - age); filled < slot; filled++) fields.fill(store)[filled]! -= price;
  },
};
