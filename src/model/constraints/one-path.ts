/**
 * C2: Σ_p x^t_{k,p} = 1 for every pair and slot with a usable path. In a compact program ≤: a selected path may carry
 * nothing, so a pair that selects no path may count as selecting any.
 */
import { choicesByGroup } from '../program-scope.ts';
import { type SelectionConstraint, UNBOUNDED } from './family.ts';

export const onePath: SelectionConstraint = {
  rowName({ groups }, group) {
    const { demand, slot } = groups[group]!;
    return `C2(k${demand},t${slot})`;
  },
  meaningOf: (group) => ({ constraint: 'C2', group }),
  write(scope, slot, rows) {
    for (const [group, choices] of choicesByGroup(scope, slot)) {
      const selected = choices.flatMap((choice) => scope.selected(choice) ?? []);
      if (selected.length === 0) continue;
      rows.begin(group, slot, scope.isCompact ? UNBOUNDED : 1, 1);
      for (const column of selected) rows.add(column, 1);
    }
  },
};
