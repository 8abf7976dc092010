/** P3 (ours): u^t_e ≥ w^t_e − w^{t−1}_e, with w^{t−1} = 0 before slot 0 and where there is nothing to point at. */
import { pointingsIn } from '../pointing-columns.ts';
import { type SelectionConstraint, UNBOUNDED } from './family.ts';

export const slews: SelectionConstraint = {
  rowName({ pointing }, index) {
    const { link, slot } = pointing!.columns[index]!;
    return `P3(e${link},t${slot})`;
  },
  meaningOf: (pointing) => ({ constraint: 'P3', pointing }),
  write(scope, slot, rows) {
    const { pointing } = scope.layout;
    if (pointing === null) return;
    for (const index of pointingsIn(pointing, slot)) {
      const pointed = scope.pointed(index);
      const slewed = scope.slewed(index);
      if (pointed === undefined || slewed === undefined) continue;
      const before = pointing.indexOf(pointing.columns[index]!.link, slot - 1);
      const earlier = scope.pointed(before);
      // What was pointed at before the program begins is unknown there.
      if (before >= 0 && earlier === undefined) continue;
      rows.begin(index, slot, UNBOUNDED, 0);
      rows.add(pointed, 1);
      if (earlier !== undefined) rows.add(earlier, -1);
      rows.add(slewed, -1);
    }
  },
};
