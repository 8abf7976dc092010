/**
 * The edges that the graph of any slot may have, in ascending order of hop name: the index of an edge is its rank among
 * the names, so numbers are enough to compare paths.
 */
export interface Edges {
  readonly nodeCount: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1 for a virtual link, 0 for an own link. */
  readonly virtual: Uint8Array;
}

/** The multigraph of one slot. Arcs of node v are `arcStart[v]` .. `arcStart[v+1] − 1`, in ascending order of edge. */
export interface SlotGraph {
  readonly edges: Edges;
  /**
   * −ln w of each edge in units of 1e-9, a whole number; NaN if the edge is missing. Sums are exact in any order, and
   * fidelities that agree to nine digits tie on every machine, whatever its rounding.
   */
  readonly cost: Float64Array;
  readonly arcStart: Int32Array;
  readonly arcHead: Int32Array;
  readonly arcEdge: Int32Array;
}

/** Unit of the costs of a graph. */
export const COST_UNIT = 1e-9;
/** A pair with F ≤ 1/4 is worth nothing, yet its link exists: it ranks after everything else. */
const LEAST_WERNER = 1e-9;

/** The cost of an edge with a Werner parameter. */
export const costOf = (werner: number): number =>
  Math.round(-Math.log(Math.max(werner, LEAST_WERNER)) / COST_UNIT);

/** The graph of a slot in which edge e has Werner parameter `werner[e]`; NaN if it does not exist. */
export function slotGraph(edges: Edges, werner: Float64Array): SlotGraph {
  const { nodeCount, from, to } = edges;
  const cost = new Float64Array(werner.length).fill(Number.NaN);
  const arcStart = new Int32Array(nodeCount + 1);
  for (let edge = 0; edge < cost.length; edge++) {
    if (Number.isNaN(werner[edge]!)) continue;
    cost[edge] = costOf(werner[edge]!);
    arcStart[from[edge]! + 1]!++;
    arcStart[to[edge]! + 1]!++;
  }
  for (let node = 0; node < nodeCount; node++) arcStart[node + 1]! += arcStart[node]!;
  const arcHead = new Int32Array(arcStart[nodeCount]!);
  const arcEdge = new Int32Array(arcStart[nodeCount]!);
  const next = arcStart.slice(0, nodeCount);
  const addArc = (tail: number, head: number, edge: number) => {
    const arc = next[tail]!++;
    arcHead[arc] = head;
    arcEdge[arc] = edge;
  };
  for (let edge = 0; edge < cost.length; edge++) {
    if (Number.isNaN(cost[edge]!)) continue;
    addArc(from[edge]!, to[edge]!, edge);
    addArc(to[edge]!, from[edge]!, edge);
  }
  return { edges, cost, arcStart, arcHead, arcEdge };
}

/** The end of an edge that is not `node`. */
export const otherEnd = (edges: Edges, edge: number, node: number): number =>
  edges.from[edge]! === node ? edges.to[edge]! : edges.from[edge]!;
