/** Converts a plan in names to columns of a layout; what the catalogue does not contain is left out. */
import type { Plan } from '../domain/plan.ts';
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

/** Rates by slot, of each name: a catalogue has far more columns than a plan has names. */
function bySlotOf<Planned extends { readonly slot: number; readonly rate: number }>(
  planned: readonly Planned[],
  nameOf: (one: Planned) => string,
): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const found = new Map<string, Map<number, number>>();
  for (const one of planned) {
    const name = nameOf(one);
    found.set(name, (found.get(name) ?? new Map<number, number>()).set(one.slot, one.rate));
  }
  return found;
}

/** Rates and fills of a plan, and its value. */
export function valuesOfPlan(layout: Layout, plan: Plan): Solution {
  const { problem } = layout;
  const { demands } = problem;
  const routesOf = bySlotOf(plan.routes, ({ demand, path }) => keyOf(demand, path));
  const ofPath = demands.map(({ id, paths }) => paths.map((path) => routesOf.get(keyOf(id, path.id))));
  const rates = Float64Array.from(
    layout.choices,
    ({ demand, path, offer }) => ofPath[demand]![path]?.get(offer.slot) ?? 0,
  );
  const fillsOf = bySlotOf(plan.fills, ({ pair, subPath }) => keyOf(pair, subPath));
  const ofSubPath = problem.storagePairs.map(({ id, subPaths }) =>
    subPaths.map((subPath) => fillsOf.get(keyOf(id, subPath.id))),
  );
  const fillRates = Float64Array.from(
    layout.fills,
    ({ pair, subPath, fill }) => ofSubPath[pair]![subPath]?.get(fill.slot) ?? 0,
  );
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
