/** Converts a plan in names to columns of a layout; what the catalogue does not contain is left out. */
import type { Plan } from '../domain/plan.ts';
import { pathOf } from '../domain/problem.ts';
import { namesOf } from './decode.ts';
import { encodePointing } from './encode-pointing.ts';
import type { Layout } from './layout.ts';
import { pointedBy, type Selection, selectionOf } from './selection.ts';
import type { Solution } from './solution.ts';

/**
 * The selection that a plan suggests: its path (the one with the largest rate if it splits) if the catalogue contains
 * it, otherwise `otherwise`.
 */
export function selectionOfPlan(layout: Layout, plan: Plan, otherwise: Selection): Selection {
  const widestLast = plan.routes.toSorted((a, b) => a.rate - b.rate);
  const wanted = new Map(widestLast.map(({ demand, slot, path }) => [keyOf(demand, slot), path]));
  const selection = selectionOf(
    layout,
    layout.groups.map(({ demand, slot, choices }, group) => {
      const { id, paths } = layout.problem.demands[demand]!;
      const path = wanted.get(keyOf(id, slot));
      const found = choices.find((choice) => paths[layout.choices[choice]!.path]!.id === path);
      return found ?? otherwise[group]!;
    }),
  );
  const { pointing } = layout;
  if (pointing) pointedBy(layout, selection).set(encodePointing(layout, pointing, plan.pointing ?? []));
  return selection;
}

/** Rates and fills of a plan, and its value. */
export function valuesOfPlan(layout: Layout, plan: Plan): Solution {
  const { problem } = layout;
  const { demands } = problem;
  const rateOf = new Map(
    plan.routes.map(({ demand, slot, path, rate }) => [keyOf(demand, slot, path), rate]),
  );
  const rates = Float64Array.from(layout.choices, (choice) => {
    const { id } = demands[choice.demand]!;
    return rateOf.get(keyOf(id, choice.offer.slot, pathOf(problem, choice).id)) ?? 0;
  });
  const fillOf = new Map(
    plan.fills.map(({ pair, subPath, slot, rate }) => [keyOf(pair, subPath, slot), rate]),
  );
  const fillRates = Float64Array.from(layout.fills, (filling) => {
    const { pair, subPath } = namesOf(problem, filling);
    return fillOf.get(keyOf(pair, subPath, filling.fill.slot)) ?? 0;
  });
  const objective = layout.choices.reduce(
    (sum, { demand, offer }, choice) => sum + rates[choice]! * demands[demand]!.weight[offer.slot]!,
    0,
  );
  return { objective, values: { rates, fillRates } };
}

/** By stock, z^0..z^T of a plan; stocks that it leaves empty are missing. */
export function stocksOfPlan(
  { problem, stocks }: Layout,
  plan: Plan,
): ReadonlyMap<number, readonly number[]> {
  const pairsOf = new Map(plan.stocks.map(({ pair, subPath, pairs }) => [keyOf(pair, subPath), pairs]));
  return new Map(
    stocks.flatMap((link, stock) => {
      const { pair, subPath } = namesOf(problem, link);
      const pairs = pairsOf.get(keyOf(pair, subPath));
      return pairs ? [[stock, pairs] as const] : [];
    }),
  );
}

const keyOf = (...names: readonly (string | number)[]): string => names.join(' ');
