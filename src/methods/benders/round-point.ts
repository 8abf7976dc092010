import type { Layout } from '../../model/layout.ts';
import { pointOffsets, roundSelection, type Selection, selectionAt } from '../../model/selection.ts';
import { usesOf } from '../../model/uses.ts';
import { pointFills } from '../point-fills.ts';
import { openTelescopes } from '../telescopes.ts';

/** Shares of a path that are rounding. */
const NOTHING = 1e-9;

/**
 * The selection nearest to a fractional point. Rounding w by itself would point more telescopes than there are; so paths
 * take theirs one after the other, the largest x first, and what is left points where stocks are filled, the largest w first.
 */
export function roundPoint(layout: Layout, point: Float64Array): Selection {
  const { choices, fills, groups, pointing } = layout;
  if (pointing === null) return selectionAt(layout, point);
  const { pointed } = pointOffsets(layout);
  const uses = usesOf(layout);
  const selection = roundSelection(layout, point);
  const telescopes = openTelescopes(layout, selection);
  const taken = new Set<number>();
  const chosen: number[] = [];
  for (const choice of byLargest([...choices.keys()], (index) => point[index]!)) {
    const { group } = choices[choice]!;
    const { slot } = groups[group]!;
    const { links } = uses.choiceUse[choice]!;
    if (point[choice]! <= NOTHING || taken.has(group) || telescopes.room(links, slot) <= 0) continue;
    telescopes.point(links, slot);
    selection[group] = choice;
    taken.add(group);
    chosen.push(choice);
  }
  const shareOf = (fill: number): number =>
    uses.fillUse[fill]!.links.reduce((least, link) => {
      const index = pointing.indexOf(link, fills[fill]!.fill.slot);
      return index < 0 ? least : Math.min(least, point[pointed + index]!);
    }, 1);
  pointFills(layout, uses, telescopes, chosen, byLargest([...fills.keys()], shareOf));
  return selection;
}

function byLargest(list: readonly number[], shareIn: (item: number) => number): number[] {
  const values = new Map(list.map((item) => [item, shareIn(item)]));
  return list.toSorted((a, b) => values.get(b)! - values.get(a)!);
}
