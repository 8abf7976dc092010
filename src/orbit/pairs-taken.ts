import type { Plan, PlannedHop } from '../domain/plan.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** Base pairs that a plan takes from a link in a slot: for delivered pairs their cost, for stored ones that of swaps. */
export function pairsTaken(
  { routes, fills, subPaths }: Plan,
  { horizon: { slotSeconds }, gates: { swapSuccess } }: Pick<Scenario, 'horizon' | 'gates'>,
): (link: string, slot: number) => number {
  const taken = new Map<string, number>();
  const take = (hops: readonly PlannedHop[], slot: number, rate: number): void => {
    for (const hop of hops) {
      if (!('link' in hop)) continue;
      const key = keyOf(hop.link, slot);
      taken.set(key, (taken.get(key) ?? 0) + rate * slotSeconds);
    }
  };
  for (const { hops, slot, rate, cost } of routes) take(hops, slot, rate * cost);
  const hopsOf = new Map(subPaths.map(({ pair, id, hops }) => [JSON.stringify([pair, id]), hops]));
  for (const { pair, subPath, slot, rate } of fills) {
    const hops = hopsOf.get(JSON.stringify([pair, subPath])) ?? [];
    take(hops, slot, rate / swapSuccess ** (hops.length - 1));
  }
  return (link, slot) => taken.get(keyOf(link, slot)) ?? 0;
}

const keyOf = (link: string, slot: number): string => `${slot} ${link}`;
