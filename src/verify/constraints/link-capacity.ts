/**
 * C4: Σ_{o over e} g y + Σ_{j over e} c f ≤ C_e^t, priced as rates; checked in the unit of the capacity. P2 takes its
 * place where telescopes are limited.
 */
import { capacityAsRate, capacityIn } from '../../domain/network.ts';
import { isLimited } from '../pointings.ts';
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const linkCapacity: CheckedFamily<'C4'> = {
  check({ indexed: { topology }, use }, violations) {
    const unit = topology.capacityUnit === 'pairs-per-slot' ? topology.slotSeconds : 1;
    for (const [key, rate] of use.linkRate) {
      const link = key % topology.links.length;
      if (isLimited(topology, link)) continue;
      const slot = (key - link) / topology.links.length;
      const capacity = capacityIn(topology.slots[slot]!, link);
      note(
        violations.C4,
        excess(rate * unit, capacity),
        () => `link ${topology.links[link]!.id}, ${slotName(slot)}`,
      );
    }
  },
  price({ link, slot, price }, { problem: { topology }, linkOf, fields }) {
    const index = linkOf.get(link);
    const inSlot = topology.slots[slot];
    if (index === undefined || inSlot === undefined || isLimited(topology, index)) return;
    fields.constant += price * capacityAsRate(capacityIn(inSlot, index), topology);
    fields.link(index)[slot]! += price;
  },
};
