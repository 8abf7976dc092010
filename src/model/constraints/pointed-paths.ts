/**
 * P5 (ours): Σ_{p∋e} x^t_{k,p} ≤ w^t_e; in the LP relaxation with x projected out Σ_{p∋e} y/Y^max ≤ w. Without it, a wide link would carry a narrow route on a fraction of a telescope.
 */
import { choicesByGroup } from '../program-scope.ts';
import { type ConstraintFamily, UNBOUNDED } from './family.ts';

export const pointedPaths: ConstraintFamily = {
  rowName: (entity, slot) => `P5(d${entity},t${slot})`,
  writtenBy: 'slot',
  isWithinSlot: true,
  partByPart: 'by name',
  order: 'slot',
  write(scope, slot, rows) {
    const { layout, choiceUse } = scope;
    const { pointing, problem } = layout;
    if (pointing === null) return;
    const isRelaxed = scope.isRelaxed(slot);
    for (const [group, choices] of choicesByGroup(scope, slot)) {
      const over = new Map<number, number[]>();
      for (const choice of choices) {
        if (!isRelaxed && scope.selected(choice) === undefined) continue;
        for (const link of choiceUse[choice]!.links) {
          const index = pointing.indexOf(link, slot);
          if (index >= 0) over.set(index, [...(over.get(index) ?? []), choice]);
        }
      }
      const { demand } = layout.groups[group]!;
      for (const [index, using] of over) {
        const { link } = pointing.columns[index]!;
        rows.begin(demand * problem.topology.links.length + link, slot, UNBOUNDED, 0);
        for (const choice of using) {
          if (isRelaxed) rows.add(scope.rate(choice), 1 / layout.choices[choice]!.offer.rateCap);
          else rows.add(scope.selected(choice)!, 1);
        }
        rows.add(scope.pointed(index)!, -1);
      }
    }
  },
};
