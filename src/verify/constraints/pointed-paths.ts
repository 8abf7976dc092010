/** P5: Σ_{p over e} x_p ≤ w_e^t per demand: a route takes the telescopes of all its links, however little it carries. */
import { routeName } from '../indexed-plan.ts';
import { isLimited, spanAt } from '../pointings.ts';
import { note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const pointedPaths: CheckedFamily<'P5'> = {
  check({ indexed: { topology }, pointings, routes }, { P5 }) {
    for (const { route, links } of routes) {
      for (const link of links) {
        if (!isLimited(topology, link)) continue;
        const isPointed = spanAt(pointings, link, route.slot) !== undefined;
        note(P5, isPointed ? 0 : 1, () => `link ${topology.links[link]!.id}, ${routeName(route)}`);
      }
    }
  },
  price(
    { demand, link, slot, price },
    { problem: { topology }, demandOf, linkOf, isOnPath, slotCount, fields },
  ) {
    const user = demandOf.get(demand);
    const index = linkOf.get(link);
    if (user === undefined || index === undefined || !isLimited(topology, index)) return;
    if (slot >= slotCount || !isOnPath(user, index)) return;
    const route = fields.route(user, index);
    route.set(slot, (route.get(slot) ?? 0) + price);
    fields.pointed(index)[slot]! -= price;
  },
};
