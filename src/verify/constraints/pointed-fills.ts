/** P6: f_j^t ≤ its cap times w_e^t for every own link e of a sub-path. */
import { capacityAsRate, capacityIn } from '../../domain/network.ts';
import { ownLinks } from '../../domain/problem.ts';
import { swapProbability } from '../fidelity.ts';
import { storeKey } from '../path-check.ts';
import { isLimited, spanAt } from '../pointings.ts';
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const pointedFills: CheckedFamily<'P6'> = {
  check({ indexed: { topology, scenario }, plan, stores, pointings }, { P6 }) {
    for (const { pair, subPath, slot, rate } of plan.fills) {
      const store = stores.get(storeKey(pair, subPath));
      const inSlot = topology.slots[slot];
      if (store === undefined || inSlot === undefined) continue; // `path` violations
      const { links, hops } = store.checkedPath;
      const capacities = links.map((link) => capacityAsRate(capacityIn(inSlot, link), topology));
      const most = Math.min(...capacities) * swapProbability(hops, scenario.gates);
      for (const link of links) {
        if (!isLimited(topology, link)) continue;
        const isPointed = spanAt(pointings, link, slot) !== undefined;
        const where = () => `link ${topology.links[link]!.id}, fill of ${store.name}, ${slotName(slot)}`;
        note(P6, excess(rate, isPointed ? most : 0, most), where);
      }
    }
  },
  price({ pair, subPath, link, slot, price }, { problem: { topology }, storeOf, linkOf, fillIn, fields }) {
    const store = storeOf(pair, subPath);
    const index = linkOf.get(link);
    if (store === undefined || index === undefined || !isLimited(topology, index)) return;
    const fill = fillIn(store, slot);
    if (fill === undefined || !ownLinks(store.subPath.hops).includes(index)) return;
    // What a fill pays is per pair that it adds.
    fields.fill(store)[slot]! += price / topology.slotSeconds;
    fields.pointed(index)[slot]! -= price * fill.rateCap;
  },
};
