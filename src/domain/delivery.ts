import type { RunStatus } from './run-status.ts';

/**
 * Whether anything reaches a user, which no status says: an optimum of zero is an optimum. `nothing`: a proof, or a
 * rule that finished, says so; `nothing yet`: the plan is empty, but a better one is not ruled out.
 */
type Delivery = 'something' | 'nothing' | 'nothing yet' | 'no plan';

/** For a run, or for a scheme in a comparison: derived from its verified plan and how the search ended. */
export function deliveryOf({
  status,
  totalPairs,
}: {
  readonly status: RunStatus;
  readonly totalPairs: number | null;
}): Delivery {
  if (totalPairs === null) return 'no plan';
  if (totalPairs > 0) return 'something';
  // A gap that was reached short of the optimum leaves room for a plan; a gap of 0 is status `optimal`.
  return status === 'optimal' || status === 'completed' || status === 'minimum-rate-missed'
    ? 'nothing'
    : 'nothing yet';
}
