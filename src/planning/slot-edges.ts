import { limitBit } from '../domain/idle-reason.ts';
import type { Problem } from '../domain/problem.ts';
import type { Edges } from '../graph/slot-graph.ts';
import type { SlotView } from '../graph/slot-views.ts';

/**
 * What may join nodes in a slot: its links, then the stocks that hold something, then the contacts that are no links:
 * those that were dropped, and those that acquisition takes up although the plan points their telescopes.
 */
export interface SlotEdges {
  readonly edges: Edges;
  /** Per edge: its Werner parameter; NaN for contacts that are no links. */
  readonly werner: Float64Array;
  /** Per such contact: the limits that keep it away, as bits. */
  readonly lacks: Uint8Array;
  /** The edge of the first of them. */
  readonly firstDropped: number;
}

/** @param usesStores whether virtual links take part */
export function slotEdges(
  { topology, storagePairs }: Problem,
  view: SlotView,
  { endsOfLinks, nodeOf }: NodeIndex,
  usesStores: boolean,
): SlotEdges {
  const { link, dropped, pointing } = topology.slots[view.slot]!;
  const acquiring = pointing?.acquiring ?? new Int32Array();
  const stocks = storagePairs.flatMap(({ ends }, pair) => {
    const [from, to] = ends.map((end) => nodeOf.get(end)!);
    const stored = usesStores ? Array.from(view.storedWerner[pair]!) : [];
    return stored.flatMap((werner) => (Number.isNaN(werner) ? [] : [{ from: from!, to: to!, werner }]));
  });
  const droppedCount = dropped?.lacks.length ?? 0;
  const lacks = new Uint8Array(droppedCount + acquiring.length).fill(limitBit('acquisition'));
  if (dropped !== undefined) lacks.set(dropped.lacks);
  const firstDropped = link.length + stocks.length;
  const count = firstDropped + lacks.length;
  const werner = new Float64Array(count).fill(Number.NaN);
  const edges: Edges = {
    nodeCount: topology.nodes.length,
    from: new Int32Array(count),
    to: new Int32Array(count),
    virtual: new Uint8Array(count).fill(1, link.length, firstDropped),
  };
  const join = (edge: number, index: number) => {
    edges.from[edge] = endsOfLinks[2 * index]!;
    edges.to[edge] = endsOfLinks[2 * index + 1]!;
  };
  for (const [edge, index] of link.entries()) {
    join(edge, index);
    werner[edge] = view.werner[index]!;
  }
  for (const [stock, { from, to, werner: stored }] of stocks.entries()) {
    edges.from[link.length + stock] = from;
    edges.to[link.length + stock] = to;
    werner[link.length + stock] = stored;
  }
  if (dropped !== undefined) {
    edges.from.set(dropped.upper, firstDropped);
    edges.to.set(dropped.lower, firstDropped);
  }
  for (const [place, index] of acquiring.entries()) join(firstDropped + droppedCount + place, index);
  return { edges, werner, lacks, firstDropped };
}

/** Indices of the nodes of a topology. */
interface NodeIndex {
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
