/** A way for messages between two nodes, by index. */
interface MessageLink {
  readonly ends: readonly [number, number];
  readonly delaySeconds: number;
}

/** The shortest delay from a node to every other, s; Infinity where no message gets there (Dijkstra 1959). */
export function shortestDelays(
  nodeCount: number,
  links: readonly MessageLink[],
): (from: number) => Float64Array {
  const neighbours: [node: number, delaySeconds: number][][] = Array.from({ length: nodeCount }, () => []);
  for (const { ends, delaySeconds } of links) {
    neighbours[ends[0]]!.push([ends[1], delaySeconds]);
    neighbours[ends[1]]!.push([ends[0], delaySeconds]);
  }
  const known = new Map<number, Float64Array>();
  return (from) => {
    const before = known.get(from);
    if (before) return before;
    const delays = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
    delays[from] = 0;
    const open = new Set([from]);
    while (open.size > 0) {
      let nearest = -1;
      for (const node of open) if (nearest < 0 || delays[node]! < delays[nearest]!) nearest = node;
      open.delete(nearest);
      for (const [node, delaySeconds] of neighbours[nearest]!) {
        const through = delays[nearest]! + delaySeconds;
        if (through >= delays[node]!) continue;
        delays[node] = through;
        open.add(node);
      }
    }
    known.set(from, delays);
    return delays;
  };
}
