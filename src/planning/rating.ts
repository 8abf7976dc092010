/** The rating of plans as a part of a run: what it gives counts, and where it fails the plans' own rates do. */
import { type Solver, SolverError } from '../lp/solver.ts';
import type { FixedRoutes } from '../methods/fixed-routes.ts';
import { openRatedRoutes } from '../methods/rated-routes.ts';
import { openSelectionRater, type SelectionRater } from './rate-selections.ts';
import { offer, type Run, secondsToFinish, tellRecord, tellTrouble } from './run.ts';
import { isCovered } from './run-state.ts';

/** The LP that rates plans; null if it cannot be opened. */
export async function openRating(run: Run, solver: Solver): Promise<FixedRoutes | null> {
  try {
    return await openRatedRoutes(solver, run.task.layout);
  } catch (error) {
    if (!(error instanceof SolverError)) throw error;
    tellFailure(run, error);
    return null;
  }
}

export const openRater = (run: Run, routes: FixedRoutes): SelectionRater =>
  openSelectionRater({
    routes,
    limits: () => ({ timeLimitSeconds: secondsToFinish(run), seed: run.context.options.seed }),
    elapsedSeconds: run.elapsedSeconds,
    take(solution) {
      if (offer(run, solution)) tellRecord(run);
    },
    isCovered: (solution) => isCovered(run.state, solution),
    onFailure: (error) => tellFailure(run, error),
  });

const tellFailure = (run: Run, { message }: SolverError): void =>
  tellTrouble(run, `The rating of plans broke off, and they keep the rates of the search: ${message}`);
