import type { SlotLinks, Topology } from '../domain/network.ts';
import { type PassedWay, shortestDelays } from '../graph/shortest-delays.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** How messages travel in a slot. */
export interface MessageNetwork {
  /** One way, s; Infinity if no message gets there. */
  delay(from: number, to: number): number;
  /** The ways of a message from one node to another; none if the relay carries it. */
  waysBetween(from: number, to: number): readonly PassedWay[];
  /** The quantum link of a way, by its index in the network, or the classical link, by that in the scenario. */
  whatIs(way: number): { readonly link: number } | { readonly classical: number };
}

/**
 * Messages go along the quantum links in contact in the slot, which carry them whether or not telescopes of limited number
 * point along them (ours), along classical links, and over the relay; the shortest way.
 */
export function messageNetwork(
  { classical }: Pick<Scenario, 'classical'>,
  { nodes, links }: Topology,
  { link: inContact, arms }: SlotLinks,
  indexOf: ReadonlyMap<string, number>,
): MessageNetwork {
  const endsOf = ([one, other]: readonly [string, string]) =>
    [indexOf.get(one)!, indexOf.get(other)!] as const;
  const quantum = Array.from(inContact, (link, at) => ({
    link,
    ends: endsOf(links[link]!.ends),
    delaySeconds: arms === undefined ? Number.NaN : arms.firstDelay[at]! + arms.secondDelay[at]!,
  })).filter(({ delaySeconds }) => !Number.isNaN(delaySeconds));
  const stated = (classical?.links ?? []).map(({ ends, delayMs }) => ({
    ends: endsOf(ends),
    delaySeconds: delayMs / 1000,
  }));
  const from = shortestDelays(nodes.length, [...quantum, ...stated]);
  const relaySeconds = classical?.relay ? classical.relay.delayMs / 1000 : Number.POSITIVE_INFINITY;
  return {
    delay: (one, other) => (one === other ? 0 : Math.min(relaySeconds, from(one).delayTo(other))),
    waysBetween: (one, other) => (relaySeconds < from(one).delayTo(other) ? [] : from(one).waysTo(other)),
    whatIs: (way) => {
      const link = quantum[way]?.link;
      return link === undefined ? { classical: way - quantum.length } : { link };
    },
  };
}
