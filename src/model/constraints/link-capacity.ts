/**
 * C4: Σ y·g ≤ C^t per link and slot, as a rate, over the user and storage paths whose own real hops contain
 * the link; the sub-path behind a virtual link is charged when it fills.
 */
import { capacityAsRate, capacityIn } from '../../domain/network.ts';
import type { ProgramScope } from '../program-scope.ts';
import { type ConstraintFamily, UNBOUNDED } from './family.ts';

export const linkCapacity: ConstraintFamily = {
  rowName: (link, slot) => `C4(e${link},t${slot})`,
  rowsOf: 'slot',
  isWithinSlot: true,
  isPacking: true,
  order: 'slot',
  write(scope, slot, rows) {
    const { layout } = scope;
    const { topology } = layout.problem;
    for (const [link, { choices, fills }] of usersOfLinks(scope, slot)) {
      const capacity = capacityAsRate(capacityIn(topology.slots[slot]!, link), topology);
      if (scope.isCompact && fills.length === 0 && isImplied(scope, choices, capacity)) continue;
      rows.begin(link, slot, UNBOUNDED, capacity);
      for (const choice of choices) rows.add(scope.rate(choice), layout.choices[choice]!.offer.cost);
      for (const fill of fills) rows.add(scope.fill(fill)!, layout.fills[fill]!.fill.cost);
    }
  },
};

interface Users {
  readonly choices: number[];
  readonly fills: number[];
}

function usersOfLinks(scope: ProgramScope, slot: number): Map<number, Users> {
  const users = new Map<number, Users>();
  const usersOf = (link: number): Users => {
    const known = users.get(link) ?? { choices: [], fills: [] };
    users.set(link, known);
    return known;
  };
  for (const choice of scope.choicesOf(slot)) {
    for (const link of scope.choiceUse[choice]!.links) usersOf(link).choices.push(choice);
  }
  for (const fill of scope.fillsOf(slot)) {
    for (const link of scope.fillUse[fill]!.links) usersOf(link).fills.push(fill);
  }
  return users;
}

/**
 * Whether C1 and C2 imply the row: one demand alone uses the link, and g·Y^max ≤ C for each of its choices, so that
 * Σ g y ≤ Σ g Y^max x ≤ C Σ x ≤ C (checked by the numbers).
 */
function isImplied({ layout }: ProgramScope, choices: readonly number[], capacity: number): boolean {
  const offers = choices.map((choice) => layout.choices[choice]!);
  return (
    new Set(choices).size === choices.length &&
    offers.every(
      ({ group, offer }) =>
        group === offers[0]!.group && offer.cost * offer.rateCap <= capacity * (1 + 1e-12),
    )
  );
}
