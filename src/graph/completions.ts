import type { SlotGraph } from './slot-graph.ts';

/** Where walks have to end, and how many hops and virtual links they may have. */
export interface Goal {
  readonly destination: number;
  readonly maximumHops: number;
  readonly minimumVirtualLinks: number;
  readonly maximumVirtualLinks: number;
}

/**
 * The best completion from every state to the goal, by hops, then by cost. A state is a node
 * together with the number of virtual links used so far: `used · nodeCount + node`.
 */
export interface Completions {
  /** Hops to the destination plus 1; 0 if it is out of reach. */
  readonly distance: Int16Array;
  readonly cost: Float64Array;
}

/** The state whose best completion is needed, with its banned first hops; it lets the search end early. */
interface Spur {
  readonly node: number;
  readonly used: number;
  readonly banned: readonly number[];
}

/**
 * Breadth-first search backwards from the destination through nodes that are not `blocked`. With a
 * `spur` (itself blocked) it ends as soon as every best completion of the spur is known.
 */
export function completionsTo(
  graph: SlotGraph,
  goal: Goal,
  blocked: Uint8Array | null,
  spur: Spur | null = null,
): Completions {
  const { nodeCount, virtual } = graph.edges;
  const states = (goal.maximumVirtualLinks + 1) * nodeCount;
  const distance = new Int16Array(states);
  const cost = new Float64Array(states);
  const queue = new Int32Array(states);
  let tail = 0;
  for (let used = goal.minimumVirtualLinks; used <= goal.maximumVirtualLinks; used++) {
    const state = used * nodeCount + goal.destination;
    distance[state] = 1;
    queue[tail++] = state;
  }
  // The states one hop before those at distance maximumHops are too far from any source.
  let lastDistance = goal.maximumHops;
  for (let head = 0; head < tail; head++) {
    const state = queue[head]!;
    const here = distance[state]!;
    if (here >= lastDistance) break;
    const used = Math.floor(state / nodeCount);
    const node = state - used * nodeCount;
    const costHere = cost[state]!;
    for (let arc = graph.arcStart[node]!; arc < graph.arcStart[node + 1]!; arc++) {
      const edge = graph.arcEdge[arc]!;
      const usedBefore = used - virtual[edge]!;
      const before = graph.arcHead[arc]!;
      if (usedBefore < 0 || before === goal.destination) continue;
      if (blocked !== null && blocked[before] === 1) {
        if (spur?.node === before && spur.used === usedBefore && !spur.banned.includes(edge)) {
          lastDistance = Math.min(lastDistance, here);
        }
        continue;
      }
      const previous = usedBefore * nodeCount + before;
      const costBefore = costHere + graph.cost[edge]!;
      if (distance[previous] === 0) {
        distance[previous] = here + 1;
        cost[previous] = costBefore;
        queue[tail++] = previous;
      } else if (distance[previous] === here + 1 && costBefore < cost[previous]!) {
        cost[previous] = costBefore;
      }
    }
  }
  return { distance, cost };
}

/**
 * The edges of the best walk from `node` to the goal without the `banned` first hops; if several walks tie, the first
 * in the order of the edges' ranks. Null if none has at most `maximumHops`.
 */
export function bestWalk(
  graph: SlotGraph,
  goal: Goal,
  completions: Completions,
  from: Spur,
  maximumHops: number,
): number[] | null {
  const { nodeCount, virtual } = graph.edges;
  const { distance, cost } = completions;
  let best = -1;
  let bestDistance = maximumHops;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let arc = graph.arcStart[from.node]!; arc < graph.arcStart[from.node + 1]!; arc++) {
    const edge = graph.arcEdge[arc]!;
    const used = from.used + virtual[edge]!;
    if (used > goal.maximumVirtualLinks) continue;
    const state = used * nodeCount + graph.arcHead[arc]!;
    const there = distance[state]!;
    if (there === 0 || there > bestDistance) continue;
    const total = graph.cost[edge]! + cost[state]!;
    if ((there === bestDistance && total >= bestCost) || from.banned.includes(edge)) continue;
    best = arc;
    bestDistance = there;
    bestCost = total;
  }
  if (best < 0) return null;
  const walk = [graph.arcEdge[best]!];
  let node = graph.arcHead[best]!;
  let used = from.used + virtual[walk[0]!]!;
  for (;;) {
    const state = used * nodeCount + node;
    if (distance[state] === 1) return walk;
    for (let arc = graph.arcStart[node]!; ; arc++) {
      const edge = graph.arcEdge[arc]!;
      const usedNext = used + virtual[edge]!;
      const next = usedNext * nodeCount + graph.arcHead[arc]!;
      if (usedNext > goal.maximumVirtualLinks || distance[next] !== distance[state]! - 1) continue;
      if (distance[next] === 0 || graph.cost[edge]! + cost[next]! !== cost[state]!) continue;
      walk.push(edge);
      node = graph.arcHead[arc]!;
      used = usedNext;
      break;
    }
  }
}
