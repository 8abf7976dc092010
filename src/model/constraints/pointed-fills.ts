/** P6 (ours): y_n ≤ Y^max_n w^t_e for each filling over a link with a limited telescope. */
import { type ConstraintFamily, UNBOUNDED } from './family.ts';

export const pointedFills: ConstraintFamily = {
  rowName: (entity, slot) => `P6(s${entity},t${slot})`,
  writtenBy: 'slot',
  isWithinSlot: true,
  partByPart: 'by name',
  order: 'slot',
  write(scope, slot, rows) {
    const { layout, fillUse, stockOfFill } = scope;
    const { pointing, problem } = layout;
    if (pointing === null) return;
    for (const fill of scope.fillsOf(slot)) {
      const filled = scope.fill(fill);
      if (filled === undefined) continue;
      const { rateCap } = layout.fills[fill]!.fill;
      for (const link of fillUse[fill]!.links) {
        const index = pointing.indexOf(link, slot);
        if (index < 0) continue;
        rows.begin(stockOfFill[fill]! * problem.topology.links.length + link, slot, UNBOUNDED, 0);
        rows.add(filled, 1);
        rows.add(scope.pointed(index)!, -rateCap);
      }
    }
  },
};
