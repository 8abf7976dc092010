/** C5: Σ y^t·g·ψδ through virtual link (n,p_m) ≤ z^t_{n,p_m}, where ψ = 1 unless the memory loses pairs (domain/memory.ts). */
import { type ConstraintFamily, UNBOUNDED } from './family.ts';

export const stockDraws: ConstraintFamily = {
  rowName: (stock, slot) => `C5(s${stock},t${slot})`,
  writtenBy: 'slot',
  isWithinSlot: false,
  partByPart: 'by name',
  order: 'entity',
  write(scope, slot, rows) {
    for (const [stock, draws] of scope.drawsIn(slot)) {
      rows.begin(stock, slot, UNBOUNDED, 0);
      for (const [column, pairs] of draws) rows.add(column, pairs);
      rows.add(scope.stock(stock, slot)!, -1);
    }
  },
};
