import type { PlannedRoute } from '../../domain/plan.ts';
import { usableAfterSeconds } from '../../physics/latency.ts';

/** How signals travel in the slot of a route. */
interface Signals {
  /** Herald of an own link by its id, s; NaN if unknown. */
  readonly heraldOf: (link: string) => number;
  /** Delay between two nodes, s; NaN if unknown. */
  readonly delayBetween: (from: string, to: string) => number;
}

/**
 * t_p: from the beginning of an attempt until the pair of a route may be used at both ends, s; NaN if unknown. The slowest
 * herald of its own links, then the news of the swap that takes longest to both ends, then one delay from end to end for every round of purification. Gates and measurements take no
 * time.
 */
export function routeLatencySeconds(
  { nodes, hops }: Pick<PlannedRoute, 'nodes' | 'hops'>,
  rounds: number,
  { heraldOf, delayBetween }: Signals,
): number {
  const [source, destination] = [nodes[0]!, nodes.at(-1)!];
  const heralds = hops.flatMap((hop) => ('pair' in hop ? [] : [heraldOf(hop.link)]));
  const news = nodes
    .slice(1, -1)
    .map((node) => Math.max(delayBetween(node, source), delayBetween(node, destination)));
  const signalling = {
    swapSeconds: Math.max(0, ...news),
    roundSeconds: rounds > 0 ? delayBetween(source, destination) : 0,
  };
  return usableAfterSeconds(heralds, signalling, rounds);
}
