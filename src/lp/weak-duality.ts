import type { LinearProgram } from './program.ts';

/**
 * c − πᵀA: what one unit of each column is worth after paying the multipliers π of its rows. With zero `costs`, use it
 * for rays of infeasible programs.
 */
export function reducedCosts(
  program: LinearProgram,
  multipliers: ArrayLike<number>,
  costs: Float64Array = program.columns.cost,
): Float64Array {
  const { starts, indices, values } = program.rows;
  const reduced = Float64Array.from(costs);
  for (let row = 0; row < program.rows.lower.length; row++) {
    const multiplier = multipliers[row]!;
    if (multiplier === 0) continue;
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
      reduced[indices[entry]!]! -= multiplier * values[entry]!;
    }
  }
  return reduced;
}

/**
 * The multipliers, with 0 for those whose sign needs a side that the row does not have: what follows from them is a
 * bound, whatever the solver returned.
 */
export function admissibleMultipliers(program: LinearProgram, multipliers: ArrayLike<number>): Float64Array {
  const { lower, upper } = program.rows;
  return Float64Array.from(upper, (_, row) => {
    const multiplier = multipliers[row]!;
    if (multiplier > 0) return Number.isFinite(upper[row]!) ? multiplier : 0;
    if (multiplier < 0) return Number.isFinite(lower[row]!) ? multiplier : 0;
    return 0;
  });
}

/** π·(binding side) of one row, for admissible multipliers. */
export function rowTerm(program: LinearProgram, row: number, multiplier: number): number {
  if (multiplier > 0) return multiplier * program.rows.upper[row]!;
  if (multiplier < 0) return multiplier * program.rows.lower[row]!;
  return 0;
}

/** max of d·x over the column's bounds: what the column can add to the Lagrangian. */
export function columnTerm(program: LinearProgram, column: number, reduced: number): number {
  if (reduced > 0) return reduced * program.columns.upper[column]!;
  if (reduced < 0) return reduced * program.columns.lower[column]!;
  return 0;
}

/** A bound below this share of the terms of which it is the sum is rounding: no gap to 0 is relative. */
const PRECISION = 1e-13;

/**
 * Weak duality: for any multipliers, Σ π·side + Σ max_{l≤x≤u} (c − πᵀA)x is at least the
 * maximum of the program (of its LP relaxation, too).
 */
export function weakDualBound(program: LinearProgram, multipliers: ArrayLike<number>): number {
  const admissible = admissibleMultipliers(program, multipliers);
  const reduced = reducedCosts(program, admissible);
  let [bound, size] = [0, 0];
  const add = (term: number) => {
    bound += term;
    size += Math.abs(term);
  };
  admissible.forEach((multiplier, row) => {
    add(rowTerm(program, row, multiplier));
  });
  reduced.forEach((value, column) => {
    add(columnTerm(program, column, value));
  });
  return Math.abs(bound) <= PRECISION * size ? 0 : bound;
}
