/**
 * C8: modes in flight and held, Σ rate × mode-seconds, and pairs in store with a half there, together within M_m, when a slot
 * begins and when it ends.
 */
import { plannedStocks } from '../indexed-plan.ts';
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const memoryModes: CheckedFamily<'C8'> = {
  check(plan, { C8 }) {
    const { nodes, slotCount } = plan.indexed.topology;
    for (const { id, memoryModes: modes } of nodes) {
      if (modes === undefined) continue;
      const stored = new Float64Array(slotCount + 1);
      for (const { store } of plannedStocks(plan)) {
        if (!store.ends.includes(id)) continue;
        for (let t = 0; t <= slotCount; t++) stored[t]! += store.stock[t]!;
      }
      const taken = plan.use.modes.get(id);
      for (let slot = 0; slot < slotCount; slot++) {
        const moving = taken?.[slot] ?? 0;
        const where = (when: string) => () => `node ${id}, ${when} of ${slotName(slot)}`;
        note(C8, excess(moving + stored[slot]!, modes), where('beginning'));
        note(C8, excess(moving + stored[slot + 1]!, modes), where('end'));
      }
    }
  },
  price({ node, at, slot, price }, { problem: { topology }, nodeOf, storesAt, slotCount, fields }) {
    const index = nodeOf.get(node);
    const modes = index === undefined ? undefined : topology.nodes[index]!.memoryModes;
    if (index === undefined || modes === undefined || slot >= slotCount) return;
    fields.constant += price * modes;
    fields.modes(index)[slot]! += price;
    const instant = at === 'beginning' ? slot : slot + 1;
    for (const store of storesAt.get(node) ?? []) fields.hold(store)[instant]! += price;
  },
};
