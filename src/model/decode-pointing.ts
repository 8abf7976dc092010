/** Where telescopes point in a plan, in names. */
import type { PlannedPointing } from '../domain/plan.ts';
import { ownLinks, pathOf, subPathOf } from '../domain/problem.ts';
import type { Layout } from './layout.ts';
import { type PointingColumns, runsOf } from './pointing-columns.ts';
import type { ColumnValues } from './solution.ts';

/**
 * Slots in which telescopes point along a link without interruption, from the earliest at which acquisition has to begin
 * for the first load to the last load, and wherever they are pinned by hand; in the order of links, then of slots.
 */
export function decodePointing(
  layout: Layout,
  pointing: PointingColumns,
  pointed: ArrayLike<number>,
  values: ColumnValues,
): PlannedPointing[] {
  const isLoaded = loadedColumns(layout, pointing, values);
  const links = [...new Set(pointing.columns.map(({ link }) => link))].sort((a, b) => a - b);
  return links.flatMap((link) =>
    runsOf(pointing, link, pointed).flatMap((run) => {
      const slotsWith = (holds: (index: number) => boolean) =>
        run.filter(holds).map((index) => pointing.columns[index]!.slot);
      const loaded = slotsWith((index) => isLoaded[index] === 1);
      const needed = [...loaded, ...slotsWith((index) => pointing.columns[index]!.least === 1)];
      if (needed.length === 0) return [];
      const acquired = (loaded[0] ?? Number.POSITIVE_INFINITY) - pointing.lostShares(link).length;
      const from = Math.max(pointing.columns[run[0]!]!.slot, Math.min(acquired, ...needed));
      const { id } = layout.problem.topology.links[link]!;
      return [{ link: id, from, to: Math.max(...needed) + 1 }];
    }),
  );
}

function loadedColumns(
  layout: Layout,
  pointing: PointingColumns,
  { rates, fillRates }: ColumnValues,
): Uint8Array {
  const { problem, choices, fills } = layout;
  const loaded = new Uint8Array(pointing.columns.length);
  const load = (links: readonly number[], slot: number) => {
    for (const link of links) {
      const index = pointing.indexOf(link, slot);
      if (index >= 0) loaded[index] = 1;
    }
  };
  choices.forEach((choice, index) => {
    if (rates[index]! > 0) load(ownLinks(pathOf(problem, choice).hops), choice.offer.slot);
  });
  fills.forEach((filling, index) => {
    if (fillRates[index]! > 0) load(ownLinks(subPathOf(problem, filling).hops), filling.fill.slot);
  });
  return loaded;
}
