import type { SolveOptions, Solver } from '../lp/solver.ts';
import { weakDualBound } from '../lp/weak-duality.ts';
import { incidenceOf } from '../model/incidence.ts';
import type { Layout } from '../model/layout.ts';
import type { RowPrices } from '../model/solution.ts';
import { assembleWindow } from '../model/window.ts';

export interface Relaxation {
  readonly status: 'optimal' | 'infeasible' | 'unsolved';
  /**
   * What the multipliers prove by weak duality: the optimum of the LP relaxation with Y^max tightened by reachable
   * stock, up to rounding. Infinity if unsolved, −Infinity if infeasible.
   */
  readonly bound: number;
  /** Null if unsolved. */
  readonly prices: RowPrices | null;
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
  const handle = await solver.open(model.program);
  try {
    // Telescopes make the simplex method slow: many ways to share them are worth the same.
    const algorithm = layout.pointing ? 'interior-point' : 'simplex';
    const { status, rowDuals } = await handle.solve({ ...options, algorithm, relax: true });
    if (status === 'infeasible') {
      return { status, bound: Number.NEGATIVE_INFINITY, prices: null };
    }
    if (status !== 'optimal' || rowDuals === null) {
      return { status: 'unsolved', bound: Number.POSITIVE_INFINITY, prices: null };
    }
    return {
      status,
      bound: weakDualBound(model.program, rowDuals),
      prices: { duals: rowDuals, meanings: model.meanings, upperSides: model.program.rows.upper },
    };
  } finally {
    await handle.dispose();
  }
}
