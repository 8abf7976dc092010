/** S: Σ_{e fed by m} load_e/C_e^t ≤ 1 per node with one source for all its links, where C_e is that of the whole source. */
import { capacityAsRate, positionInSlot, type Topology } from '../../domain/network.ts';
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const sharedSources: CheckedFamily<'S'> = {
  check({ indexed: { topology }, use }, { S }) {
    const { nodes, links, pointing } = topology;
    if (pointing === undefined) return;
    const shares = new Map<number, number>();
    for (const [key, rate] of use.linkRate) {
      const link = key % links.length;
      const slot = Math.floor(key / links.length);
      const source = pointing.sources[link]!;
      if (source < 0) continue;
      const at = slot * nodes.length + source;
      shares.set(at, (shares.get(at) ?? 0) + rate / wholeRate(topology, link, slot));
    }
    for (const [at, share] of shares) {
      const source = at % nodes.length;
      const slot = Math.floor(at / nodes.length);
      note(S, excess(share, 1), () => `node ${nodes[source]!.id}, ${slotName(slot)}`);
    }
  },
  price({ node, slot, price }, { problem: { topology }, nodeOf, fedBy, slotCount, fields }) {
    const source = nodeOf.get(node);
    if (source === undefined || slot >= slotCount) return;
    const fed = fedBy(source).filter((link) => wholeRate(topology, link, slot) > 0);
    if (fed.length === 0) return;
    fields.constant += price;
    for (const link of fed) fields.link(link)[slot]! += price / wholeRate(topology, link, slot);
  },
};

/** C of a link once acquired and with the whole source, pairs/s; 0 where nothing can be carried. */
function wholeRate(topology: Topology, link: number, slot: number): number {
  const inSlot = topology.slots[slot]!;
  const position = positionInSlot(inSlot, link);
  return position < 0
    ? 0
    : capacityAsRate((inSlot.pointing?.acquired ?? inSlot.capacity)[position]!, topology);
}
