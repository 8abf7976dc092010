/** The size of the program of all slots in its compact form. */
import type { Incidence } from '../../model/incidence.ts';

export const columnCount = (incidence: Incidence): number =>
  2 * binaryCount(incidence) + count(incidence.fillsOf) + count(incidence.stocksOf);

/** Number of choices that can carry something, and of slots of links at which telescopes may point. */
export const binaryCount = ({ choicesOf, layout }: Incidence): number =>
  count(choicesOf) + (layout.pointing?.columns.length ?? 0);

const count = (lists: readonly Int32Array[]): number => lists.reduce((sum, { length }) => sum + length, 0);
