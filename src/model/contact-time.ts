import type { Topology } from '../domain/network.ts';

/**
 * The pairs of the given nodes that are joined by a link of their own in the most slots: at most `count`, and none that
 * is never joined. Ties follow the order of the nodes, and so does the result.
 */
export function longestInContact(
  topology: Topology,
  nodes: readonly string[],
  count: number,
): (readonly [string, string])[] {
  const position = new Map(nodes.map((node, index) => [node, index]));
  /** By link, the pair as one number that sorts like the nodes; −1 if an end is not one of them. */
  const pairOf = topology.links.map(({ ends }) => {
    const [a, b] = [position.get(ends[0]), position.get(ends[1])];
    return a === undefined || b === undefined ? -1 : Math.min(a, b) * nodes.length + Math.max(a, b);
  });
  const contacts = new Map<number, { slots: number; last: number }>();
  for (const [slot, { link }] of topology.slots.entries()) {
    for (const one of link) {
      const pair = pairOf[one]!;
      if (pair < 0) continue;
      const contact = contacts.get(pair);
      if (contact === undefined) {
        contacts.set(pair, { slots: 1, last: slot });
      } else if (contact.last < slot) {
        // Parallel links count once.
        contact.slots += 1;
        contact.last = slot;
      }
    }
  }
  return [...contacts]
    .sort(([p, a], [q, b]) => b.slots - a.slots || p - q)
    .slice(0, count)
    .map(([pair]) => pair)
    .sort((p, q) => p - q)
    .map((pair) => [nodes[Math.floor(pair / nodes.length)]!, nodes[pair % nodes.length]!] as const);
}
