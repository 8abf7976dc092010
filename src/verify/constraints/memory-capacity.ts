/** C3: Σ_{j at m} z_j^t ≤ B_m per storage node, t = 0..T. */
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const memoryCapacity: CheckedFamily<'C3'> = {
  check({ indexed: { topology, memories }, stores }, violations) {
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
  },
  price({ node, slot, price }, { capacityOf, storesAt, slotCount, fields }) {
    if (slot > slotCount) return;
    fields.constant += price * (capacityOf.get(node) ?? 0);
    for (const store of storesAt.get(node) ?? []) fields.hold(store)[slot]! += price;
  },
};
