/**
 * Rows for the subproblem from windows of slots. At prices of the LP relaxation, a MIP of a window proves
 *
 *   Σ_{t in window} α y − λ_a z_a + λ_b z_b ≤ bound,
 *
 * which holds for every plan, whatever its routes. In the subproblem these rows lower the values of fractional x, so cuts
 * become tighter, and stay valid for binary x.
 */
import type { BoundSource } from '../../domain/methods/methods.ts';
import { incidenceOf } from '../../model/incidence.ts';
import type { MethodTask } from '../method.ts';
import { relaxedChoiceBounds } from '../reduced-cost-fixing.ts';
import { openRelaxationWithCuts } from '../windows/relaxation-with-cuts.ts';
import { openSearchContext, partition, shiftOf } from '../windows/search-context.ts';
import { pricesFromDuals } from '../windows/stock-prices.ts';
import { boundWindow, type WindowRow } from '../windows/window-bound.ts';
import { windowWidths } from '../windows/window-widths.ts';

/** Share of the remaining time for all passes, and of what then remains for one pass. */
const TIME_SHARE = 0.4;
const PASS_SHARE = 0.5;
/** Windows span at most this share of the slots: one that spanned all would be the whole program. */
const WIDEST_SHARE = 0.5;
/** A further pass has to lower the bound by this share. */
const WORTHWHILE = 1e-3;

export interface ProvedRows {
  readonly rows: readonly WindowRow[];
  /** What they prove together. */
  readonly bound: number;
  readonly boundBy: BoundSource;
  /** Per choice: what no plan that uses it can exceed. */
  readonly choiceBounds: Float64Array;
}

/**
 * Passes over the horizon, each at the prices that follow from the rows so far; yields what they prove. The bound is
 * −Infinity if a window has no plan.
 */
export async function* proveWindowRows(task: MethodTask): AsyncGenerator<ProvedRows, ProvedRows> {
  const incidence = incidenceOf(task.layout);
  const { slotCount } = task.layout.problem.topology;
  const over = task.signal ?? new AbortController().signal;
  const context = openSearchContext(task, incidence, over);
  const width = Math.min(windowWidths(incidence).bound, Math.ceil(WIDEST_SHARE * slotCount));
  const boundBy: BoundSource = `windows of up to ${width} slots`;
  const until = task.elapsedSeconds() + TIME_SHARE * context.remainingSeconds();
  const remaining = () => Math.min(context.remainingSeconds(), until - task.elapsedSeconds());
  const rows: WindowRow[] = [];
  const { bound: relaxed, prices: known } = task.relaxation;
  let choiceBounds = relaxedChoiceBounds(incidence, known);
  if (known === null) return { rows, bound: relaxed, boundBy, choiceBounds };
  let prices = pricesFromDuals(incidence, known, known.duals);
  let bound = relaxed;
  const relaxation = await openRelaxationWithCuts(incidence, task.solver);
  try {
    for (let pass = 0; remaining() > 0; pass++) {
      const windows = partition(slotCount, width, shiftOf(pass, width, slotCount));
      const found: WindowRow[] = [];
      for (const [index, window] of windows.entries()) {
        if (remaining() <= 0) break;
        const { bound: proved, row } = await boundWindow(context, task.solver, window, prices, {
          seconds: (remaining() * PASS_SHARE) / (windows.length - index),
          relativeGap: context.windowGap,
        });
        if (proved === Number.NEGATIVE_INFINITY) return { rows, bound: proved, boundBy, choiceBounds };
        if (Number.isFinite(proved)) found.push(row);
      }
      rows.push(...found);
      await relaxation.addRows(found.map((row) => relaxation.rowOf(row)));
      const priced = await relaxation.solve(context.limits(remaining()));
      if (priced === null) break;
      const isDone = bound - priced.value <= WORTHWHILE * Math.abs(bound);
      ({ prices } = priced);
      bound = Math.min(bound, priced.value);
      choiceBounds = choiceBounds.map((known, choice) => Math.min(known, priced.choiceBounds[choice]!));
      yield { rows, bound, boundBy, choiceBounds };
      if (isDone) break;
    }
    return { rows, bound, boundBy, choiceBounds };
  } finally {
    await relaxation.dispose();
  }
}
