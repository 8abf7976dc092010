import type { SolveOptions, Solver } from '../lp/solver.ts';
import { assembleMonolith, assembleSubproblem } from '../model/assemble.ts';
import type { RowMeaning } from '../model/equations.ts';
import type { Layout } from '../model/layout.ts';
import { cutsFrom, largestCutValue } from './benders/cuts.ts';

export interface Relaxation {
  readonly status: 'optimal' | 'infeasible' | 'unsolved';
  /** What the multipliers prove by weak duality: the optimum of the LP relaxation, up to rounding. Infinity if unsolved. */
  readonly bound: number;
  /** Multipliers of the subproblem's rows, and what those rows stand for; null if unsolved. */
  readonly multipliers: Float64Array | null;
  readonly meanings: readonly RowMeaning[];
  /** Fractional x per choice; null if unsolved. */
  readonly x: Float64Array | null;
}

/** Above so many nonzeros an interior-point method beats the simplex on these programs by far. */
const INTERIOR_POINT_NONZEROS = 200_000;

/** A bound that needs no solver: every demand at the largest α·Y^max of each slot, as if it were alone. */
export function rateCapBound({ groups, choices, problem }: Layout): number {
  return groups.reduce((sum, { demand, slot, choices: paths }) => {
    const most = Math.max(...paths.map((choice) => choices[choice]!.offer.rateCap));
    return sum + problem.demands[demand]!.weight[slot]! * most;
  }, 0);
}

/** Solves the program with x in [0,1]: the first outer bound of every method, and its proof. */
export async function solveRelaxation(
  solver: Solver,
  layout: Layout,
  options: SolveOptions,
): Promise<Relaxation> {
  const { program, meanings, at } = assembleMonolith(layout);
  const handle = await solver.open(program);
  try {
    const result = await handle.solve({
      ...options,
      relax: true,
      algorithm: program.rows.indices.length > INTERIOR_POINT_NONZEROS ? 'interior-point' : 'simplex',
    });
    const firstRateRow = layout.choices.length + layout.groups.length;
    const rateMeanings = meanings.slice(firstRateRow);
    if (result.status === 'infeasible') {
      return {
        status: 'infeasible',
        bound: Number.NEGATIVE_INFINITY,
        multipliers: null,
        meanings: rateMeanings,
        x: null,
      };
    }
    if (result.status !== 'optimal' || result.rowDuals === null || result.solution === null) {
      return {
        status: 'unsolved',
        bound: Number.POSITIVE_INFINITY,
        multipliers: null,
        meanings: rateMeanings,
        x: null,
      };
    }
    const multipliers = result.rowDuals.slice(firstRateRow);
    return {
      status: 'optimal',
      bound: largestCutValue(layout, cutsFrom(assembleSubproblem(layout), 'optimality', multipliers)),
      multipliers,
      meanings: rateMeanings,
      x: result.solution.slice(at.x, at.x + layout.choices.length),
    };
  } finally {
    await handle.dispose();
  }
}
