/**
 * Starts of a MIP. HiGHS 1.15 must not know of one when it presolves: reductions by optimality need not keep the start, whose
 * objective then counts as that of a point which is there no longer. Better points are left out, and the start is called optimal.
 */
import type { Model } from 'highs';
import { isFeasibleWithin } from '../lp/feasibility.ts';
import type { SolveResult } from '../lp/solver.ts';

/** A point that violates a row by less than this share of its terms counts as feasible. */
const FEASIBLE_WITHIN = 1e-7;
/** Differences below this share of an objective, or of the 1 to which programs are scaled, are tolerances of HiGHS. */
const ROUNDING = 1e-6;
const ROUNDING_NEAR_ZERO = 1e-9;

type Found = Pick<SolveResult, 'status' | 'objective' | 'bound' | 'solution'>;

/**
 * The result of a MIP no worse than a start of which the search may not have known. A bound that a feasible start exceeds is
 * wrong, and no result.
 */
export function noWorseThan<Result extends Found>(
  start: Float64Array,
  found: Result,
  model: Model,
  integer: Int32Array,
): Result {
  if (found.status !== 'optimal' && found.status !== 'time-limit' && found.status !== 'interrupted')
    return found;
  const { colCost, colLower, colUpper, rowLower, rowUpper, matrix } = model.getLp('csr');
  const objective = colCost.reduce((sum, cost, column) => sum + cost * start[column]!, 0);
  if (found.objective !== null && objective <= found.objective) return found;
  const program = {
    columns: { cost: colCost, lower: colLower, upper: colUpper, integer },
    rows: { lower: rowLower, upper: rowUpper, ...matrix },
  };
  if (!isFeasibleWithin(program, start, FEASIBLE_WITHIN)) return found;
  if (found.bound < objective - Math.max(ROUNDING_NEAR_ZERO, ROUNDING * Math.abs(objective))) {
    return {
      ...found,
      status: 'numerical',
      objective: null,
      bound: Number.POSITIVE_INFINITY,
      solution: null,
    };
  }
  return { ...found, objective, bound: Math.max(found.bound, objective), solution: start };
}
