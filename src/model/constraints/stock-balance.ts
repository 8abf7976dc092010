/**
 * C6: z^{t+1} = s (z^t − Σ y^t g ψδ) + y^t_{n,p_m} φδ, where s = φ = ψ = 1 unless the memory loses pairs
 * (domain/memory.ts). A memory with a maximum age may discard pairs, so its row is ≤. The row of slot t+1 describes
 * what slot t passes on.
 */
import { stockChange } from '../../domain/memory.ts';
import { type ConstraintFamily, UNBOUNDED } from './family.ts';

export const stockBalance: ConstraintFamily = {
  rowName: (stock, slot) => `C6(s${stock},t${slot})`,
  writtenBy: 'slot',
  isWithinSlot: false,
  partByPart: 'by name',
  order: 'entity',
  write(scope, slot, rows) {
    const { topology, memory } = scope.layout.problem;
    const { survival, kept } = stockChange(memory, topology.slotSeconds);
    const lower = 'maximumStorageSlots' in memory ? UNBOUNDED : 0;
    const draws = scope.drawsIn(slot);
    const filling = scope.fillsByStock(slot);
    for (const stock of scope.stocksAt(slot + 1)) {
      const before = scope.stock(stock, slot);
      rows.begin(stock, slot + 1, lower, 0);
      rows.add(scope.stock(stock, slot + 1)!, 1);
      if (before !== undefined) rows.add(before, -survival);
      for (const [column, pairs] of draws.get(stock) ?? []) rows.add(column, survival * pairs);
      for (const fill of filling.get(stock) ?? []) rows.add(scope.fill(fill)!, -topology.slotSeconds * kept);
    }
  },
};
