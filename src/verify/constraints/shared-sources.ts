/** S: Σ load_e / C_e^t ≤ 1 over the links that one source feeds. */
import { capacityAsRate } from '../../domain/network.ts';
import { capacityOnceAcquired } from '../pointing.ts';
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const sharedSources: CheckedFamily<'S'> = {
  check({ indexed: { topology }, use, pointing }, violations) {
    if (pointing === null) return;
    const { sources } = topology.pointing!;
    const given = new Map<string, { readonly source: number; readonly slot: number; share: number }>();
    for (const [key, rate] of use.linkRate) {
      const link = key % topology.links.length;
      const source = sources[link]!;
      if (source < 0) continue;
      const slot = (key - link) / topology.links.length;
      const at = `${slot} ${source}`;
      const known = given.get(at) ?? { source, slot, share: 0 };
      known.share += rate / capacityAsRate(capacityOnceAcquired(topology.slots[slot]!, link), topology);
      given.set(at, known);
    }
    for (const { source, slot, share } of given.values()) {
      const name = topology.nodes[source]!.id;
      note(violations.S, excess(share, 1), () => `source of ${name}, ${slotName(slot)}`);
    }
  },
  price({ node, slot, price }, { problem: { topology }, nodeOf, fields }) {
    const source = nodeOf.get(node);
    const inSlot = topology.slots[slot];
    if (source === undefined || inSlot === undefined || topology.pointing === undefined) return;
    fields.constant += price;
    for (const link of inSlot.link) {
      if (topology.pointing.sources[link] !== source) continue;
      const capacity = capacityAsRate(capacityOnceAcquired(inSlot, link), topology);
      fields.link(link)[slot]! += price / capacity;
    }
  },
};
