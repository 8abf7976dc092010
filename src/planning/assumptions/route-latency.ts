import type { PlannedRoute } from '../../domain/plan.ts';
import { heraldSeconds } from '../../physics/heralding.ts';
import { usableAfterSeconds } from '../../physics/latency.ts';

/** How signals travel in the slot of a route. */
interface Signals {
  /** Delay of an own link by its id, s; NaN if unknown. */
  readonly delayOf: (link: string) => number;
  /** Whether its pairs are made between its ends, on a platform or in the middle of a fibre. */
  readonly isFedBetween: (link: string) => boolean;
  /** Delay between two nodes, s; NaN if unknown. */
  readonly delayBetween: (from: string, to: string) => number;
}

/**
 * t_p: from the beginning of an attempt until the pair of a route may be used at both ends, s; NaN if unknown. The slowest
 * herald of its own links, 2L/c from a source at one end and L/c from one in between, then the news of the swap that takes
 * longest to both ends, then one delay from end to end for every round of purification. Gates and measurements take no
 * time.
 */
export function routeLatencySeconds(
  { nodes, hops }: Pick<PlannedRoute, 'nodes' | 'hops'>,
  rounds: number,
  { delayOf, isFedBetween, delayBetween }: Signals,
): number {
  const [source, destination] = [nodes[0]!, nodes.at(-1)!];
  const heralds = hops.flatMap((hop) => {
    if ('pair' in hop) return [];
    return [heraldSeconds(isFedBetween(hop.link) ? 'middle' : 'end', delayOf(hop.link))];
  });
  const news = nodes
    .slice(1, -1)
    .map((node) => Math.max(delayBetween(node, source), delayBetween(node, destination)));
  const signalling = {
    swapSeconds: Math.max(0, ...news),
    roundSeconds: rounds > 0 ? delayBetween(source, destination) : 0,
  };
  return usableAfterSeconds(heralds, signalling, rounds);
}
