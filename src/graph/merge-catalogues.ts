import type { Hop } from '../domain/problem.ts';
import type { Catalogue } from './catalogue.ts';

/**
 * The union of catalogues of the same storage pairs and demands, in the order in which paths appear. Ids name the hops,
 * so paths with equal ids are equal.
 */
export function mergeCatalogues(catalogues: readonly Catalogue[]): Catalogue {
  const [first] = catalogues;
  if (first === undefined || catalogues.length === 1) return first ?? { subPaths: [], paths: [] };
  const positions = first.subPaths.map((_, pair) => {
    const ids = catalogues.flatMap(({ subPaths }) => subPaths[pair]!.map(({ id }) => id));
    return new Map([...new Set(ids)].map((id, position) => [id, position]));
  });
  /** Hops of one catalogue, pointing into the union. */
  const moved = (from: Catalogue, hops: readonly Hop[]): Hop[] =>
    hops.map((hop) =>
      hop.kind === 'link'
        ? hop
        : { ...hop, subPath: positions[hop.pair]!.get(from.subPaths[hop.pair]![hop.subPath]!.id)! },
    );
  const union = <T extends { readonly id: string; readonly hops: readonly Hop[] }>(
    listOf: (catalogue: Catalogue) => readonly T[],
  ): T[] => {
    const known = new Map<string, T>();
    for (const catalogue of catalogues) {
      for (const path of listOf(catalogue)) {
        if (!known.has(path.id)) known.set(path.id, { ...path, hops: moved(catalogue, path.hops) });
      }
    }
    return [...known.values()];
  };
  return {
    subPaths: first.subPaths.map((_, pair) => union(({ subPaths }) => subPaths[pair]!)),
    paths: first.paths.map((_, demand) => union(({ paths }) => paths[demand]!)),
  };
}
