import { ownLinks, pathOf, subPathOf } from '../domain/problem.ts';
import type { Layout, Offsets } from './layout.ts';
import { indicator, isFlown, type Selection } from './selection.ts';
import type { RoutedSolution } from './solution.ts';

/**
 * What a solver's values give along the selected paths. It may leave a rounding on others, which would count as second
 * paths (C2), and where no telescope points (P2, P5, P6).
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
  const rates = values.slice(at.y, at.fill).map((rate, choice) => {
    if (chosen[choice] !== 1 || rate === 0) return 0;
    const { demand, path, offer } = layout.choices[choice]!;
    return isFlown(layout, selection, ownLinks(pathOf(layout.problem, { demand, path }).hops), offer.slot)
      ? rate
      : 0;
  });
  const objective = rates.reduce((sum, rate, choice) => {
    const { demand, offer } = layout.choices[choice]!;
    return sum + rate * demands[demand]!.weight[offer.slot]!;
  }, 0);
  const fillRates = values.slice(at.fill, at.stock).map((rate, index) => {
    const filling = layout.fills[index]!;
    const { hops } = subPathOf(layout.problem, filling);
    return rate === 0 || isFlown(layout, selection, ownLinks(hops), filling.fill.slot) ? rate : 0;
  });
  return { selection, objective, values: { rates, fillRates } };
}
