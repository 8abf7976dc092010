import type { Plan, PlannedHop } from '../domain/plan.ts';
import type { Fill, Problem } from '../domain/problem.ts';

/** Calls back with what every route and every filling takes of each of its hops, in pairs/s. */
export function forEachLoad(
  { storagePairs }: Problem,
  plan: Plan,
  load: (hop: PlannedHop, slot: number, pairsPerSecond: number) => void,
): void {
  for (const { hops, slot, rate, cost } of plan.routes) {
    for (const hop of hops) load(hop, slot, rate * cost);
  }
  const key = (pair: string, subPath: string) => `${pair} ${subPath}`;
  const hopsOf = new Map(plan.subPaths.map(({ pair, id, hops }) => [key(pair, id), hops]));
  const filled = new Map<string, ReturnType<typeof costsBySlot>>();
  for (const { id: pair, subPaths } of storagePairs) {
    for (const { id, fills } of subPaths) {
      const name = key(pair, id);
      if (hopsOf.has(name)) filled.set(name, costsBySlot(fills));
    }
  }
  for (const { pair, subPath, slot, rate } of plan.fills) {
    const name = key(pair, subPath);
    const cost = filled.get(name)?.(slot) ?? 1;
    for (const hop of hopsOf.get(name) ?? []) load(hop, slot, rate * cost);
  }
}

/** The cost of a fill by its slot, for slots that are asked for in order. */
function costsBySlot(fills: readonly Fill[]): (slot: number) => number | undefined {
  let at = 0;
  return (slot) => {
    if (at >= fills.length || fills[at]!.slot > slot) at = 0;
    while (at < fills.length && fills[at]!.slot < slot) at++;
    return fills[at]?.slot === slot ? fills[at]!.cost : undefined;
  };
}
