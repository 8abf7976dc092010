/** How large the program of all slots would be, in its compact form. */
import type { Incidence } from '../../model/incidence.ts';

export const columnCount = (incidence: Incidence): number =>
  2 * binaryCount(incidence) + count(incidence.fillsOf) + count(incidence.stocksOf);

/** Choices that can carry something. */
export const binaryCount = ({ choicesOf }: Incidence): number => count(choicesOf);

const count = (lists: readonly Int32Array[]): number => lists.reduce((sum, { length }) => sum + length, 0);
