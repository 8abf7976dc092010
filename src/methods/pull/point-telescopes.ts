/**
 * Where telescopes point in a first plan: demand by demand and slot by slot, each takes the path that carries most over
 * telescopes that are free or already point along its links, as where they are pinned by hand. Those that miss their minimum
 * rate then choose first.
 */
import type { Layout } from '../../model/layout.ts';
import { openLeftOver } from '../../model/left-over.ts';
import { type Selection, selectionOf } from '../../model/selection.ts';
import { type Uses, usesOf } from '../../model/uses.ts';
import { openTelescopes } from '../telescopes.ts';

/** How often those that miss their minimum rate may choose before others. */
const MOST_TURNS = 8;

interface Pointed {
  readonly selection: Selection;
  /** The groups that miss their minimum rate by these paths. */
  readonly short: readonly number[];
}

/** @param order the C2 groups, in the order in which they choose */
export function pointTelescopes(layout: Layout, order: readonly number[]): Selection {
  const uses = usesOf(layout);
  let queue = order;
  let best = pointInOrder(layout, uses, queue);
  let { short } = best;
  for (let turn = 0; turn < MOST_TURNS && short.length > 0; turn++) {
    const first = new Set(short);
    queue = [...short, ...queue.filter((group) => !first.has(group))];
    const pointed = pointInOrder(layout, uses, queue);
    if (pointed.short.length < best.short.length) best = pointed;
    ({ short } = pointed);
  }
  return best.selection;
}

function pointInOrder(layout: Layout, uses: Uses, order: readonly number[]): Pointed {
  const { choiceUse } = uses;
  const { groups, choices, problem } = layout;
  const selection = selectionOf(
    layout,
    groups.map(({ choices: own }) => own[0]!),
  );
  const telescopes = openTelescopes(layout, selection);
  // Telescopes are of no use along a path whose fibres, memory modes or messages others take.
  const left = openLeftOver({ layout, ...uses });
  const short: number[] = [];
  /** Links of one path may need the same telescope on the way there, so that less is left than was asked for. */
  const take = (choice: number, wanted: number): number => {
    const { slot, cost } = choices[choice]!.offer;
    const { links } = choiceUse[choice]!;
    telescopes.point(links, slot);
    const rate = Math.min(wanted, telescopes.room(links, slot) / cost);
    telescopes.take(links, slot, rate * cost);
    left.take(left.ofChoice(choice), rate);
    return rate;
  };
  for (const group of order) {
    const { demand, slot, choices: own } = groups[group]!;
    let best = { choice: -1, rate: 0 };
    for (const choice of own) {
      // Pairs from memory need telescopes at other times, too; they take what is left.
      if (choiceUse[choice]!.stocks.length > 0) continue;
      const { rateCap, cost } = choices[choice]!.offer;
      if (rateCap <= best.rate) continue;
      const pointable = Math.min(rateCap, telescopes.room(choiceUse[choice]!.links, slot) / cost);
      if (pointable <= best.rate) continue;
      const rate = Math.min(pointable, left.room(left.ofChoice(choice)));
      if (rate > best.rate) best = { choice, rate };
    }
    const rate = best.choice < 0 ? 0 : take(best.choice, best.rate);
    if (rate < problem.demands[demand]!.minimumRate) short.push(group);
    if (best.choice >= 0) selection[group] = best.choice;
  }
  return { selection, short };
}
