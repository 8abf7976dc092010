import type { Goal } from './completions.ts';
import { COST_UNIT, type SlotGraph } from './slot-graph.ts';

/**
 * The greatest Π w of any walk to the goal by its number of hops (the index, up to `maximumHops`); 0 if there is none.
 * If a walk is not a path, there is a path with fewer hops whose product is no smaller.
 */
export function greatestProducts(
  graph: SlotGraph,
  source: number,
  goal: Goal,
  closed: Uint8Array | null,
): Float64Array {
  const { nodeCount, virtual } = graph.edges;
  const { destination, maximumHops, minimumVirtualLinks, maximumVirtualLinks } = goal;
  const states = (maximumVirtualLinks + 1) * nodeCount;
  const products = new Float64Array(maximumHops + 1);
  let here = new Float64Array(states).fill(Number.POSITIVE_INFINITY);
  here[source] = 0;
  for (let hops = 1; hops <= maximumHops; hops++) {
    const next = new Float64Array(states).fill(Number.POSITIVE_INFINITY);
    for (let state = 0; state < states; state++) {
      if (here[state] === Number.POSITIVE_INFINITY) continue;
      const node = state % nodeCount;
      if (node === destination || (closed?.[node] === 1 && node !== source)) continue;
      for (let arc = graph.arcStart[node]!; arc < graph.arcStart[node + 1]!; arc++) {
        const edge = graph.arcEdge[arc]!;
        const after = state - node + virtual[edge]! * nodeCount + graph.arcHead[arc]!;
        if (after < states) next[after] = Math.min(next[after]!, here[state]! + graph.cost[edge]!);
      }
    }
    let least = Number.POSITIVE_INFINITY;
    for (let used = minimumVirtualLinks; used <= maximumVirtualLinks; used++) {
      least = Math.min(least, next[used * nodeCount + destination]!);
    }
    products[hops] = Math.exp(-least * COST_UNIT);
    here = next;
  }
  return products;
}
