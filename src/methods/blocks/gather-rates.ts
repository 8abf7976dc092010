import type { Incidence } from '../../model/incidence.ts';
import type { Solution } from '../../model/solution.ts';
import { monolithOffsets } from '../../model/window.ts';

/**
 * Rates of the whole layout from a plan that was made window by window, with Σ α y. Windows leave out stocks that
 * nobody draws on any more, so they may fill more than is used.
 * @param values by columns of the monolith; missing ones are 0
 * @param end slots from this one on are left empty
 */
export function gatherRates(
  incidence: Incidence,
  values: ReadonlyMap<number, number>,
  end: number,
): Solution {
  const { layout, choicesOf, fillsOf } = incidence;
  const at = monolithOffsets(incidence);
  const rates = new Float64Array(layout.choices.length);
  const fillRates = new Float64Array(layout.fills.length);
  let objective = 0;
  for (let slot = 0; slot < end; slot++) {
    for (const choice of choicesOf[slot]!) {
      const rate = Math.max(0, values.get(at.y + choice) ?? 0);
      rates[choice] = rate;
      objective += rate * layout.problem.demands[layout.choices[choice]!.demand]!.weight[slot]!;
    }
    for (const fill of fillsOf[slot]!) fillRates[fill] = Math.max(0, values.get(at.fill + fill) ?? 0);
  }
  return { objective, values: { rates, fillRates } };
}
