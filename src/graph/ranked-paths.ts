import { bestWalk, type Completions, completionsTo, type Goal } from './completions.ts';
import { nodesOffSimplePaths } from './simple-path-nodes.ts';
import { otherEnd, type SlotGraph } from './slot-graph.ts';

/** Which paths to find: real ones with `maximumVirtualLinks` 0, virtual ones with `minimumVirtualLinks` 1. */
export interface PathQuery extends Goal {
  readonly source: number;
  /** The most paths to find. */
  readonly count: number;
}

/** A simple path: its edges in order and the nodes that they join, source first. */
export interface RankedPath {
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
}

/**
 * The best walk of a subspace, which contains all walks that begin with its first `fixed` edges and do not continue
 * with one of `banned`.
 */
interface Candidate extends RankedPath {
  readonly cost: number;
  readonly fixed: number;
  readonly banned: readonly number[];
  /** Whether the walk avoids the nodes before `fixed` afterwards; otherwise it is only a lower bound. */
  readonly avoids: boolean;
}

/**
 * Makes a finder of the best simple paths in the graph of one slot, ranked by hops, then by Π w descending, then by the
 * ranks of the edges in order. It keeps what it learns about the graph from query to query.
 *
 * Exact: Yen's subspaces in Lawler's form (a prefix and the hops banned after it), each represented by the best of its
 * walks. If that walk is simple, it is the next path. If it returns to its prefix, the best walk that does not replaces
 * it. If it repeats a node with another number of virtual links used, the subspace is divided before the repetition.
 *
 * @param closed 1 for nodes that a path may begin or end at, but not pass through
 */
export function pathFinder(
  graph: SlotGraph,
  closed: Uint8Array | null = null,
): (query: PathQuery) => RankedPath[] {
  const known = new Map<string, Completions>();
  return (query) => {
    if (query.source === query.destination || query.count === 0) return [];
    const { destination, maximumHops, minimumVirtualLinks, maximumVirtualLinks } = query;
    const key = `${destination} ${maximumHops} ${minimumVirtualLinks} ${maximumVirtualLinks}`;
    let completions = known.get(key);
    if (completions === undefined) {
      completions = completionsTo(graph, query, closed);
      known.set(key, completions);
    }
    const paths = enumerate(graph, query, completions, closed, false);
    if (paths !== null) return paths;
    // Too many walks turn around in dead ends to skip them one by one.
    const off = nodesOffSimplePaths(graph, query.source, destination);
    closed?.forEach((isClosed, node) => {
      if (isClosed === 1) off[node] = 1;
    });
    return enumerate(graph, query, completionsTo(graph, query, off), off, true)!;
  };
}

/**
 * The paths that avoid the nodes in `off`; null if a walk repeats a node, unless `off` already excludes most such
 * walks.
 */
function enumerate(
  graph: SlotGraph,
  query: PathQuery,
  completions: Completions,
  off: Uint8Array | null,
  sparesDeadEnds: boolean,
): RankedPath[] | null {
  const paths: RankedPath[] = [];
  // Worst first, so that the best is at the end.
  const candidates: Candidate[] = [];
  const add = (candidate: Candidate | null) => {
    if (candidate === null) return;
    let low = 0;
    let high = candidates.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareCandidates(candidates[middle]!, candidate) > 0) low = middle + 1;
      else high = middle;
    }
    candidates.splice(low, 0, candidate);
  };
  add(candidateOf(graph, query, { nodes: [query.source], edges: [] }, [], completions, false));
  for (;;) {
    const best = candidates.pop();
    if (best === undefined) return paths;
    const repetition = best.nodes.findIndex((node, index) => best.nodes.indexOf(node) < index);
    if (!best.avoids && returnsIntoPrefix(best)) {
      const prefix = prefixOf(best, best.fixed);
      const blocked = off === null ? new Uint8Array(graph.edges.nodeCount) : off.slice();
      for (const node of prefix.nodes) blocked[node] = 1;
      const spur = spurOf(graph, prefix, best.banned);
      add(candidateOf(graph, query, prefix, best.banned, completionsTo(graph, query, blocked, spur), true));
      continue;
    }
    if (repetition < 0) {
      paths.push({ nodes: best.nodes, edges: best.edges });
      if (paths.length === query.count) return paths;
    } else if (!sparesDeadEnds) {
      return null;
    }
    const end = repetition < 0 ? best.edges.length : repetition;
    for (let index = best.fixed; index < end; index++) {
      const banned = [...(index === best.fixed ? best.banned : []), best.edges[index]!];
      add(candidateOf(graph, query, prefixOf(best, index), banned, completions, false));
    }
  }
}

const prefixOf = (path: RankedPath, edges: number): RankedPath => ({
  nodes: path.nodes.slice(0, edges + 1),
  edges: path.edges.slice(0, edges),
});

const spurOf = (graph: SlotGraph, prefix: RankedPath, banned: readonly number[]) => ({
  node: prefix.nodes.at(-1)!,
  used: prefix.edges.reduce((used, edge) => used + graph.edges.virtual[edge]!, 0),
  banned,
});

function candidateOf(
  graph: SlotGraph,
  query: PathQuery,
  prefix: RankedPath,
  banned: readonly number[],
  completions: Completions,
  avoids: boolean,
): Candidate | null {
  const fixed = prefix.edges.length;
  const spur = spurOf(graph, prefix, banned);
  const walk = bestWalk(graph, query, completions, spur, query.maximumHops - fixed);
  if (walk === null) return null;
  const nodes = prefix.nodes.slice();
  for (const edge of walk) nodes.push(otherEnd(graph.edges, edge, nodes.at(-1)!));
  const edges = [...prefix.edges, ...walk];
  const cost = edges.reduce((sum, edge) => sum + graph.cost[edge]!, 0);
  return { nodes, edges, cost, fixed, banned, avoids };
}

const returnsIntoPrefix = ({ nodes, fixed }: Candidate): boolean =>
  nodes.some((node, index) => index > fixed && nodes.indexOf(node) <= fixed);

/** Hops, then Π w descending, then edge by edge. */
function compareCandidates(a: Candidate, b: Candidate): number {
  if (a.edges.length !== b.edges.length) return a.edges.length - b.edges.length;
  if (a.cost !== b.cost) return a.cost - b.cost;
  const index = a.edges.findIndex((edge, position) => edge !== b.edges[position]);
  return index < 0 ? 0 : a.edges[index]! - b.edges[index]!;
}
