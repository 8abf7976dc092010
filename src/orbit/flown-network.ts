/** The network as a plan flies it: links with a limited telescope carry pairs only while pointed at and acquired. */

import { acquiredCapacity } from '../domain/acquired-capacity.ts';
import { capacityAsRate, capacityIn, type Topology } from '../domain/network.ts';
import type { Plan } from '../domain/plan.ts';
import { lostShares, type PointedLink, type PointingLimits, statedUse } from '../domain/pointing.ts';

/**
 * What keeps telescopes from a path: they point elsewhere, have not pointed along it for long enough, or are not to point
 * along it.
 */
export type TelescopeLack = 'no terminal' | 'acquiring' | 'forbidden by hand';

export interface FlownNetwork {
  /** What a link carries at most in a slot, pairs/s. */
  capacity(link: number, slot: number): number;
  /** Whether only telescopes keep a link of the network from carrying pairs in a slot. */
  isIdle(link: number, slot: number): boolean;
  /**
   * What keeps the idle ones of these links from being pointed at together, all other pointings staying as they are;
   * null if nothing does.
   */
  lackOf(links: readonly number[], slot: number): TelescopeLack | null;
}

export function flownNetwork(topology: Topology, { pointing = [] }: Pick<Plan, 'pointing'>): FlownNetwork {
  const { pointing: limits, slots, slotSeconds, links } = topology;
  if (limits === undefined) {
    return {
      capacity: (link, slot) => capacityAsRate(capacityIn(slots[slot]!, link), topology),
      isIdle: () => false,
      lackOf: () => null,
    };
  }
  const indexOf = new Map(links.map(({ id }, link) => [id, link]));
  const lostOf = (link: number) => lostShares(limits.links[link]!.acquisitionSeconds, slotSeconds);
  /** By slot and link, the share of the slot that acquisition leaves where telescopes point along the link. */
  const shares = new Map<string, number>();
  for (const { link: id, from, to } of pointing) {
    const link = indexOf.get(id);
    if (link === undefined || !limits.links[link]) continue;
    const lost = lostOf(link);
    for (let slot = from; slot < to; slot++) shares.set(`${slot} ${link}`, 1 - (lost[slot - from] ?? 0));
  }
  const free = freeTelescopes(limits, shares);
  const shareOf = (link: number, slot: number): number =>
    limits.links[link] === null ? 1 : (shares.get(`${slot} ${link}`) ?? 0);
  const isIdle = (link: number, slot: number): boolean => shareOf(link, slot) === 0;

  /** Whether telescopes are free for all these links in a slot, of those at which they do not point anyway. */
  const areFree = (wanted: readonly number[], slot: number): boolean => {
    const taken = new Map<number, number>();
    for (const link of wanted) {
      if (shares.has(`${slot} ${link}`)) continue;
      for (const [node, count] of limits.links[link]!.terminals) {
        taken.set(node, (taken.get(node) ?? 0) + count);
      }
    }
    return [...taken].every(([node, count]) => count <= free(node, slot));
  };
  return {
    capacity: (link, slot) =>
      capacityAsRate(acquiredCapacity(slots[slot]!, link), topology) * shareOf(link, slot),
    isIdle,
    lackOf(of, slot) {
      const idle = of.filter((link) => isIdle(link, slot));
      const isForbidden = (link: number, at: number) => statedUse(limits, link, at) === 'forbid';
      if (idle.some((link) => isForbidden(link, slot))) return 'forbidden by hand';
      if (!areFree(idle, slot)) return 'no terminal';
      // Slots before this one in which telescopes have to point along the link, or acquisition takes up all of it.
      const ahead = idle.map((link) => lostOf(link).filter((share) => share === 1).length);
      for (let before = 1; before <= Math.max(0, ...ahead); before++) {
        const pointed = idle.filter((_, position) => ahead[position]! >= before);
        if (pointed.some((link) => isForbidden(link, slot - before))) return 'forbidden by hand';
        if (!areFree(pointed, slot - before)) return 'acquiring';
      }
      return null;
    },
  };
}

/** Telescopes of a node that point nowhere in a slot. */
function freeTelescopes(
  { terminals, links }: PointingLimits,
  pointed: ReadonlyMap<string, number>,
): (node: number, slot: number) => number {
  const taken = new Map<string, number>();
  for (const key of pointed.keys()) {
    const [slot, link] = key.split(' ').map(Number) as [number, number];
    const { terminals: of }: PointedLink = links[link]!;
    for (const [node, count] of of) {
      taken.set(`${slot} ${node}`, (taken.get(`${slot} ${node}`) ?? 0) + count);
    }
  }
  return (node, slot) => terminals.get(node)! - (taken.get(`${slot} ${node}`) ?? 0);
}
