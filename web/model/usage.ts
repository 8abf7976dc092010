import type { PlannedHop } from '../../src/domain/plan.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';

/** Base pairs that a plan draws from each link, pairs/s, slot by slot. */
export type Usage = readonly ReadonlyMap<string, number>[];

/**
 * What the routes and the fills of a plan draw from links: y·g of each route, and of each fill what
 * the swaps of its own hops lose (docs/paper-map.md).
 * @param swapSuccess q of the scenario
 */
export function usageOf(record: RunRecord, swapSuccess: number): Usage {
  const slots = Array.from({ length: record.horizon.slots }, () => new Map<string, number>());
  if (record.plan === null) return slots;
  const charge = (hops: readonly PlannedHop[], slot: number, rate: number) => {
    const used = slots[slot];
    if (!used) return;
    for (const hop of hops) {
      if ('link' in hop) used.set(hop.link, (used.get(hop.link) ?? 0) + rate);
    }
  };
  const { routes, subPaths, fills } = record.plan;
  for (const { hops, slot, rate, cost } of routes) charge(hops, slot, rate * cost);
  const hopsOf = new Map(subPaths.map(({ pair, id, hops }) => [JSON.stringify([pair, id]), hops]));
  for (const { pair, subPath, slot, rate } of fills) {
    const hops = hopsOf.get(JSON.stringify([pair, subPath])) ?? [];
    charge(hops, slot, rate / swapSuccess ** (hops.length - 1));
  }
  return slots;
}

export const highestUse = (usage: Usage): number =>
  usage.reduce((most, slot) => [...slot.values()].reduce((a, b) => Math.max(a, b), most), 0);
