/** Converts a recorded plan to values by columns of the monolith, to continue from it. */
import type { Plan } from '../../domain/plan.ts';
import { selectionOfPlan, stocksOfPlan, valuesOfPlan } from '../../model/encode-plan.ts';
import type { Incidence } from '../../model/incidence.ts';
import { stockColumn } from '../../model/layout.ts';
import { pointOf, pointOffsets } from '../../model/selection.ts';
import { monolithOffsets } from '../../model/window.ts';
import type { PartialPlan } from '../windows/rolling-horizon.ts';

/** A plan to continue, and the slot after its last route. */
export type WarmStart = PartialPlan & { readonly end: number };

export function warmStart(incidence: Incidence, plan: Plan, start: PartialPlan['selection']): WarmStart {
  const { layout } = incidence;
  const selection = selectionOfPlan(layout, plan, start);
  const at = monolithOffsets(incidence);
  const { rates, fillRates } = valuesOfPlan(layout, plan).values;
  const values = new Map<number, number>();
  rates.forEach((rate, choice) => {
    if (rate > 0) values.set(at.x + choice, 1).set(at.y + choice, rate);
  });
  fillRates.forEach((rate, fill) => {
    if (rate > 0) values.set(at.fill + fill, rate);
  });
  stocksOfPlan(layout, plan).forEach((pairs, stock) => {
    pairs.forEach((amount, slot) => {
      if (amount > 0) values.set(stockColumn(layout, at, stock, slot), amount);
    });
  });
  if (layout.pointing !== null) {
    const { pointed } = pointOffsets(layout);
    pointOf(layout, selection)
      .subarray(pointed)
      .forEach((value, index) => {
        if (value > 0) values.set(at.pointed + index, value);
      });
  }
  return { selection, values, end: plan.routes.reduce((end, { slot }) => Math.max(end, slot + 1), 0) };
}
