/**
 * Reduced-cost fixing (Dantzig, Fulkerson & Johnson, "Solution of a Large-Scale Traveling-Salesman Problem", 1954): choices
 * that no plan better than a known one can use. At any multipliers π of the other rows, a demand that takes path p in a slot
 * gains at most max(0, r_p Y_p^max) there, with r_p = α − π·(what a unit of y_p takes). So
 *
 *   Σ α y ≤ Σ π side + Σ_{fills, stocks, w, u} max(d l, d u) + Σ_{other k, t} max_q (0, r_q Y_q^max) + max(0, r_p Y_p^max)
 *
 * holds for every plan that takes it. It is weak duality with C2 kept, not priced: prices of the LP relaxation serve best.
 */
import { admissibleMultipliers, columnTerm, reducedCosts, rowTerm } from '../lp/weak-duality.ts';
import { type Incidence, incidenceOf } from '../model/incidence.ts';
import type { RowPrices } from '../model/solution.ts';
import { assembleWindow, monolithOffsets, type WindowModel } from '../model/window.ts';
import { OPTIMALITY_TOLERANCE } from './bounds.ts';

/**
 * Per choice: what Σ α y cannot exceed in a plan that takes it and lets it carry something; −Infinity if it can carry nothing.
 * @param model the program over all slots with x projected out, perhaps with further rows that every plan satisfies
 * @param multipliers of its rows, from any source
 */
export function choiceBounds(
  incidence: Incidence,
  { program, columns, meanings }: Pick<WindowModel, 'program' | 'columns' | 'meanings'>,
  multipliers: ArrayLike<number>,
): Float64Array {
  const { layout } = incidence;
  const { choices, groups } = layout;
  const firstRate = monolithOffsets(incidence).y;
  const admissible = admissibleMultipliers(program, multipliers);
  // The rows for C2 in the form without x.
  meanings.forEach((meaning, row) => {
    if (meaning === null) admissible[row] = 0;
  });
  const reduced = reducedCosts(program, admissible);
  const most = new Float64Array(groups.length);
  const gains = new Float64Array(choices.length).fill(Number.NEGATIVE_INFINITY);
  let rest = 0;
  admissible.forEach((multiplier, row) => {
    rest += rowTerm(program, row, multiplier);
  });
  reduced.forEach((value, column) => {
    const choice = columns[column]! - firstRate;
    const term = columnTerm(program, column, value);
    if (choice < 0 || choice >= choices.length) rest += term;
    else {
      const { group } = choices[choice]!;
      gains[choice] = term;
      most[group] = Math.max(most[group]!, term);
    }
  });
  const whole = most.reduce((sum, gain) => sum + gain, rest);
  return gains.map((gain, choice) => whole - most[choices[choice]!.group]! + gain);
}

/** The same at the prices of the LP relaxation; without prices, anything may be worth anything. */
export function relaxedChoiceBounds(incidence: Incidence, prices: RowPrices | null): Float64Array {
  const { choices, problem } = incidence.layout;
  if (prices === null) return new Float64Array(choices.length).fill(Number.POSITIVE_INFINITY);
  const { slotCount } = problem.topology;
  const model = assembleWindow(incidence, { from: 0, to: slotCount, mode: () => 'relaxed' });
  return choiceBounds(incidence, model, prices.duals);
}

/**
 * Whether a choice with this bound may be in a plan that is better than the known one by more than rounding, or as good.
 */
export const mayImprove = (bound: number, known: number): boolean =>
  bound >= known - OPTIMALITY_TOLERANCE * Math.abs(known);

/**
 * The incidence with only some choices, and with what these can use. Every column of the monolith keeps its index. A demand
 * that is left without a choice goes without in a compact program.
 */
export function withChoices({ layout }: Incidence, keeps: (choice: number) => boolean): Incidence {
  return incidenceOf({
    ...layout,
    choices: layout.choices.map((choice, index) =>
      keeps(index) ? choice : { ...choice, offer: { ...choice.offer, rateCap: 0 } },
    ),
  });
}
