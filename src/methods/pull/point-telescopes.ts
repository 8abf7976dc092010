/**
 * Where telescopes point in a first plan: demand by demand and slot by slot, each takes the path that carries most over
 * telescopes that are free or already point along its links, for example because they are pinned by hand.
 */
import type { Layout } from '../../model/layout.ts';
import { type Selection, selectionOf } from '../../model/selection.ts';
import { usesOf } from '../../model/uses.ts';
import { openTelescopes } from '../telescopes.ts';

/** @param order the C2 groups, in the order in which they choose */
export function pointTelescopes(layout: Layout, order: Iterable<number>): Selection {
  const { groups, choices } = layout;
  const { choiceUse } = usesOf(layout);
  const selection = selectionOf(
    layout,
    groups.map(({ choices: own }) => own[0]!),
  );
  const telescopes = openTelescopes(layout, selection);
  for (const group of order) {
    const { slot, choices: own } = groups[group]!;
    let best = { choice: -1, rate: 0 };
    for (const choice of own) {
      // Pairs from memory need telescopes at other times, too; they take what is left.
      if (choiceUse[choice]!.stocks.length > 0) continue;
      const { rateCap, cost } = choices[choice]!.offer;
      if (rateCap <= best.rate) continue;
      const rate = Math.min(rateCap, telescopes.room(choiceUse[choice]!.links, slot) / cost);
      if (rate > best.rate) best = { choice, rate };
    }
    if (best.choice < 0) continue;
    const { cost } = choices[best.choice]!.offer;
    const { links } = choiceUse[best.choice]!;
    telescopes.point(links, slot);
    telescopes.take(links, slot, best.rate * cost);
    selection[group] = best.choice;
  }
  return selection;
}
