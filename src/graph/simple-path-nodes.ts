import type { SlotGraph } from './slot-graph.ts';

/**
 * 1 for every node that is on no simple path between two nodes, that is, outside the biconnected component that an
 * added edge source–destination would belong to (Tarjan 1972).
 */
export function nodesOffSimplePaths(graph: SlotGraph, source: number, destination: number): Uint8Array {
  const { nodeCount } = graph.edges;
  const order = new Int32Array(nodeCount);
  const lowest = new Int32Array(nodeCount);
  const nextArc = graph.arcStart.slice(0, nodeCount);
  const entered = new Int32Array(nodeCount).fill(-1);
  const visit: number[] = [];
  const members: number[] = [];
  let visited = 0;
  const enter = (node: number, edge: number) => {
    order[node] = lowest[node] = ++visited;
    entered[node] = edge;
    visit.push(node);
    members.push(node);
  };
  order[source] = ++visited; // the root, of which the added edge to the destination is the first
  enter(destination, -1);
  while (visit.length > 0) {
    const node = visit.at(-1)!;
    if (nextArc[node]! < graph.arcStart[node + 1]!) {
      const arc = nextArc[node]!++;
      const head = graph.arcHead[arc]!;
      if (graph.arcEdge[arc] === entered[node]) continue;
      if (order[head] === 0) enter(head, graph.arcEdge[arc]!);
      else lowest[node] = Math.min(lowest[node]!, order[head]!);
      continue;
    }
    visit.pop();
    const parent = visit.at(-1);
    if (parent === undefined) break;
    lowest[parent] = Math.min(lowest[parent]!, lowest[node]!);
    // `parent` cuts this subtree off from the source, so its nodes are on no simple path.
    if (lowest[node]! >= order[parent]!) members.length = members.lastIndexOf(node);
  }
  const off = new Uint8Array(nodeCount).fill(1);
  for (const node of [source, ...members]) off[node] = 0;
  return off;
}
