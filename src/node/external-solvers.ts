import { InputError } from '../base/errors.ts';
import type { Solver } from '../lp/solver.ts';
import type { ExternalSolverName } from '../planning/options.ts';
import { cbc } from '../solvers/node/external/cbc.ts';
import type { Dialect } from '../solvers/node/external/dialect.ts';
import { openExternalSolver as open } from '../solvers/node/external/external-solver.ts';
import { gurobi } from '../solvers/node/external/gurobi.ts';
import { highs } from '../solvers/node/external/highs.ts';
import { scip } from '../solvers/node/external/scip.ts';

const DIALECTS: Readonly<Record<ExternalSolverName, Dialect>> = { cbc, highs, scip, gurobi_cl: gurobi };

/** @throws InputError if it is not on PATH, with the names of those that are */
export async function openExternalSolver(name: ExternalSolverName): Promise<Solver> {
  const solver = await open(DIALECTS[name]);
  if (solver) return solver;
  const message = `No working solver '${DIALECTS[name].executable}' was found on PATH.`;
  const others = ['built-in', ...(await externalSolversOnPath())].join(', ');
  throw new InputError([{ path: '', message, hint: `Install it, or choose one of: ${others}.` }]);
}

/** The solvers that can be opened. */
async function externalSolversOnPath(): Promise<ExternalSolverName[]> {
  const names = Object.keys(DIALECTS) as ExternalSolverName[];
  const found = await Promise.all(names.map(async (name) => ((await open(DIALECTS[name])) ? [name] : [])));
  return found.flat();
}
