import { lastDraws } from '../model/last-draws.ts';
import type { Layout } from '../model/layout.ts';
import type { Uses } from '../model/uses.ts';
import type { Telescopes } from './telescopes.ts';

/**
 * Points telescopes that are still free where pairs can be stored for the chosen paths.
 * @param order fill columns, in the order in which they ask for telescopes
 */
export function pointFills(
  layout: Layout,
  { choiceUse, fillUse, stockOfFill }: Uses,
  telescopes: Telescopes,
  chosen: readonly number[],
  order: Iterable<number>,
): void {
  const { choices, fills } = layout;
  const users = chosen.map((choice) => ({
    slot: choices[choice]!.offer.slot,
    stocks: choiceUse[choice]!.stocks,
  }));
  const last = lastDraws(layout, users);
  for (const fill of order) {
    const { slot } = fills[fill]!.fill;
    const { links } = fillUse[fill]!;
    if (slot < last[stockOfFill[fill]!]! && telescopes.room(links, slot) > 0) telescopes.point(links, slot);
  }
}
