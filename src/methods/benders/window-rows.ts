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
import { relativeGap } from '../bounds.ts';
import type { MethodTask } from '../method.ts';
import { relaxedChoiceBounds } from '../reduced-cost-fixing.ts';
import { probeChoices } from '../windows/probe-choices.ts';
import { ratePlan } from '../windows/rate-selection.ts';
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
  /** Per choice: what no plan that uses it, and is better than `known`, can exceed. */
  readonly choiceBounds: Float64Array;
  /** What the start is worth; −Infinity if that was not found. */
  readonly known: number;
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
  let { bound } = task.relaxation;
  const { prices: relaxed } = task.relaxation;
  let choiceBounds = relaxedChoiceBounds(incidence, relaxed);
  const plan = await ratePlan(context, task.solver, task.start, context.limits());
  const known = plan?.objective ?? Number.NEGATIVE_INFINITY;
  const proved = (): ProvedRows => ({ rows, bound, boundBy, choiceBounds, known });
  if (relaxed === null) return proved();
  let prices = pricesFromDuals(incidence, relaxed, relaxed.duals);
  const relaxation = await openRelaxationWithCuts(incidence, task.solver);
  try {
    for (let pass = 0; remaining() > 0; pass++) {
      const windows = partition(slotCount, width, shiftOf(pass, width, slotCount));
      const found: WindowRow[] = [];
      for (const [index, window] of windows.entries()) {
        if (remaining() <= 0) break;
        const { bound: most, row } = await boundWindow(context, task.solver, window, prices, {
          seconds: (remaining() * PASS_SHARE) / (windows.length - index),
          relativeGap: context.windowGap,
          plan,
        });
        if (most === Number.NEGATIVE_INFINITY) return { ...proved(), bound: most };
        if (Number.isFinite(most)) found.push(row);
      }
      rows.push(...found);
      await relaxation.addRows(found.map((row) => relaxation.rowOf(row)));
      const priced = await relaxation.solve(context.limits(remaining()));
      if (priced === null) break;
      const isDone = bound - priced.value <= WORTHWHILE * Math.abs(bound);
      ({ prices } = priced);
      bound = Math.min(bound, priced.value);
      const tighter = priced.choiceBounds();
      choiceBounds = choiceBounds.map((value, choice) => Math.min(value, tighter[choice]!));
      yield proved();
      if (isDone) break;
    }
    if (plan && relativeGap(known, bound) > task.options.gap) {
      const limits = () => (remaining() > 0 ? context.limits(remaining()) : null);
      choiceBounds = await probeChoices(task.layout, relaxation, choiceBounds, known, limits);
    }
    return proved();
  } finally {
    await relaxation.dispose();
  }
}
