/** C1 and C2 of program (1): which path a pair of users takes, and its maximum rate. */
import type { Row } from '../../lp/program.ts';
import type { Layout, Offsets } from '../layout.ts';
import type { RowMeaning } from './family.ts';

interface PathChoiceRow extends Row {
  readonly meaning: RowMeaning;
}

/** C1: y^t_{k,p} ≤ Y^{t,max}_{k,p} x^t_{k,p}. */
export function c1(layout: Layout, at: Offsets & { readonly x: number }): PathChoiceRow[] {
  return layout.choices.map(({ demand, path, offer }, choice) => ({
    name: `C1(k${demand},p${path},t${offer.slot})`,
    lower: Number.NEGATIVE_INFINITY,
    upper: 0,
    entries: [
      [at.y + choice, 1],
      [at.x + choice, -offer.rateCap],
    ],
    meaning: { constraint: 'C1', choice },
  }));
}

/** C2: Σ_p x^t_{k,p} = 1 for every pair and slot with a usable path. */
export function c2(layout: Layout, at: { readonly x: number }): PathChoiceRow[] {
  return layout.groups.map(({ demand, slot, choices }, group) => ({
    name: `C2(k${demand},t${slot})`,
    lower: 1,
    upper: 1,
    entries: choices.map((choice) => [at.x + choice, 1] as const),
    meaning: { constraint: 'C2', group },
  }));
}
