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
  };
}

/** Werner parameter of every edge in a slot; NaN if the link or the stock is missing. */
export const edgeWerner = (graph: VirtualGraph, view: SlotView): Float64Array =>
  Float64Array.from(graph.hops, (hop) =>
    hop.kind === 'link' ? view.werner[hop.link]! : view.storedWerner[hop.pair]![hop.subPath]!,
  );

export const namedPath = (graph: VirtualGraph, path: RankedPath): NamedPath => ({
  id: path.edges.map((edge) => graph.names[edge]!).join('+'),
  nodes: path.nodes.map((node) => graph.nodes[node]!),
  hops: path.edges.map((edge) => graph.hops[edge]!),
});
