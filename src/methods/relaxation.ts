import type { SolveOptions, Solver } from '../lp/solver.ts';
import { weakDualBound } from '../lp/weak-duality.ts';
import { assembleSubproblem } from '../model/assemble.ts';
import type { RowMeaning } from '../model/constraints/family.ts';
import { incidenceOf } from '../model/incidence.ts';
import type { Layout } from '../model/layout.ts';
import { assembleWindow } from '../model/window.ts';

export interface Relaxation {
  readonly status: 'optimal' | 'infeasible' | 'unsolved';
  /**
   * What the multipliers prove by weak duality: the optimum of the LP relaxation with Y^max tightened by reachable
   * stock, up to rounding. Infinity if unsolved, −Infinity if infeasible.
   */
  readonly bound: number;
  /** Multipliers of the subproblem's rows, and what those rows stand for; null if unsolved. */
  readonly multipliers: Float64Array | null;
  readonly meanings: readonly RowMeaning[];
}

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
  const incidence = incidenceOf(layout);
  const { slotCount } = layout.problem.topology;
  const model = assembleWindow(incidence, { from: 0, to: slotCount, mode: () => 'relaxed' });
  const { meanings } = assembleSubproblem(layout);
  const handle = await solver.open(model.program);
  try {
    const { status, rowDuals } = await handle.solve({ ...options, relax: true });
    if (status === 'infeasible') {
      return { status, bound: Number.NEGATIVE_INFINITY, multipliers: null, meanings };
    }
    if (status !== 'optimal' || rowDuals === null) {
      return { status: 'unsolved', bound: Number.POSITIVE_INFINITY, multipliers: null, meanings };
    }
    return {
      status,
      bound: weakDualBound(model.program, rowDuals),
      multipliers: inOrderOf(meanings, model.meanings, rowDuals),
      meanings,
    };
  } finally {
    await handle.dispose();
  }
}

/** The duals of rows in another order; 0 for rows that the compact program lacks. */
function inOrderOf(
  wanted: readonly RowMeaning[],
  found: readonly (RowMeaning | null)[],
  duals: Float64Array,
): Float64Array {
  const dualOf = new Map<string, number>();
  found.forEach((meaning, row) => {
    if (meaning !== null) dualOf.set(nameOf(meaning), duals[row]!);
  });
  return Float64Array.from(wanted, (meaning) => dualOf.get(nameOf(meaning)) ?? 0);
}

const nameOf = (meaning: RowMeaning): string => Object.values(meaning).join(' ');
