/** P1 (ours): Σ_e q_em w^t_e ≤ T_m; a link takes one telescope at each end, and two of a platform that it passes. */
import { pointingsIn } from '../pointing-columns.ts';
import { type ConstraintFamily, UNBOUNDED } from './family.ts';

export const terminals: ConstraintFamily = {
  rowName: (node, slot) => `P1(m${node},t${slot})`,
  writtenBy: 'slot',
  isWithinSlot: true,
  partByPart: 'by name',
  order: 'slot',
  write(scope, slot, rows) {
    const { pointing } = scope.layout;
    if (pointing === null) return;
    const taken = new Map<number, (readonly [column: number, count: number])[]>();
    for (const index of pointingsIn(pointing, slot)) {
      const column = scope.pointed(index);
      if (column === undefined) continue;
      for (const [node, count] of pointing.limits.links[pointing.columns[index]!.link]!.terminals) {
        const entries = taken.get(node) ?? [];
        entries.push([column, count]);
        taken.set(node, entries);
      }
    }
    for (const [node, entries] of [...taken].sort(([a], [b]) => a - b)) {
      const limit = pointing.limits.terminals.get(node)!;
      const most = entries.reduce((sum, [, count]) => sum + count, 0);
      if (scope.isCompact && most <= limit) continue;
      rows.begin(node, slot, UNBOUNDED, limit);
      for (const [column, count] of entries) rows.add(column, count);
    }
  },
};
