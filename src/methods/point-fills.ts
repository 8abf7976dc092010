import { lastDraws } from '../model/last-draws.ts';
import type { Layout } from '../model/layout.ts';
import type { Uses } from '../model/uses.ts';
import type { Telescopes } from './telescopes.ts';

/**
 * Points telescopes that are still free where pairs can be stored for the chosen paths.
 * @param order fill columns, in the order in which they ask for telescopes
 */
export function pointFills(
  { problem, choices, fills }: Layout,
  { fillUse }: Uses,
  telescopes: Telescopes,
  chosen: readonly number[],
  order: Iterable<number>,
): void {
  const lastDraw = lastDraws(
    problem,
    chosen.map((choice) => choices[choice]!),
  );
  for (const fill of order) {
    const filling = fills[fill]!;
    const { slot } = filling.fill;
    const { links } = fillUse[fill]!;
    if (slot < lastDraw(filling) && telescopes.room(links, slot) > 0) telescopes.point(links, slot);
  }
}
