/** Which nodes have no telescope left for a demand whose minimum rate is missed. */
import type { Plan } from '../domain/plan.ts';
import { ownLinks, type Problem } from '../domain/problem.ts';
import type { Shortage } from '../domain/run-record.ts';

/** The shortages, each with the nodes of usable paths that have no telescope left; as they are if none is pointed. */
export function withBusyTelescopes(
  shortages: readonly Shortage[],
  { topology, demands }: Problem,
  plan: Plan,
): readonly Shortage[] {
  const { pointing, nodes, links } = topology;
  if (!pointing || shortages.length === 0) return shortages;
  const indexOf = new Map(links.map(({ id }, index) => [id, index]));
  const pointed = (plan.pointing ?? []).map((span) => ({ ...span, link: indexOf.get(span.link)! }));
  return shortages.map((shortage) => {
    const { demand, slot } = shortage;
    const now = new Set(pointed.flatMap(({ link, from, to }) => (from <= slot && slot < to ? [link] : [])));
    const taken = new Map<number, number>();
    for (const link of now) {
      for (const [node, count] of pointing.links[link]!.terminals) {
        taken.set(node, (taken.get(node) ?? 0) + count);
      }
    }
    const { paths } = demands.find(({ id }) => id === demand)!;
    const usable = paths.filter(({ offers }) => offers.some((offer) => offer.slot === slot));
    const wanted = new Set(usable.flatMap(({ hops }) => ownLinks(hops)).filter((link) => !now.has(link)));
    const busy = [...wanted]
      .flatMap((link) => pointing.links[link]?.terminals ?? [])
      .filter(([node, count]) => (taken.get(node) ?? 0) + count > pointing.terminals.get(node)!);
    const ids = [...new Set(busy.map(([node]) => node))].sort((a, b) => a - b).map((node) => nodes[node]!.id);
    return ids.length > 0 ? { ...shortage, busyTelescopes: ids } : shortage;
  });
}
