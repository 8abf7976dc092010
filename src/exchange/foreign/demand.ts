import { paths } from '../../scenario/schema/routing.ts';

/** A demand for a network that states none, and how it was chosen. */
interface ChosenDemand {
  /** Index of a node. */
  readonly source: number;
  readonly destination: number;
  readonly hops: number;
  /** The maximum number of hops of a path, if there are nodes farther apart. */
  readonly limit: number | null;
}

/**
 * Two nodes many hops apart, but no more than a path of the catalogue has: the one farthest from the first link, and
 * the one farthest from that.
 * @param ends of at least one link
 */
export function chooseDemand(nodeCount: number, ends: readonly (readonly [number, number])[]): ChosenDemand {
  const { maximumHops } = paths.parse({});
  const neighbours: number[][] = Array.from({ length: nodeCount }, () => []);
  for (const [one, other] of ends) {
    neighbours[one]!.push(other);
    neighbours[other]!.push(one);
  }
  // In the order of discovery, in which distances rise.
  const hopsFrom = (origin: number): [number, number][] => {
    const hops = new Map([[origin, 0]]);
    for (const [node, distance] of hops) {
      for (const next of neighbours[node]!) if (!hops.has(next)) hops.set(next, distance + 1);
    }
    return [...hops];
  };
  const [source] = hopsFrom(ends[0]![0]).at(-1)!;
  const reached = hopsFrom(source);
  const [destination, hops] = reached.findLast(([, distance]) => distance <= maximumHops)!;
  return { source, destination, hops, limit: reached.at(-1)![1] > hops ? maximumHops : null };
}
