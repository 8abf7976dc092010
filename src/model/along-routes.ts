import type { Layout, Offsets } from './layout.ts';
import { indicator, type Selection } from './selection.ts';
import type { RoutedSolution } from './solution.ts';

/**
 * What a solver's values give along the selected paths. It may leave a rounding on others, which would count as second
 * paths (C2).
 * @param values by columns of a program whose kinds of columns begin at `at`
 */
export function alongRoutes(
  layout: Layout,
  selection: Selection,
  values: Float64Array,
  at: Offsets,
): RoutedSolution {
  const { demands } = layout.problem;
  const chosen = indicator(layout, selection);
  const rates = values.slice(at.y, at.fill).map((rate, choice) => (chosen[choice] === 1 ? rate : 0));
  const objective = rates.reduce((sum, rate, choice) => {
    const { demand, offer } = layout.choices[choice]!;
    return sum + rate * demands[demand]!.weight[offer.slot]!;
  }, 0);
  return { selection, objective, values: { rates, fillRates: values.slice(at.fill, at.stock) } };
}
