/** C1: y^t_{k,p} ≤ Y^{t,max}_{k,p} x^t_{k,p}; where x is no column, it is the upper bound of y. */
import { type SelectionConstraint, UNBOUNDED } from './family.ts';

export const rateCaps: SelectionConstraint = {
  rowName({ choices }, choice) {
    const { demand, path, offer } = choices[choice]!;
    return `C1(k${demand},p${path},t${offer.slot})`;
  },
  meaningOf: (choice) => ({ constraint: 'C1', choice }),
  write(scope, slot, rows) {
    for (const choice of scope.choicesOf(slot)) {
      const selected = scope.selected(choice);
      if (selected === undefined) continue;
      rows.begin(choice, slot, UNBOUNDED, 0);
      rows.add(scope.rate(choice), 1);
      rows.add(selected, -scope.layout.choices[choice]!.offer.rateCap);
    }
  },
};
