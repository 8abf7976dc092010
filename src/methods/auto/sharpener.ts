/**
 * Prices nearer to the best: the LP relaxation with cuts that the solver finds at the roots of windows.
 * Nobody has proved those cuts, so that only the prices are of use, for which anything will do.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Board } from './board.ts';
import { openRelaxationWithCuts, type PricedRelaxation } from './relaxation-with-cuts.ts';
import { createCutPool, harvestCuts } from './window-cuts.ts';
import { partition, shiftOf, type Workshop } from './workshop.ts';

export interface Sharpener {
  /** Rounds of cuts from windows of a width, each across those of the last, until they gain little or the time is up. */
  sharpen(priced: PricedRelaxation, width: number, seconds: number): Promise<PricedRelaxation>;
  dispose(): Promise<void>;
}

/** A step that closes less of the open gap than this gains little. */
const LEAST_GAIN = 0.05;

export async function openSharpener(workshop: Workshop, solver: Solver, board: Board): Promise<Sharpener> {
  const { incidence, task } = workshop;
  const { slotCount } = incidence.layout.problem.topology;
  const relaxation = await openRelaxationWithCuts(incidence, solver);
  const pool = createCutPool(incidence, relaxation.columnOf);
  return {
    async sharpen(first, width, seconds) {
      const latest = task.elapsedSeconds() + seconds;
      let priced = first;
      for (let round = 0; ; round++) {
        const windows = partition(slotCount, width, shiftOf(round, width, slotCount));
        let isWhole = true;
        for (const [index, [from, to]] of windows.entries()) {
          const left = latest - task.elapsedSeconds();
          if (workshop.remainingSeconds() <= 0 || left <= 0) {
            isWhole = false;
            break;
          }
          const share = left / (windows.length - index);
          const found = await harvestCuts(workshop, solver, { from, to }, priced.prices, share);
          board.count();
          if (found === null) return priced;
          await relaxation.addRows(pool.take(found.model, found.cuts));
        }
        const next = await relaxation.solve(workshop.limits());
        if (next === null) return priced;
        board.count();
        board.post(next);
        const gained = priced.value - next.value;
        priced = next;
        if (!isWhole || !isWorthwhile(gained, board)) return priced;
      }
    },
    dispose: () => relaxation.dispose(),
  };
}

/** Whether a gain is a fair part of what is open between the bound and the best plan. */
export function isWorthwhile(gained: number, board: Board): boolean {
  const [bound, plan] = [board.bound(), board.plan()];
  const open = plan === null ? Math.abs(bound) : Math.max(0, bound - plan.objective);
  return gained >= LEAST_GAIN * open && gained > 1e-9 * Math.max(1, Math.abs(bound));
}
