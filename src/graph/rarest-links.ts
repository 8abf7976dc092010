import type { Topology } from '../domain/network.ts';
import type { Hop } from '../domain/problem.ts';

/**
 * Calls `visit` with the index in `paths` of every path that may exist in a slot: those whose rarest own link (the one
 * in contact in the fewest slots) is in contact, and those without own links. Over a long horizon, these are few of all
 * paths.
 */
export function pathsByRarestLink(
  topology: Topology,
  paths: readonly (readonly Hop[])[],
): (slot: number, visit: (path: number) => void) => void {
  const contacts = new Int32Array(topology.links.length);
  for (const { link } of topology.slots) for (const one of link) contacts[one]!++;
  const withoutLinks: number[] = [];
  const byLink = new Map<number, number[]>();
  paths.forEach((hops, path) => {
    let rarest = -1;
    for (const hop of hops) {
      if (hop.kind !== 'link') continue;
      if (rarest < 0 || contacts[hop.link]! < contacts[rarest]!) rarest = hop.link;
    }
    const known = rarest < 0 ? withoutLinks : byLink.get(rarest);
    if (known === undefined) byLink.set(rarest, [path]);
    else known.push(path);
  });
  return (slot, visit) => {
    withoutLinks.forEach(visit);
    for (const link of topology.slots[slot]!.link) byLink.get(link)?.forEach(visit);
  };
}
