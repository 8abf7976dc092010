/** A first plan, demand by demand and slot by slot, and its improvement. */
import { randomStream } from '../../base/random.ts';
import type { Layout } from '../../model/layout.ts';
import { openPulledPlan, type PulledPlan } from './pulled-plan.ts';
import { type Improver, openImprover } from './ruin-and-recreate.ts';

interface PullSearch extends Omit<Improver, 'build'> {
  readonly plan: PulledPlan;
}

/** Slot by slot, and in a slot those demands first to which it could give most. */
export function openPullSearch(layout: Layout, seed: number): PullSearch {
  const plan = openPulledPlan(layout);
  const { groups, choices, problem } = layout;
  const most = groups.map(({ demand, slot, choices: own }) => {
    const weight = problem.demands[demand]!.weight[slot]!;
    return own.reduce((best, choice) => Math.max(best, weight * choices[choice]!.offer.rateCap), 0);
  });
  const { build, ...improver } = openImprover(plan, randomStream(seed, 'ruin and recreate'));
  build([...groups.keys()].sort((a, b) => groups[a]!.slot - groups[b]!.slot || most[b]! - most[a]! || a - b));
  return { plan, ...improver };
}
