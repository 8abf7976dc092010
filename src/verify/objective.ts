import type { Plan } from '../domain/plan.ts';
import type { ScenarioIndex } from './scenario-index.ts';

/** Σ α y (pairs/s, weighted) and Σ y δ (pairs) of the routes of known demands. */
export function totalsOf(
  { demands, topology }: ScenarioIndex,
  plan: Plan,
): { readonly objective: number; readonly totalPairs: number } {
  let objective = 0;
  let totalPairs = 0;
  for (const { demand, slot, rate } of plan.routes) {
    const weight = demands.get(demand)?.weight;
    if (weight === undefined || !topology.slots[slot]) continue; // a `path` violation
    const alpha = typeof weight === 'number' ? weight : weight[slot]!;
    objective += alpha * rate;
    totalPairs += rate * topology.slotSeconds;
  }
  return { objective, totalPairs };
}
