/** The size of the program of all slots in its compact form. */
import type { Incidence } from '../../model/incidence.ts';

export const columnCount = (incidence: Incidence): number =>
  2 * binaryCount(incidence) + count(incidence.fillsOf) + count(incidence.stocksOf);

/** Number of choices that can carry something. */
export const binaryCount = ({ choicesOf }: Incidence): number => count(choicesOf);

const count = (lists: readonly Int32Array[]): number => lists.reduce((sum, { length }) => sum + length, 0);
