import type { SlotGraph } from './slot-graph.ts';

/** The nodes that a walk from `source` reaches; it can end at a closed node, but not pass through it. */
export function reachedFrom(graph: SlotGraph, source: number, closed: Uint8Array | null): Uint8Array {
  const reached = new Uint8Array(graph.edges.nodeCount);
  const queue = [source];
  reached[source] = 1;
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (closed?.[node] === 1 && node !== source) continue;
    for (let arc = graph.arcStart[node]!; arc < graph.arcStart[node + 1]!; arc++) {
      const head = graph.arcHead[arc]!;
      if (reached[head] === 1) continue;
      reached[head] = 1;
      queue.push(head);
    }
  }
  return reached;
}
