import type { SolveOptions, Solver } from '../lp/solver.ts';
import { weakDualBound } from '../lp/weak-duality.ts';
import { assembleSubproblem } from '../model/assemble.ts';
import type { RowMeaning } from '../model/equations.ts';
import { incidenceOf } from '../model/incidence.ts';
import type { Layout } from '../model/layout.ts';
import { assembleWindow } from '../model/window.ts';

export interface Relaxation {
  readonly status: 'optimal' | 'infeasible' | 'unsolved';
  /**
   * Proved upper bound: by weak duality the optimum of the LP relaxation with Y^max tightened, up to
   * rounding. Where that was not solved, what the Y^max alone allow; −Infinity where infeasible.
   */
  readonly bound: number;
  readonly boundBy: string;
  /** Multipliers of the subproblem's rows, and what those rows stand for; null if unsolved. */
  readonly multipliers: Float64Array | null;
  readonly meanings: readonly RowMeaning[];
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
      const bound = Number.NEGATIVE_INFINITY;
      return { status, bound, boundBy: 'LP relaxation', multipliers: null, meanings };
    }
    if (status !== 'optimal' || rowDuals === null) {
      const bound = rateCapBound(incidence.layout);
      return { status: 'unsolved', bound, boundBy: 'rate caps', multipliers: null, meanings };
    }
    return {
      status,
      bound: weakDualBound(model.program, rowDuals),
      boundBy: 'LP relaxation',
      multipliers: inOrderOf(meanings, model.meanings, rowDuals),
      meanings,
    };
  } finally {
    await handle.dispose();
  }
}

/** Σ over pairs and slots of the most that one path can carry by itself. */
export function rateCapBound({ groups, choices, problem }: Layout): number {
  return groups.reduce((sum, { demand, slot, choices: members }) => {
    const most = members.reduce((best, choice) => Math.max(best, choices[choice]!.offer.rateCap), 0);
    return sum + problem.demands[demand]!.weight[slot]! * most;
  }, 0);
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
