/** Converts a recorded plan to values by columns of the monolith, to continue from it. */
import type { Plan } from '../../domain/plan.ts';
import { encodePointing } from '../../model/decode-pointing.ts';
import type { Incidence } from '../../model/incidence.ts';
import { pointedBy, pointOf, pointOffsets } from '../../model/selection.ts';
import { monolithOffsets } from '../../model/window.ts';
import type { PartialPlan } from '../windows/rolling-horizon.ts';

/** A plan to continue, and the slot after its last route. */
export type WarmStart = PartialPlan & { readonly end: number };

/** Converts the plan; what the catalogue does not contain is left out. */
export function warmStart(incidence: Incidence, plan: Plan, start: PartialPlan['selection']): WarmStart {
  const { layout } = incidence;
  const { pointing, problem } = layout;
  const at = monolithOffsets(incidence);
  const instants = problem.topology.slotCount + 1;
  const selection = start.slice();
  const values = new Map<number, number>();
  const nameOf = (...parts: readonly (string | number)[]) => parts.join(' ');

  const routes = new Map(
    plan.routes.map((route) => [nameOf(route.demand, route.slot, route.path), route.rate]),
  );
  layout.choices.forEach(({ demand, path, offer, group }, choice) => {
    const { id, paths } = problem.demands[demand]!;
    const rate = routes.get(nameOf(id, offer.slot, paths[path]!.id));
    if (rate === undefined) return;
    selection[group] = choice;
    values.set(choice, 1).set(at.y + choice, rate);
  });
  const fills = new Map(plan.fills.map((fill) => [nameOf(fill.pair, fill.subPath, fill.slot), fill.rate]));
  layout.fills.forEach(({ pair, subPath, fill }, index) => {
    const { id, subPaths } = problem.storagePairs[pair]!;
    const rate = fills.get(nameOf(id, subPaths[subPath]!.id, fill.slot));
    if (rate !== undefined) values.set(at.fill + index, rate);
  });
  const stocks = new Map(plan.stocks.map((stock) => [nameOf(stock.pair, stock.subPath), stock.pairs]));
  layout.stocks.forEach(({ pair, subPath }, stock) => {
    const { id, subPaths } = problem.storagePairs[pair]!;
    stocks.get(nameOf(id, subPaths[subPath]!.id))?.forEach((pairs, slot) => {
      if (pairs > 0) values.set(at.stock + stock * instants + slot, pairs);
    });
  });
  if (pointing !== null) {
    pointedBy(layout, selection).set(encodePointing(layout, pointing, plan.pointing ?? []));
    const point = pointOf(layout, selection);
    const { pointed } = pointOffsets(layout);
    point.subarray(pointed).forEach((value, index) => {
      if (value > 0) values.set(at.pointed + index, value);
    });
  }
  return { selection, values, end: plan.routes.reduce((end, { slot }) => Math.max(end, slot + 1), 0) };
}
