/**
 * P2 (ours), in place of C4 for links with a limited telescope: Σ y·g ≤ C^t_e (w^t_e − Σ_{j<n} s_j u^{t−j}_e), where
 * C^t_e is the rate once acquired and s_j the share of the slot that acquisition takes j slots after pointing. What
 * was pointed before the program begins counts as acquired, which is a relaxation.
 */
import { type ConstraintFamily, UNBOUNDED } from './family.ts';
import { usersByPointing } from './pointed-links.ts';

export const pointedCapacity: ConstraintFamily = {
  rowName: (link, slot) => `P2(e${link},t${slot})`,
  writtenBy: 'slot',
  isWithinSlot: true,
  partByPart: 'by name',
  order: 'slot',
  write(scope, slot, rows) {
    const { layout } = scope;
    const { pointing } = layout;
    for (const [index, { choices, fills }] of usersByPointing(scope, slot)) {
      const { link, capacity } = pointing!.columns[index]!;
      rows.begin(link, slot, UNBOUNDED, 0);
      for (const choice of choices) rows.add(scope.rate(choice), layout.choices[choice]!.offer.cost);
      for (const fill of fills) rows.add(scope.fill(fill)!, layout.fills[fill]!.fill.cost);
      rows.add(scope.pointed(index)!, -capacity);
      for (const [j, share] of pointing!.lostShares(link).entries()) {
        const slewed = scope.slewed(pointing!.indexOf(link, slot - j));
        if (slewed !== undefined) rows.add(slewed, share * capacity);
      }
    }
  },
};
