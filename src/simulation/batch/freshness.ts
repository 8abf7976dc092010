/** The time since the last delivered pair, from deliveries that are counted step by step. */
import type { Execution } from '../execution.ts';
import { type Deliveries, passTime } from '../outcome.ts';

/** Of each demand: the step whose deliveries are not yet accounted for, s, how many these are, and F of the last one. */
export interface Freshness {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly pairs: Float64Array;
  readonly fidelity: Float64Array;
}

export const newFreshness = ({ demands }: Execution): Freshness => ({
  from: new Float64Array(demands.length),
  to: new Float64Array(demands.length),
  pairs: new Float64Array(demands.length),
  fidelity: new Float64Array(demands.length),
});

/** Notes that pairs are delivered at random moments of a step. */
export function noteDeliveries(
  execution: Execution,
  deliveries: Deliveries,
  freshness: Freshness,
  demand: number,
  { from, to, pairs, fidelity }: { readonly [name in keyof Freshness]: number },
): void {
  if (freshness.from[demand] !== from || freshness.to[demand] !== to) {
    settle(execution, deliveries, freshness, demand);
    freshness.from[demand] = from;
    freshness.to[demand] = to;
  }
  freshness.pairs[demand]! += pairs;
  freshness.fidelity[demand] = fidelity;
}

/**
 * Accounts for the deliveries of a step. Of n random moments in a time h, the first is expected at h/(n + 1), the last at
 * nh/(n + 1), and the square of each gap between two of them is 2h²/((n + 1)(n + 2)).
 */
export function settle(
  execution: Execution,
  deliveries: Deliveries,
  { from, to, pairs, fidelity }: Freshness,
  demand: number,
): void {
  const count = pairs[demand]!;
  if (count === 0) return;
  pairs[demand] = 0;
  const { lastAt, lastFidelity, outcome } = deliveries;
  const begin = Math.max(from[demand]!, lastAt[demand]!);
  const seconds = Math.max(0, to[demand]! - begin);
  passTime(execution, deliveries, demand, begin + seconds / (count + 1));
  outcome.ageIntegral[demand]! += ((count - 1) * seconds * seconds) / ((count + 1) * (count + 2));
  lastAt[demand] = begin + (seconds * count) / (count + 1);
  lastFidelity[demand] = fidelity[demand]!;
}
