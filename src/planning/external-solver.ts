import { InputError } from '../base/errors.ts';
import type { Solver } from '../lp/solver.ts';
import type { Environment } from './environment.ts';
import type { PlanOptions } from './options.ts';

/**
 * The external solver that a run requests; null for the built-in one.
 * @throws InputError if there is none by that name
 */
export async function externalSolver(
  { solver }: PlanOptions,
  environment: Environment,
): Promise<Solver | null> {
  if (solver === 'built-in') return null;
  if (environment.openExternalSolver) return environment.openExternalSolver(solver);
  const message = `The solver ${solver} cannot be started here.`;
  throw new InputError([{ path: '', message, hint: 'Use the built-in solver.' }]);
}
