/** P1: Σ_e q_em w_e^t ≤ T_m, by counting. */
import { telescopesTaken } from '../pointing.ts';
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const terminals: CheckedFamily<'P1'> = {
  check({ indexed, pointing }, violations) {
    if (pointing === null) return;
    const { topology } = indexed;
    const limitOf = new Map(
      [...topology.pointing!.terminals].map(([node, limit]) => [topology.nodes[node]!.id, limit]),
    );
    const taken = new Map<string, { readonly node: string; readonly slot: number; count: number }>();
    for (const key of pointing.shares.keys()) {
      const link = key % topology.links.length;
      const slot = (key - link) / topology.links.length;
      for (const [node, count] of telescopesTaken(indexed, link)) {
        const at = `${slot} ${node}`;
        const known = taken.get(at) ?? { node, slot, count: 0 };
        known.count += count;
        taken.set(at, known);
      }
    }
    for (const { node, slot, count } of taken.values()) {
      const limit = limitOf.get(node);
      if (limit !== undefined) {
        note(violations.P1, excess(count, limit), () => `telescopes of ${node}, ${slotName(slot)}`);
      }
    }
  },
  price({ node, slot, price }, { problem: { topology }, nodeOf, slotCount, fields }) {
    const index = nodeOf.get(node);
    const limit = index === undefined ? undefined : topology.pointing?.terminals.get(index);
    if (limit === undefined || slot >= slotCount) return;
    fields.constant += price * limit;
    fields.telescope(index!)[slot]! += price;
  },
};
