/** A first plan, demand by demand and slot by slot. */
import { randomStream } from '../../base/random.ts';
import type { Layout } from '../../model/layout.ts';
import { openPulledPlan, type PulledPlan } from './pulled-plan.ts';
import { type Improver, openImprover, ROUNDING, recreate } from './ruin-and-recreate.ts';

interface PullSearch extends Improver {
  readonly plan: PulledPlan;
  /** Whether every demand gets its minimum rate wherever it has a path. */
  keepsMinimumRates(): boolean;
}

/** Minimum rates of all slots first; in a slot those demands first that a slot could give most. */
export function openPullSearch(layout: Layout, seed: number): PullSearch {
  const plan = openPulledPlan(layout);
  const { groups, choices, problem } = layout;
  const { demands } = problem;
  const most = groups.map(({ demand, slot, choices: own }) => {
    const weight = demands[demand]!.weight[slot]!;
    return own.reduce((best, choice) => Math.max(best, weight * choices[choice]!.offer.rateCap), 0);
  });
  const order = [...groups.keys()].sort(
    (a, b) => groups[a]!.slot - groups[b]!.slot || most[b]! - most[a]! || a - b,
  );
  const leastOf = groups.map(({ demand }) => demands[demand]!.minimumRate);
  recreate(
    plan,
    order.filter((group) => most[group]! > 0 || leastOf[group]! > 0),
    leastOf.some((least) => least > 0) ? leastOf : null,
  );
  const keepsMinimumRates = () =>
    leastOf.every((least, group) => plan.rateOf(group) >= least * (1 - ROUNDING));
  return { plan, keepsMinimumRates, ...openImprover(plan, randomStream(seed, 'ruin and recreate')) };
}
