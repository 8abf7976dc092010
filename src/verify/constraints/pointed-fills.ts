/** P6: f_j ≤ cap w_e^t: what fills has telescopes along all links of the sub-path. */
import { storeKey } from '../path-check.ts';
import { slotName } from '../scenario-index.ts';
import { note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const pointedFills: CheckedFamily<'P6'> = {
  check({ indexed: { topology }, plan, stores, pointing }, violations) {
    if (pointing === null) return;
    for (const { pair, subPath, slot } of plan.fills) {
      const store = stores.get(storeKey(pair, subPath));
      for (const link of store?.checkedPath.links ?? []) {
        if (topology.pointing!.links[link] === null) continue;
        const isPointed = pointing.shares.has(slot * topology.links.length + link);
        note(
          violations.P6,
          isPointed ? 0 : 1,
          () => `fill of ${subPath} of ${pair}, ${topology.links[link]!.id}, ${slotName(slot)}`,
        );
      }
    }
  },
  price({ pair, subPath, link, slot, price }, { problem: { topology }, storeOf, linkOf, slotCount, fields }) {
    const [store, index] = [storeOf(pair, subPath), linkOf.get(link)];
    if (store === undefined || index === undefined || slot >= slotCount) return;
    if (topology.pointing?.links[index] == null) return;
    const fill = store.subPath.fills.find((one) => one.slot === slot);
    if (fill === undefined) return;
    fields.fillOver(store)[slot]! += price;
    fields.chosen(index)[slot]! += price * fill.rateCap;
  },
};
