/** P2: Σ_{o over e} g y + Σ_{j over e} c f ≤ C_e^t · share, where a link is pointed at; otherwise nothing. */
import { capacityAsRate } from '../../domain/network.ts';
import { capacityOnceAcquired } from '../pointing.ts';
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const pointedCapacity: CheckedFamily<'P2'> = {
  check({ indexed: { topology }, use, pointing }, violations) {
    if (pointing === null) return;
    for (const [key, rate] of use.linkRate) {
      const link = key % topology.links.length;
      if (topology.pointing!.links[link] === null) continue;
      const slot = (key - link) / topology.links.length;
      const whole = capacityAsRate(capacityOnceAcquired(topology.slots[slot]!, link), topology);
      const capacity = whole * (pointing.shares.get(key) ?? 0);
      note(
        violations.P2,
        excess(rate, capacity, whole),
        () => `link ${topology.links[link]!.id}, ${slotName(slot)}`,
      );
    }
  },
  price({ link, slot, price }, { problem: { topology }, linkOf, slotCount, fields }) {
    const index = linkOf.get(link);
    if (index === undefined || slot >= slotCount || topology.pointing?.links[index] == null) return;
    fields.link(index)[slot]! += price;
    fields.pointed(index)[slot]! += price;
  },
};
