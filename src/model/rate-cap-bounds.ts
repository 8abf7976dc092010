/** Bounds on Σ α y that need no solver: every demand at its largest α·Y^max, as if it had the network to itself. */
import type { Layout } from './layout.ts';

/** Per C2 group: the largest α·Y^max of its choices. */
export const rateCapsByGroup = ({ groups, choices, problem }: Layout): Float64Array =>
  Float64Array.from(groups, ({ demand, slot, choices: own }) => {
    const most = own.reduce((best, choice) => Math.max(best, choices[choice]!.offer.rateCap), 0);
    return problem.demands[demand]!.weight[slot]! * most;
  });

/** Bounds on Σ α y of each slot. */
export function rateCapsBySlot(layout: Layout): Float64Array {
  const bounds = new Float64Array(layout.problem.topology.slotCount);
  rateCapsByGroup(layout).forEach((cap, group) => {
    bounds[layout.groups[group]!.slot]! += cap;
  });
  return bounds;
}

/** A bound on Σ α y of all slots. */
export const rateCapBound = (layout: Layout): number =>
  rateCapsByGroup(layout).reduce((sum, cap) => sum + cap, 0);
