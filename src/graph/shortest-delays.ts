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
  // Parallel lists, since this is asked for every slot of a horizon.
  const neighbours: number[][] = Array.from({ length: nodeCount }, () => []);
  const delaysTo: number[][] = Array.from({ length: nodeCount }, () => []);
  for (const { ends, delaySeconds } of links) {
    neighbours[ends[0]]!.push(ends[1]);
    delaysTo[ends[0]]!.push(delaySeconds);
    neighbours[ends[1]]!.push(ends[0]);
    delaysTo[ends[1]]!.push(delaySeconds);
  }
  const known = new Map<number, Float64Array>();
  return (from) => {
    const before = known.get(from);
    if (before) return before;
    const delays = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
    delays[from] = 0;
    const open = [from];
    while (open.length > 0) {
      let at = 0;
      for (let one = 1; one < open.length; one++) if (delays[open[one]!]! < delays[open[at]!]!) at = one;
      const nearest = open[at]!;
      open[at] = open.at(-1)!;
      open.pop();
      const next = neighbours[nearest]!;
      for (let one = 0; one < next.length; one++) {
        const node = next[one]!;
        const through = delays[nearest]! + delaysTo[nearest]![one]!;
        if (through >= delays[node]!) continue;
        if (delays[node] === Number.POSITIVE_INFINITY) open.push(node);
        delays[node] = through;
      }
    }
    known.set(from, delays);
    return delays;
  };
}
