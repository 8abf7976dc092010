/**
 * Ours: first in, first out with a maximum age A, z^t ≤ Σ_{a=1..A} y_n^{t−a} δ; an initial stock counts as filled in
 * slot −1. Fills of slots before the program count at their maximum, which is a relaxation.
 */
import { subPathOf } from '../../domain/problem.ts';
import { type ConstraintFamily, UNBOUNDED } from './family.ts';

export const freshness: ConstraintFamily = {
  rowName: (stock, slot) => `age(s${stock},t${slot})`,
  writtenBy: 'instant',
  isWithinSlot: false,
  partByPart: 'by name',
  order: 'entity',
  write(scope, slot, rows) {
    const { layout } = scope;
    const { memory, topology } = layout.problem;
    if (!('maximumStorageSlots' in memory) || slot === 0) return;
    const age = memory.maximumStorageSlots;
    const recent = new Map<number, { readonly columns: number[]; before: number }>();
    for (let filled = Math.max(0, slot - age); filled < slot; filled++) {
      for (const [stock, fills] of scope.fillsByStock(filled)) {
        const known = recent.get(stock) ?? { columns: [], before: 0 };
        for (const fill of fills) {
          const column = scope.fill(fill);
          if (column !== undefined) known.columns.push(column);
          else known.before += layout.fills[fill]!.fill.rateCap * topology.slotSeconds;
        }
        recent.set(stock, known);
      }
    }
    for (const stock of scope.stocksAt(slot)) {
      const { columns, before } = recent.get(stock) ?? { columns: [], before: 0 };
      const initial = slot < age ? subPathOf(layout.problem, layout.stocks[stock]!).initialStock : 0;
      rows.begin(stock, slot, UNBOUNDED, before + initial);
      rows.add(scope.stock(stock, slot)!, 1);
      for (const column of columns) rows.add(column, -topology.slotSeconds);
    }
  },
};
