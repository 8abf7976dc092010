/**
 * C1 and C2 of the LP relaxation with x projected out: Σ_p y^t_{k,p} / Y^{t,max}_{k,p} ≤ 1, scaled by the largest
 * Y^max, so that the row is of the size of rates.
 */
import { choicesByGroup, type ProgramScope } from '../program-scope.ts';
import { type RowWriter, UNBOUNDED } from './family.ts';

export function writeRelaxedChoice(
  scope: Pick<ProgramScope, 'layout' | 'choicesOf' | 'rate'>,
  slot: number,
  rows: RowWriter,
): void {
  const rateCapOf = (choice: number) => scope.layout.choices[choice]!.offer.rateCap;
  for (const [group, choices] of choicesByGroup(scope, slot)) {
    const scale = Math.max(...choices.map(rateCapOf));
    rows.begin(group, slot, UNBOUNDED, scale);
    for (const choice of choices) rows.add(scope.rate(choice), scale / rateCapOf(choice));
  }
}
