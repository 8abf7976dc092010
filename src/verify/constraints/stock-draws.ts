/** C5: D_j^t := ψδ (Σ_{o from j} g y + Σ_{i from j} c f) ≤ z_j^t. */
import { losses } from '../fidelity.ts';
import { neededPairs, plannedStocks } from '../indexed-plan.ts';
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const stockDraws: CheckedFamily<'C5'> = {
  check(plan, violations) {
    const { slotCount, slotSeconds } = plan.indexed.topology;
    const { leaving } = losses(plan.indexed.scenario.storage.memory, slotSeconds);
    for (const { store, drawn } of plannedStocks(plan)) {
      for (let t = 0; t < slotCount; t++) {
        const violation = excess(neededPairs(drawn[t]!, leaving), store.stock[t]!, store.reachable[t]!);
        note(violations.C5, violation, () => `${store.name}, ${slotName(t)}`);
      }
    }
  },
  price({ pair, subPath, slot, price }, { storeOf, slotCount, fields }) {
    const store = storeOf(pair, subPath);
    if (store === undefined || slot >= slotCount) return;
    fields.draw(store)[slot]! += price;
    fields.hold(store)[slot]! -= price;
  },
};
