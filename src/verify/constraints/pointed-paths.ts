/** P5: Σ_{p∋e} x ≤ w_e^t: a route that carries something has telescopes along all its own links. */
import { slotName } from '../scenario-index.ts';
import { note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const pointedPaths: CheckedFamily<'P5'> = {
  check({ indexed: { topology, links }, routes, pointing }, violations) {
    if (pointing === null) return;
    for (const { route } of routes) {
      for (const hop of route.hops) {
        const link = 'link' in hop ? links.get(hop.link) : undefined;
        if (link === undefined || topology.pointing!.links[link] === null) continue;
        const isPointed = pointing.shares.has(route.slot * topology.links.length + link);
        note(
          violations.P5,
          isPointed ? 0 : 1,
          () =>
            `route ${route.path} of ${route.demand}, ${topology.links[link]!.id}, ${slotName(route.slot)}`,
        );
      }
    }
  },
  price({ demand, link, slot, price }, { problem: { topology }, demandOf, linkOf, slotCount, fields }) {
    const [of, index] = [demandOf.get(demand), linkOf.get(link)];
    if (of === undefined || index === undefined || slot >= slotCount) return;
    if (topology.pointing?.links[index] == null) return;
    fields.choose(of, index)[slot]! += price;
    fields.chosen(index)[slot]! += price;
  },
};
