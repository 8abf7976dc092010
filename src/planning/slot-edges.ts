import { limitBit } from '../domain/idle-reason.ts';
import type { Problem } from '../domain/problem.ts';
import { keepBestParallel } from '../graph/best-parallel.ts';
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
  /** How many edges there are with all stocks that hold something. */
  readonly wholeCount: number;
}

/**
 * @param most the most virtual links between two storage nodes that are of use: those of the best pairs; 0 if none takes
 * part
 */
export function slotEdges(
  { topology, storagePairs }: Problem,
  view: SlotView,
  { endsOfLinks, nodeOf }: NodeIndex,
  most: number,
): SlotEdges {
  const { link, dropped, pointing } = topology.slots[view.slot]!;
  const acquiring = pointing?.acquiring ?? new Int32Array();
  const { stocks, wholeCount } = bestStocks(view.storedWerner, most);
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
  for (const [stock, { pair, werner: stored }] of stocks.entries()) {
    const [from, to] = storagePairs[pair]!.ends;
    edges.from[link.length + stock] = nodeOf.get(from)!;
    edges.to[link.length + stock] = nodeOf.get(to)!;
    werner[link.length + stock] = stored;
  }
  if (dropped !== undefined) {
    edges.from.set(dropped.upper, firstDropped);
    edges.to.set(dropped.lower, firstDropped);
  }
  for (const [place, index] of acquiring.entries()) join(firstDropped + droppedCount + place, index);
  return { edges, werner, lacks, firstDropped, wholeCount: count + wholeCount - stocks.length };
}

/** The best stocks of each pair among those that hold something, in order, and how many of these there are. */
function bestStocks(storedWerner: readonly Float64Array[], most: number) {
  let wholeCount = 0;
  const stocks: { readonly pair: number; readonly werner: number }[] = [];
  for (const [pair, stored] of most > 0 ? storedWerner.entries() : []) {
    const kept = stored.slice();
    keepBestParallel(kept, new Int32Array(kept.length), 1, most);
    for (let subPath = 0; subPath < kept.length; subPath++) {
      if (!Number.isNaN(stored[subPath]!)) wholeCount++;
      if (!Number.isNaN(kept[subPath]!)) stocks.push({ pair, werner: kept[subPath]! });
    }
  }
  return { stocks, wholeCount };
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
