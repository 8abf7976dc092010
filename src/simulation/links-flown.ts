/** What links carry as the plan flies them: in pointed slots, after acquisition, with their part of shared sources. */
import { acquiredCapacity } from '../domain/acquired-capacity.ts';
import { capacityAsRate, capacityIn, type Topology } from '../domain/network.ts';
import type { Plan } from '../domain/plan.ts';

interface FlownLink {
  /** Mean number of pairs in the slot. */
  readonly mean: number;
  /** When it has been acquired, after the beginning of the slot, s. */
  readonly beginSeconds: number;
}

/**
 * The right side of the plan's row (C4, P2), by link and slot. Where links share a source, its time is divided in
 * proportion to what the plan takes of each (S).
 * @param loadOf pairs that the plan takes of a link in a slot
 */
export function flownLinks(
  topology: Topology,
  { pointing = [] }: Plan,
  loadOf: (link: number, slot: number) => number,
): (link: number, slot: number) => FlownLink {
  const { slots, slotSeconds, pointing: limits, links } = topology;
  const whole = (link: number, slot: number): number =>
    capacityAsRate(acquiredCapacity(slots[slot]!, link), topology) * slotSeconds;
  const spans = new Map<string, { readonly from: number; readonly to: number }[]>();
  for (const { link, from, to } of pointing) spans.set(link, [...(spans.get(link) ?? []), { from, to }]);

  /** Seconds of the slot that acquisition takes; all of it where no telescope points along the link. */
  const lostSeconds = (link: number, slot: number): number => {
    const span = spans.get(links[link]!.id)?.find(({ from, to }) => from <= slot && slot < to);
    if (span === undefined) return slotSeconds;
    const left = limits!.links[link]!.acquisitionSeconds - (slot - span.from) * slotSeconds;
    return Math.min(slotSeconds, Math.max(0, left));
  };
  const fedBy = new Map<number, number[]>();
  limits?.sources.forEach((source, link) => {
    if (source >= 0) fedBy.set(source, [...(fedBy.get(source) ?? []), link]);
  });
  /** The part of a shared source that a link gets. */
  const sourceShare = (link: number, slot: number): number => {
    const source = limits?.sources[link] ?? -1;
    if (source < 0) return 1;
    const taken = (one: number) => {
      const load = loadOf(one, slot);
      return load > 0 ? load / whole(one, slot) : 0;
    };
    const all = fedBy.get(source)!.reduce((sum, one) => sum + taken(one), 0);
    return all > 0 ? taken(link) / all : 1;
  };
  return (link, slot) => {
    if (limits === undefined) {
      return {
        mean: capacityAsRate(capacityIn(slots[slot]!, link), topology) * slotSeconds,
        beginSeconds: 0,
      };
    }
    const beginSeconds = limits.links[link] === null ? 0 : lostSeconds(link, slot);
    const alone =
      limits.links[link] === null
        ? capacityAsRate(capacityIn(slots[slot]!, link), topology) * slotSeconds
        : whole(link, slot) * (1 - beginSeconds / slotSeconds);
    return { mean: Math.min(alone, whole(link, slot) * sourceShare(link, slot)), beginSeconds };
  };
}
