/** Whether the numbers of an instance are too far apart for solvers to see the small ones beside the large ones. */
import type { Layout } from './layout.ts';
import { rateCapsByGroup } from './rate-cap-bounds.ts';

/** A contribution below this share of the largest one is within the tolerances of solvers. */
const SMALLEST_SHARE = 1e-7;

interface UnseenDemand {
  readonly demand: string;
  /** The most that one slot of this demand can add to Σ α y, as a share of the largest over all demands. */
  readonly share: number;
}

/** The demands with a usable path whose best α·Y^max is so small that a plan may leave them out. */
export function unseenDemands(layout: Layout): UnseenDemand[] {
  const { problem, groups } = layout;
  const best = new Float64Array(problem.demands.length);
  rateCapsByGroup(layout).forEach((cap, group) => {
    const { demand } = groups[group]!;
    best[demand] = Math.max(best[demand]!, cap);
  });
  const largest = best.reduce((most, value) => Math.max(most, value), 0);
  return problem.demands.flatMap(({ id }, index) => {
    const share = best[index]! / largest;
    return share > 0 && share < SMALLEST_SHARE ? [{ demand: id, share }] : [];
  });
}
