import { overlayLp as facts } from '../../domain/methods/overlay-lp.ts';
import type { RunStatus } from '../../domain/run-status.ts';
import type { SolveStatus } from '../../lp/solver.ts';
import { weakDualBound } from '../../lp/weak-duality.ts';
import { assembleSubproblem } from '../../model/assemble.ts';
import { roundSelection } from '../../model/selection.ts';
import type { Method, MethodEnd } from '../method.ts';
import { remainingLimits } from '../remaining-limits.ts';

/**
 * The overlay model of Pouryousef, Panigrahy, Towsley (INFOCOM 2023), reference [10] of the paper: rates split freely
 * over all paths, with C3..C6 only (and C7 if minimum rates are requested). Without path selection it is no plan of
 * PS-EGR, and its optimum is at least that of the LP relaxation, in which x distributes shares.
 */
export const overlayLp: Method<'overlay-lp'> = {
  ...facts,
  name: 'overlay-lp',
  needs: { relaxation: false, wholeProgram: true },
  firstPlan: () => 'none',
  ratedBy: 'whole',
  async *solve(task) {
    const { layout, solver } = task;
    const { program, at } = assembleSubproblem(layout);
    const handle = await solver.open(program);
    try {
      const { status, objective, solution, rowDuals, bound } = await handle.solve(remainingLimits(task));
      const isSolved = status === 'optimal' && solution !== null;
      const known = {
        bound: isSolved ? (rowDuals ? weakDualBound(program, rowDuals) : bound) : Number.POSITIVE_INFINITY,
        boundBy: isSolved ? 'overlay LP' : 'none',
      } as const;
      if (isSolved) {
        const rates = solution.slice(at.y, at.fill);
        const values = { rates, fillRates: solution.slice(at.fill, at.stock) };
        const improvement = { selection: roundSelection(layout, rates), objective: objective!, values };
        yield { iteration: 0, improvement, newProofs: [], ...known };
      }
      return { status: endOf(status), iterations: 0, ...known } satisfies MethodEnd;
    } finally {
      await handle.dispose();
    }
  },
};

function endOf(status: SolveStatus): RunStatus {
  return status === 'unbounded' ? 'numerical' : status;
}
