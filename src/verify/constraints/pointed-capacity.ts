/**
 * P2, in place of C4 where telescopes are limited: Σ_{o over e} g y + Σ_{j over e} c f ≤ C_e^t times the share of the
 * slot that acquisition leaves; nothing where no telescope points along e.
 */

import { acquiredRates, acquiredShare, isLimited, spanAt } from '../pointings.ts';
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const pointedCapacity: CheckedFamily<'P2'> = {
  check({ indexed: { topology }, pointings, use }, { P2 }) {
    const { links, slotSeconds } = topology;
    const loads = [...use.linkRate]
      .map(([key, rate]) => ({ link: key % links.length, slot: Math.floor(key / links.length), rate }))
      .filter(({ link }) => isLimited(topology, link));
    const acquired = acquiredRates(topology, new Set(loads.map(({ link }) => link)));
    for (const { link, slot, rate } of loads) {
      const span = spanAt(pointings, link, slot);
      const { acquisitionSeconds } = topology.pointing!.links[link]!;
      const share = span ? acquiredShare(slot - span.from, acquisitionSeconds, slotSeconds) : 0;
      const most = acquired.get(link)![slot]!;
      note(P2, excess(rate, most * share, most), () => `link ${links[link]!.id}, ${slotName(slot)}`);
    }
  },
  price({ link, slot, price }, { problem: { topology }, linkOf, slotCount, fields }) {
    const index = linkOf.get(link);
    if (index === undefined || !isLimited(topology, index) || slot >= slotCount) return;
    fields.link(index)[slot]! += price;
    fields.capacity(index)[slot]! -= price;
  },
};
