/** The graph of a slot with what its contacts lack lifted: nothing, one limit, or all of them. */
import { CONTACT_LIMITS, type ContactLimit, limitBit } from '../domain/idle-reason.ts';
import type { Problem } from '../domain/problem.ts';
import { type PathQuery, pathFinder, type RankedPath } from '../graph/ranked-paths.ts';
import { reachedFrom } from '../graph/reached-from.ts';
import { type Edges, type SlotGraph, slotGraph } from '../graph/slot-graph.ts';
import type { SlotView } from '../graph/slot-views.ts';
import { wernerOf } from '../physics/swapping.ts';

export interface LiftedGraphs {
  readonly edgeCount: number;
  /** The limits that any contact of this slot lacks alone. */
  readonly limits: readonly ContactLimit[];
  readonly of: (lifted: ContactLimit | 'nothing') => LiftedGraph;
  /** Whether the ends would be joined with all limits lifted. */
  readonly joinsAll: (source: number, destination: number) => boolean;
}

export interface LiftedGraph {
  readonly graph: SlotGraph;
  readonly find: (query: PathQuery) => RankedPath[];
  readonly werner: Float64Array;
}

/**
 * @param fidelitiesOf of the slot's dropped contacts that lack what is given and nothing else
 * @param usesStores whether virtual links take part
 */
export function liftedGraphs(
  { topology, storagePairs }: Problem,
  view: SlotView,
  { endsOfLinks, nodeOf }: NodeIndex,
  fidelitiesOf: (lacks: number) => Float64Array,
  closed: Uint8Array | null,
  usesStores: boolean,
): LiftedGraphs {
  const { link, dropped } = topology.slots[view.slot]!;
  const stocks = storagePairs.flatMap(({ ends }, pair) => {
    const [from, to] = ends.map((end) => nodeOf.get(end)!);
    const stored = usesStores ? Array.from(view.storedWerner[pair]!) : [];
    return stored.flatMap((werner) => (Number.isNaN(werner) ? [] : [{ from: from!, to: to!, werner }]));
  });
  const lacks = dropped?.lacks ?? new Uint8Array();
  const firstDropped = link.length + stocks.length;
  const count = firstDropped + lacks.length;
  const standing = new Float64Array(count).fill(Number.NaN);
  const edges: Edges = {
    nodeCount: topology.nodes.length,
    from: new Int32Array(count),
    to: new Int32Array(count),
    virtual: new Uint8Array(count).fill(1, link.length, firstDropped),
  };
  link.forEach((index, edge) => {
    edges.from[edge] = endsOfLinks[2 * index]!;
    edges.to[edge] = endsOfLinks[2 * index + 1]!;
    standing[edge] = view.werner[index]!;
  });
  stocks.forEach(({ from, to, werner }, stock) => {
    edges.from[link.length + stock] = from;
    edges.to[link.length + stock] = to;
    standing[link.length + stock] = werner;
  });
  if (dropped !== undefined) {
    edges.from.set(dropped.upper, firstDropped);
    edges.to.set(dropped.lower, firstDropped);
  }
  const present = new Set(lacks);
  let all: SlotGraph | null = null;
  const known = new Map<ContactLimit | 'nothing', LiftedGraph>();
  return {
    edgeCount: count,
    limits: CONTACT_LIMITS.filter((limit) => present.has(limitBit(limit))),
    joinsAll(source, destination) {
      // What the links would be worth does not matter here.
      all ??= slotGraph(edges, standing.slice().fill(1, firstDropped));
      return reachedFrom(all, source, closed)[destination] === 1;
    },
    of(lifted) {
      let found = known.get(lifted);
      if (found === undefined) {
        const werner = standing.slice();
        if (lifted !== 'nothing') {
          const fidelities = fidelitiesOf(limitBit(lifted));
          for (let contact = 0; contact < lacks.length; contact += 1) {
            werner[firstDropped + contact] = wernerOf(fidelities[contact]!);
          }
        }
        const graph = slotGraph(edges, werner);
        found = { graph, werner, find: pathFinder(graph, closed) };
        known.set(lifted, found);
      }
      return found;
    },
  };
}

/** Nodes of a topology by their places. */
export interface NodeIndex {
  readonly nodeOf: ReadonlyMap<string, number>;
  readonly endsOfLinks: Int32Array;
}

export function nodeIndex({ nodes, links }: Problem['topology']): NodeIndex {
  const nodeOf = new Map(nodes.map(({ id }, node) => [id, node]));
  return {
    nodeOf,
    endsOfLinks: Int32Array.from(links.flatMap(({ ends }) => ends.map((end) => nodeOf.get(end)!))),
  };
}
