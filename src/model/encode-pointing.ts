/** Where telescopes point in a plan, by pointing column, as far as this network and what is decided by hand let them. */
import type { PlannedPointing } from '../domain/plan.ts';
import type { Layout } from './layout.ts';
import { type PointingColumns, runsOf } from './pointing-columns.ts';

/**
 * 1 where telescopes point: where they are pinned, then what else of the plan has a column and telescopes (P1), and is left
 * long enough to acquire (P4). A plan may come from a network with other telescopes.
 */
export function encodePointing(
  { problem: { topology } }: Layout,
  pointing: PointingColumns,
  planned: readonly PlannedPointing[],
): Int32Array {
  const { columns, limits, ofLink, lostShares } = pointing;
  const indexOf = new Map(topology.links.map(({ id }, link) => [id, link]));
  const pointed = new Int32Array(columns.length);
  const taken = new Map<string, number>();
  const point = (index: number): void => {
    const { link, slot } = columns[index]!;
    pointed[index] = 1;
    for (const [node, count] of limits.links[link]!.terminals) {
      taken.set(`${node} ${slot}`, (taken.get(`${node} ${slot}`) ?? 0) + count);
    }
  };
  const isFree = (index: number): boolean => {
    const { link, slot, most } = columns[index]!;
    return (
      pointed[index] === 0 &&
      most === 1 &&
      limits.links[link]!.terminals.every(
        ([node, count]) => (taken.get(`${node} ${slot}`) ?? 0) + count <= limits.terminals.get(node)!,
      )
    );
  };
  columns.forEach(({ least }, index) => {
    if (least === 1) point(index);
  });
  const touched = new Set<number>();
  for (const { link: id, from, to } of planned) {
    const link = indexOf.get(id);
    if (link === undefined) continue;
    touched.add(link);
    for (const index of ofLink(link)) {
      const { slot } = columns[index]!;
      if (slot >= from && slot < to && isFree(index)) point(index);
    }
  }
  for (const link of touched) {
    for (const run of runsOf(pointing, link, pointed)) {
      if (run.length < lostShares(link).length) for (const index of run) pointed[index] = 0;
    }
  }
  return pointed;
}
