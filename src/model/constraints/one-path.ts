/**
 * C2: Σ_p x^t_{k,p} = 1 for every pair and slot with a usable path. In a compact program ≤: a selected path may carry
 * nothing, so a pair that selects no path may count as selecting any. Also ≤ where a path needs telescopes (P5), which a
 * pair may leave to others.
 */
import { ownLinks, pathOf } from '../../domain/problem.ts';
import type { Layout } from '../layout.ts';
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
      const isFree = scope.isCompact || choices.some((choice) => needsTelescope(scope.layout, choice));
      rows.begin(group, slot, isFree ? UNBOUNDED : 1, 1);
      for (const column of selected) rows.add(column, 1);
    }
  },
};

const needsTelescope = ({ pointing, problem, choices }: Layout, choice: number): boolean =>
  pointing !== null &&
  ownLinks(pathOf(problem, choices[choice]!).hops).some((link) => pointing.limits.links[link] !== null);
