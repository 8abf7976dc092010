import type { NetworkNode, Topology } from '../domain/network.ts';
import type { Path } from '../domain/problem.ts';
import { keepBestParallel } from './best-parallel.ts';
import { type PathQuery, pathFinder } from './ranked-paths.ts';
import { slotGraph } from './slot-graph.ts';
import { type CataloguedSubPath, type PairQuality, slotViews } from './slot-views.ts';
import { edgeWerner, namedPath, type PairOfNodes, virtualGraph } from './virtual-graph.ts';

/** How many paths a slot may contribute, and how long they may be. */
interface CatalogueLimits {
  readonly realPaths: number;
  readonly virtualPaths: number;
  readonly subPaths: number;
  readonly virtualSubPaths: number;
  readonly maximumHops: number;
  readonly maximumVirtualLinks: number;
}

interface CatalogueRequest {
  readonly topology: Topology;
  readonly pairs: readonly (PairOfNodes & {
    /** Sub-paths with an initial stock: always catalogued, before all others, whatever the limits. */
    readonly stocked: readonly CataloguedSubPath[];
  })[];
  readonly demands: readonly { readonly source: string; readonly destination: string }[];
  readonly limits: CatalogueLimits;
  readonly quality: PairQuality;
  /** Which nodes may be inside a path, or anywhere in a sub-path; by default, all. */
  readonly mayRelay?: (node: NetworkNode) => boolean;
  /** Called whenever a slot has been searched. */
  readonly onSlot?: () => void;
}

type CataloguedPath = Omit<Path, 'offers'>;

export interface Catalogue {
  /** By storage pair: P^H_n, then P^U_n. */
  readonly subPaths: readonly (readonly CataloguedSubPath[])[];
  /** By demand: P^H_k, then P^U_k. */
  readonly paths: readonly (readonly CataloguedPath[])[];
}

/**
 * The path catalogue. Limits hold per slot, and the catalogue is the union over the slots, in the order in which paths
 * are found. A virtual link exists in a slot if its sub-path has an initial stock or could have been filled in an
 * earlier slot.
 */
export function buildCatalogue(request: CatalogueRequest): Catalogue {
  const { topology, demands, limits, mayRelay = () => true } = request;
  const relays = new Set(topology.nodes.filter(mayRelay).map(({ id }) => id));
  const isRelayed = ({ nodes }: { readonly nodes: readonly string[] }) => nodes.every((id) => relays.has(id));
  const pairs = request.pairs.map((pair) => ({ ...pair, isOpen: pair.ends.every((end) => relays.has(end)) }));
  const subPaths = pairs.map(
    ({ stocked }) => new Map(stocked.filter(isRelayed).map((subPath) => [subPath.id, subPath])),
  );
  const paths = demands.map(() => new Map<string, CataloguedPath>());
  const addSubPath = (pair: number) => (path: CataloguedPath) => {
    const known = subPaths[pair]!;
    if (!known.has(path.id)) known.set(path.id, { ...path, initialStock: 0, initialFidelity: null });
  };
  const addPath = (demand: number) => (path: CataloguedPath) => {
    paths[demand]!.set(path.id, path);
  };

  const real = { maximumHops: limits.maximumHops, minimumVirtualLinks: 0, maximumVirtualLinks: 0 };
  searchSlots(
    request,
    pairs.map(() => []),
    Number.POSITIVE_INFINITY,
    (find) => {
      pairs.forEach(({ ends, isOpen }, pair) => {
        if (isOpen) find(ends, { ...real, count: limits.subPaths }).forEach(addSubPath(pair));
      });
      demands.forEach(({ source, destination }, demand) => {
        find([source, destination], { ...real, count: limits.realPaths }).forEach(addPath(demand));
      });
    },
  );

  const realSubPaths = subPaths.map((ofPair) => [...ofPair.values()]);
  if (limits.virtualSubPaths > 0) {
    searchSlots(request, realSubPaths, Number.POSITIVE_INFINITY, (find) => {
      pairs.forEach(({ ends, isOpen }, pair) => {
        if (!isOpen) return;
        // The pair's own virtual links are the paths of one hop, and come first.
        const count = limits.virtualSubPaths + realSubPaths[pair]!.length;
        const found = find(ends, { ...real, minimumVirtualLinks: 1, maximumVirtualLinks: 1, count });
        found
          .filter(({ hops }) => hops.length > 1)
          .slice(0, limits.virtualSubPaths)
          .forEach(addSubPath(pair));
      });
    });
  }

  const allSubPaths = subPaths.map((ofPair) => [...ofPair.values()]);
  if (limits.virtualPaths > 0 && allSubPaths.some((ofPair) => ofPair.length > 0)) {
    const { maximumHops, maximumVirtualLinks, virtualPaths: count } = limits;
    searchSlots(request, allSubPaths, count, (find) => {
      demands.forEach(({ source, destination }, demand) => {
        const goal = { maximumHops, minimumVirtualLinks: 1, maximumVirtualLinks, count };
        find([source, destination], goal).forEach(addPath(demand));
      });
    });
  }
  // An initial stock exists even along nodes that may not relay; nothing draws on such a stock.
  const idle = pairs.map(({ stocked }) => stocked.filter((subPath) => !isRelayed(subPath)));
  return {
    subPaths: allSubPaths.map((ofPair, pair) => [...ofPair, ...idle[pair]!]),
    paths: paths.map((ofDemand) => [...ofDemand.values()]),
  };
}

type FindPaths = (
  ends: readonly [string, string],
  query: Omit<PathQuery, 'source' | 'destination'>,
) => CataloguedPath[];

/**
 * Searches the graph of every slot, with the given sub-paths as virtual links; only once if neighbouring slots agree.
 * @param most the most paths that any query asks for, Infinity if that depends on the query
 */
function searchSlots(
  { topology, pairs, quality, mayRelay, onSlot }: CatalogueRequest,
  subPaths: readonly (readonly CataloguedSubPath[])[],
  most: number,
  search: (find: FindPaths) => void,
): void {
  const graph = virtualGraph(topology, pairs, subPaths);
  const index = new Map(graph.nodes.map((id, node) => [id, node]));
  const closed = mayRelay ? Uint8Array.from(topology.nodes, (node) => (mayRelay(node) ? 0 : 1)) : null;
  let before: Float64Array = new Float64Array();
  for (const view of slotViews(topology, subPaths, quality)) {
    const werner = edgeWerner(graph, view);
    if (Number.isFinite(most)) keepBestParallel(werner, graph.pairOf, pairs.length, most);
    if (view.slot === 0 || !werner.every((value, edge) => Object.is(value, before[edge]))) {
      const findRanked = pathFinder(slotGraph(graph.edges, werner), closed);
      search(([source, destination], query) =>
        findRanked({ ...query, source: index.get(source)!, destination: index.get(destination)! }).map(
          (path) => namedPath(graph, path),
        ),
      );
    }
    before = werner;
    onSlot?.();
  }
}
