import { VERIFICATION_TOLERANCE } from '../domain/certificate.ts';
import type { Plan } from '../domain/plan.ts';
import type { Shortage } from '../domain/run-record.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** The slots that C7 exempts, since the demand has no usable path there. */
export type ExemptSlots = readonly { readonly demand: string; readonly slot: number }[];

/** Whether a rate falls short of a minimum rate by more than rounding, pairs/s. */
export const misses = (rate: number, minimumRate: number): boolean =>
  rate < minimumRate * (1 - VERIFICATION_TOLERANCE);

/** The minimum rates that a plan misses, by demand in the order of the scenario and slot. */
export function missedMinimumRates(scenario: Scenario, plan: Plan, exempt: ExemptSlots): Shortage[] {
  const keyOf = (demand: string, slot: number) => JSON.stringify([demand, slot]);
  const delivered = new Map<string, number>();
  for (const { demand, slot, rate } of plan.routes) {
    const key = keyOf(demand, slot);
    delivered.set(key, (delivered.get(key) ?? 0) + rate);
  }
  const spared = new Set(exempt.map(({ demand, slot }) => keyOf(demand, slot)));
  return scenario.demands.flatMap(({ id, minimumRate }) =>
    Array.from({ length: scenario.horizon.slots }, (_, slot) => slot).flatMap((slot): Shortage[] => {
      const rate = delivered.get(keyOf(id!, slot)) ?? 0;
      if (spared.has(keyOf(id!, slot)) || !misses(rate, minimumRate)) return [];
      return [{ demand: id!, slot, missingRate: minimumRate - rate }];
    }),
  );
}
