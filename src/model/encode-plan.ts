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
  const wanted = new Map<string, Map<number, string>>();
  for (const { demand, slot, path } of widestLast) within(wanted, demand).set(slot, path);
  const selection = selectionOf(
    layout,
    layout.groups.map(({ demand, slot, choices }, group) => {
      const { id, paths } = layout.problem.demands[demand]!;
      const path = wanted.get(id)?.get(slot);
      if (path === undefined) return otherwise[group]!;
      const found = choices.find((choice) => paths[layout.choices[choice]!.path]!.id === path);
      return found ?? otherwise[group]!;
    }),
  );
  const { pointing } = layout;
  if (pointing) pointedBy(layout, selection).set(encodePointing(layout, pointing, plan.pointing ?? []));
  return selection;
}

/** The map of a key in a map of maps. */
function within<Key, Inner, Value>(maps: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  const found = maps.get(key) ?? new Map<Inner, Value>();
  maps.set(key, found);
  return found;
}

type RatesBySlot = ReadonlyMap<number, number>;

/** Rates by slot, of each owner's names: a catalogue has far more columns than a plan has names. */
function ratesBySlot<Planned extends { readonly slot: number; readonly rate: number }>(
  planned: readonly Planned[],
  namesIn: (one: Planned) => readonly [owner: string, name: string],
): (owner: string, name: string) => RatesBySlot | undefined {
  const found = new Map<string, Map<string, Map<number, number>>>();
  for (const one of planned) {
    const [owner, name] = namesIn(one);
    within(within(found, owner), name).set(one.slot, one.rate);
  }
  return (owner, name) => found.get(owner)?.get(name);
}

/** Rates and fills of a plan, and its value. */
export function valuesOfPlan(layout: Layout, plan: Plan): Solution {
  const { choices, fills, problem } = layout;
  const { demands } = problem;
  const routesOf = ratesBySlot(plan.routes, ({ demand, path }) => [demand, path]);
  const ofPath = demands.map(({ id, paths }) => paths.map((path) => routesOf(id, path.id)));
  const rates = new Float64Array(choices.length);
  let objective = 0;
  for (let choice = 0; choice < rates.length; choice++) {
    const { demand, path, offer } = choices[choice]!;
    const rate = ofPath[demand]![path]?.get(offer.slot);
    if (rate === undefined) continue;
    rates[choice] = rate;
    objective += rate * demands[demand]!.weight[offer.slot]!;
  }
  const fillsOf = ratesBySlot(plan.fills, ({ pair, subPath }) => [pair, subPath]);
  const ofSubPath = problem.storagePairs.map(({ id, subPaths }) =>
    subPaths.map((subPath) => fillsOf(id, subPath.id)),
  );
  const fillRates = new Float64Array(fills.length);
  for (let index = 0; index < fillRates.length; index++) {
    const { pair, subPath, fill } = fills[index]!;
    const filled = ofSubPath[pair]![subPath];
    if (filled !== undefined) fillRates[index] = filled.get(fill.slot) ?? 0;
  }
  return { objective, values: { rates, fillRates } };
}

/** By stock, z^0..z^T of a plan; stocks that it leaves empty are missing. */
export function stocksOfPlan(
  { problem, stocks }: Layout,
  plan: Plan,
): ReadonlyMap<number, readonly number[]> {
  const pairsOf = new Map<string, Map<string, readonly number[]>>();
  for (const { pair, subPath, pairs } of plan.stocks) within(pairsOf, pair).set(subPath, pairs);
  return new Map(
    stocks.flatMap((link, stock) => {
      const { pair, subPath } = namesOf(problem, link);
      const pairs = pairsOf.get(pair)?.get(subPath);
      return pairs ? [[stock, pairs] as const] : [];
    }),
  );
}
