import type { Topology } from '../domain/network.ts';
import type { Hop } from '../domain/problem.ts';
import type { RankedPath } from './ranked-paths.ts';
import type { Edges } from './slot-graph.ts';
import type { CataloguedSubPath, SlotView } from './slot-views.ts';

/** The links of a topology and the virtual links of its storage pairs, as edges in the order of their names. */
interface VirtualGraph {
  readonly edges: Edges;
  readonly hops: readonly Hop[];
  readonly names: readonly string[];
  readonly nodes: readonly string[];
  /** Per edge: its link, or −1 for a virtual link. */
  readonly linkOf: Int32Array;
  /** Per edge: its storage pair and the sub-path of that, or −1 for an own link. */
  readonly pairOf: Int32Array;
  readonly subPathOf: Int32Array;
}

/** A path by its hops; `id` is their names joined by `+`. */
interface NamedPath {
  readonly id: string;
  readonly nodes: readonly string[];
  readonly hops: readonly Hop[];
}

export interface PairOfNodes {
  readonly id: string;
  readonly ends: readonly [string, string];
}

/** Overlay of the links and one virtual link for every sub-path of every storage pair. */
export function virtualGraph(
  topology: Topology,
  pairs: readonly PairOfNodes[],
  subPaths: readonly (readonly CataloguedSubPath[])[],
): VirtualGraph {
  const links = topology.links.map(({ id, ends }, link) => ({
    name: id,
    ends,
    hop: { kind: 'link', link } as Hop,
  }));
  const virtual = pairs.flatMap(({ id, ends }, pair) =>
    subPaths[pair]!.map((one, subPath) => ({
      name: `[${id}:${one.id}]`,
      ends,
      hop: { kind: 'stored', pair, subPath } as Hop,
    })),
  );
  const all = [...links, ...virtual].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const nodes = topology.nodes.map(({ id }) => id);
  const index = new Map(nodes.map((id, node) => [id, node]));
  return {
    edges: {
      nodeCount: nodes.length,
      from: Int32Array.from(all, ({ ends }) => index.get(ends[0])!),
      to: Int32Array.from(all, ({ ends }) => index.get(ends[1])!),
      virtual: Uint8Array.from(all, ({ hop }) => (hop.kind === 'stored' ? 1 : 0)),
    },
    hops: all.map(({ hop }) => hop),
    names: all.map(({ name }) => name),
    nodes,
    linkOf: Int32Array.from(all, ({ hop }) => (hop.kind === 'link' ? hop.link : -1)),
    pairOf: Int32Array.from(all, ({ hop }) => (hop.kind === 'stored' ? hop.pair : -1)),
    subPathOf: Int32Array.from(all, ({ hop }) => (hop.kind === 'stored' ? hop.subPath : -1)),
  };
}

/** Werner parameter of every edge in a slot; NaN if the link or the stock is missing. */
export function edgeWerner({ linkOf, pairOf, subPathOf }: VirtualGraph, view: SlotView): Float64Array {
  const werner = new Float64Array(linkOf.length);
  for (let edge = 0; edge < werner.length; edge++) {
    const link = linkOf[edge]!;
    werner[edge] = link >= 0 ? view.werner[link]! : view.storedWerner[pairOf[edge]!]![subPathOf[edge]!]!;
  }
  return werner;
}

export const namedPath = (graph: VirtualGraph, path: RankedPath): NamedPath => ({
  id: path.edges.map((edge) => graph.names[edge]!).join('+'),
  nodes: path.nodes.map((node) => graph.nodes[node]!),
  hops: path.edges.map((edge) => graph.hops[edge]!),
});
