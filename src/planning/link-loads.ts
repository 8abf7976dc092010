import type { Plan, PlannedHop } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';

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
  const subPaths = new Map(
    storagePairs.flatMap(({ id, subPaths: all }) =>
      all.map((subPath) => [key(id, subPath.id), subPath] as const),
    ),
  );
  const hopsOf = new Map(plan.subPaths.map(({ pair, id, hops }) => [key(pair, id), hops]));
  for (const { pair, subPath, slot, rate } of plan.fills) {
    const fill = subPaths.get(key(pair, subPath))?.fills.find((candidate) => candidate.slot === slot);
    for (const hop of hopsOf.get(key(pair, subPath)) ?? []) load(hop, slot, rate * (fill?.cost ?? 1));
  }
}
