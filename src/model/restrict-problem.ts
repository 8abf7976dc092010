/** What a scheme may use of a shared catalogue, as a separate problem. */
import {
  type Demand,
  type Hop,
  type Path,
  type Problem,
  type SubPath,
  storedHops,
  subPathOf,
  type VirtualLink,
} from '../domain/problem.ts';
import { SCHEMES, type SchemeName } from '../domain/schemes/schemes.ts';

/**
 * The problem with the paths and sub-paths that a scheme allows: it must allow every inner node of f(p), and every node
 * of a sub-path, to relay. Without storage there are no virtual links, and nothing is filled. An initial stock stays
 * where it is, unused, since it is data.
 */
export function restrictProblem(problem: Problem, scheme: SchemeName): Problem {
  const { relays, usesStorage } = SCHEMES[scheme];
  const closed = new Set(
    problem.topology.nodes.flatMap(({ id, kind }) => (relays.includes(kind) ? [] : [id])),
  );
  if (closed.size === 0 && usesStorage) return problem;
  const admitsNodes = (nodes: readonly string[]) => !nodes.some((node) => closed.has(node));
  const admitsSubPath = ({ nodes, hops }: SubPath): boolean =>
    usesStorage && admitsNodes(nodes) && storedHops(hops).every(admitsStored);
  const admitsStored = (link: VirtualLink): boolean => admitsSubPath(subPathOf(problem, link));
  const admitsPath = ({ nodes, hops }: Path): boolean =>
    admitsNodes(nodes.slice(1, -1)) && storedHops(hops).every(admitsStored);

  const positions = problem.storagePairs.map(({ subPaths }) => {
    const kept = subPaths.flatMap((subPath, index) =>
      admitsSubPath(subPath) || subPath.initialStock > 0 ? [index] : [],
    );
    return new Map(kept.map((index, position) => [index, position]));
  });
  const moved = (hops: readonly Hop[]): Hop[] =>
    hops.map((hop) =>
      hop.kind === 'link' ? hop : { ...hop, subPath: positions[hop.pair]!.get(hop.subPath)! },
    );
  return {
    ...problem,
    storagePairs: problem.storagePairs.map((pair, index) => ({
      ...pair,
      subPaths: pair.subPaths
        .filter((_, subPath) => positions[index]!.has(subPath))
        .map((subPath) =>
          admitsSubPath(subPath) ? { ...subPath, hops: moved(subPath.hops) } : { ...subPath, fills: [] },
        ),
    })),
    demands: problem.demands.map((demand) => {
      const paths = demand.paths.filter(admitsPath).map((path) => ({ ...path, hops: moved(path.hops) }));
      return { ...demand, paths, reach: reachOf(demand, paths) };
    }),
  };
}

/** A slot whose usable paths are all left out has no contact as far as the scheme is concerned. */
function reachOf(demand: Demand, paths: readonly Path[]): Demand['reach'] {
  const usable = new Set(paths.flatMap(({ offers }) => offers.map(({ slot }) => slot)));
  return demand.reach.map((state, slot) => (state === 'usable' && !usable.has(slot) ? 'no-contact' : state));
}
