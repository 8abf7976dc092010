import { acquiredCapacity } from '../../src/domain/acquired-capacity.ts';
import { capacityAsRate } from '../../src/domain/network.ts';
import type { PlannedHop } from '../../src/domain/plan.ts';
import type { Decided, TelescopeSource } from './telescopes.ts';

/** What a plan does with a contact at some time: telescopes point along the link, or look elsewhere. */
export interface PointingFacts {
  readonly link: string;
  readonly ends: readonly [string, string];
  readonly from: number;
  readonly to: number;
  readonly isPointed: boolean;
  /** When it is acquired, in slots, whole or not; null if never. */
  readonly acquired: number | null;
  /** Base pairs that it carries. */
  readonly basePairs: number;
  /** What for, the largest first: pairs delivered to a demand, or put in store. */
  readonly uses: readonly { readonly what: string; readonly pairs: number; readonly stored: boolean }[];
  /** Nodes with fewer free telescopes than the link takes of them, and in how many of the slots. */
  readonly busy: readonly { readonly node: string; readonly taken: number; readonly slots: number }[];
  /** pairs/s of the link once acquired, at its best. */
  readonly bestRate: number;
  /** What was decided by hand about slots of it. */
  readonly decisions: readonly Decided[];
}

/** Null where the link is not in contact in the slot, or needs no limited telescope. */
export function pointingFacts(source: TelescopeSource, link: string, slot: number): PointingFacts | null {
  const { record, topology, decisions } = source;
  const index = topology?.links.findIndex(({ id }) => id === link) ?? -1;
  if (!topology?.pointing || index < 0 || topology.pointing.links[index] === null) return null;
  const rateIn = (at: number) => {
    const slotLinks = topology.slots[at];
    return slotLinks === undefined ? 0 : capacityAsRate(acquiredCapacity(slotLinks, index), topology);
  };
  const planned = (at: number) =>
    record.plan?.pointing?.find((one) => one.link === link && at >= one.from && at < one.to);
  const pointing = planned(slot);
  if (pointing === undefined && !(rateIn(slot) > 0)) return null;
  let { from, to } = pointing ?? { from: slot, to: slot + 1 };
  if (pointing === undefined) {
    while (rateIn(from - 1) > 0 && !planned(from - 1)) from--;
    while (rateIn(to) > 0 && !planned(to)) to++;
  }
  const slots = Array.from({ length: to - from }, (_, offset) => from + offset);
  const scheduled = record.schedule?.find((one) => one.link === link && one.from === pointing?.from);
  const acquiredAt = scheduled?.acquiredAtSeconds ?? null;
  return {
    link,
    ends: topology.links[index]!.ends,
    from,
    to,
    isPointed: pointing !== undefined,
    acquired: acquiredAt === null ? null : acquiredAt / topology.slotSeconds,
    basePairs: scheduled?.pairs ?? 0,
    uses: usesOf(source, link, from, to),
    busy: pointing === undefined ? busyNodes(source, index, slots) : [],
    bestRate: Math.max(...slots.map(rateIn)),
    decisions: decisions
      .filter((one) => one.link === link && one.from < to && from < one.to)
      .map(({ from: first, to: end, use }) => ({ from: first, to: end, use })),
  };
}

function usesOf({ record }: TelescopeSource, link: string, from: number, to: number): PointingFacts['uses'] {
  const { plan, horizon } = record;
  const pairs = new Map<string, { what: string; pairs: number; stored: boolean }>();
  const runsOver = (hops: readonly PlannedHop[]) => hops.some((hop) => 'link' in hop && hop.link === link);
  const add = (what: string, slot: number, rate: number, stored: boolean) => {
    if (slot < from || slot >= to) return;
    const key = `${stored} ${what}`;
    const known = pairs.get(key) ?? { what, pairs: 0, stored };
    pairs.set(key, { ...known, pairs: known.pairs + rate * horizon.slotSeconds });
  };
  for (const { demand, slot, rate, hops } of plan?.routes ?? [])
    if (runsOver(hops)) add(demand, slot, rate, false);
  const over = new Set(
    plan?.subPaths.flatMap(({ pair, id, hops }) => (runsOver(hops) ? [JSON.stringify([pair, id])] : [])),
  );
  for (const { pair, subPath, slot, rate } of plan?.fills ?? [])
    if (over.has(JSON.stringify([pair, subPath]))) add(pair, slot, rate, true);
  return [...pairs.values()].sort((a, b) => b.pairs - a.pairs);
}

function busyNodes(
  { record, topology }: TelescopeSource,
  index: number,
  slots: readonly number[],
): PointingFacts['busy'] {
  const { links, terminals } = topology!.pointing!;
  const indexOf = new Map(topology!.links.map(({ id }, link) => [id, link]));
  return links[index]!.terminals.flatMap(([node, count]) => {
    const telescopes = terminals.get(node)!;
    const full = slots.filter((slot) => {
      const taken = (record.plan?.pointing ?? []).reduce((sum, { link, from, to }) => {
        if (slot < from || slot >= to) return sum;
        const own = links[indexOf.get(link) ?? -1]?.terminals.find(([other]) => other === node);
        return sum + (own?.[1] ?? 0);
      }, 0);
      return taken + count > telescopes;
    });
    const { id } = topology!.nodes[node]!;
    return full.length === 0 ? [] : [{ node: id, taken: count, slots: full.length }];
  });
}
