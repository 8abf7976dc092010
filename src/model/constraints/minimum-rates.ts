/**
 * C7 (ours): Σ_p y^t_{k,p} ≥ minimumRate in every slot with a usable path. The row is there even if none of these paths
 * may be taken.
 */
import type { ConstraintFamily } from './family.ts';

export const minimumRates: ConstraintFamily = {
  rowName: (demand, slot) => `C7(k${demand},t${slot})`,
  writtenBy: 'slot',
  isWithinSlot: true,
  partByPart: 'by name',
  order: 'group',
  write(scope, slot, rows) {
    const { layout } = scope;
    for (const [demand, { minimumRate, reach }] of layout.problem.demands.entries()) {
      if (minimumRate === 0 || reach[slot] !== 'usable') continue;
      rows.begin(demand, slot, minimumRate, Number.POSITIVE_INFINITY);
      for (const choice of scope.choicesOf(slot)) {
        if (layout.choices[choice]!.demand === demand) rows.add(scope.rate(choice), 1);
      }
    }
  },
};
