import type { Margins } from '../domain/margins.ts';
import type { Topology } from '../domain/network.ts';
import type { Hop, Path, StoragePair } from '../domain/problem.ts';
import type { Catalogue } from '../graph/catalogue.ts';

/** The factor on the Werner parameter of a path of a demand before purification; 1 without a margin. */
export type MarginOf = (demand: string, path: Pick<Path, 'id' | 'hops'>) => number;

/** Looks margins up for the paths of a catalogue. */
export function pathMargins(
  { paths, links, stocks }: Margins,
  topology: Topology,
  pairs: readonly Pick<StoragePair, 'id'>[],
  { subPaths }: Pick<Catalogue, 'subPaths'>,
): MarginOf {
  const nameOf = (...names: string[]): string => JSON.stringify(names);
  const ofPath = new Map(paths.map(({ demand, path, factor }) => [nameOf(demand, path), factor]));
  const ofLink = new Map(links.map(({ link, factor }) => [link, factor]));
  const ofStock = new Map(stocks.map(({ pair, subPath, factor }) => [nameOf(pair, subPath), factor]));
  const ofHop = (hop: Hop): number =>
    (hop.kind === 'link'
      ? ofLink.get(topology.links[hop.link]!.id)
      : ofStock.get(nameOf(pairs[hop.pair]!.id, subPaths[hop.pair]![hop.subPath]!.id))) ?? 1;
  return (demand, { id, hops }) =>
    ofPath.get(nameOf(demand, id)) ?? hops.reduce((product, hop) => product * ofHop(hop), 1);
}
