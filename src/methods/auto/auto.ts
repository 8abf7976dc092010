/**
 * The method by default: chooses by size and structure. What a MIP solver proves in seconds goes to it
 * whole, in the compact form; anything larger is searched by windows of slots.
 */
import { type Incidence, incidenceOf } from '../../model/incidence.ts';
import type { Method } from '../method.ts';
import { solveCompact } from './compact.ts';
import { solveByWindows } from './windows.ts';

/** Binaries up to which the whole program goes to the solver at once. */
const WHOLE_BINARIES = 600;

export const auto: Method = {
  name: 'auto',
  async *solve(task) {
    const incidence = incidenceOf(task.layout);
    return isSmall(incidence) ? yield* solveCompact(task, incidence) : yield* solveByWindows(task, incidence);
  },
};

function isSmall({ choicesOf }: Incidence): boolean {
  return choicesOf.reduce((sum, { length }) => sum + length, 0) <= WHOLE_BINARIES;
}
