/**
 * P4 (ours): Σ_{j<n} u^{t−j}_e ≤ w^t_e. What is pointed at stays so while it is acquired; a shorter pointing would carry
 * nothing. With P3 this is the integral polytope of a minimum up time (Rajan and Takriti, 2005).
 */
import { pointingsIn } from '../pointing-columns.ts';
import { type SelectionConstraint, UNBOUNDED } from './family.ts';

export const acquisitionTime: SelectionConstraint = {
  rowName({ pointing }, index) {
    const { link, slot } = pointing!.columns[index]!;
    return `P4(e${link},t${slot})`;
  },
  meaningOf: (pointing) => ({ constraint: 'P4', pointing }),
  write(scope, slot, rows) {
    const { pointing } = scope.layout;
    if (pointing === null) return;
    for (const index of pointingsIn(pointing, slot)) {
      const pointed = scope.pointed(index);
      if (pointed === undefined || scope.slewed(index) === undefined) continue;
      const { link } = pointing.columns[index]!;
      rows.begin(index, slot, UNBOUNDED, 0);
      for (const j of pointing.lostShares(link).keys()) {
        const slewed = scope.slewed(pointing.indexOf(link, slot - j));
        if (slewed !== undefined) rows.add(slewed, 1);
      }
      rows.add(pointed, -1);
    }
  },
};
