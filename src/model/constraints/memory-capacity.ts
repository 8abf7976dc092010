/** C3: Σ_{n∋m} Σ_{p_m} z^t_{n,p_m} ≤ B_m for t = 0..T; a stored pair holds a memory at both ends. */
import { type ConstraintFamily, UNBOUNDED } from './family.ts';

export const memoryCapacity: ConstraintFamily = {
  rowName: (node, slot) => `C3(m${node},t${slot})`,
  rowsOf: 'instant',
  isWithinSlot: false,
  isPacking: true,
  order: 'entity',
  write(scope, slot, rows) {
    const { layout, isCompact } = scope;
    const { storageNodes, storagePairs } = layout.problem;
    const held = new Map<string, { readonly stocks: number[]; most: number }>();
    for (const stock of scope.stocksAt(slot)) {
      for (const node of storagePairs[layout.stocks[stock]!.pair]!.ends) {
        const here = held.get(node) ?? { stocks: [], most: 0 };
        here.stocks.push(stock);
        here.most += scope.mostInStock(stock, slot);
        held.set(node, here);
      }
    }
    storageNodes.forEach(({ node, capacity }, index) => {
      const here = held.get(node);
      // Where all stocks at their most fit, the row follows from their bounds.
      if (here === undefined || (isCompact && here.most <= capacity)) return;
      rows.begin(index, slot, UNBOUNDED, capacity);
      for (const stock of here.stocks) rows.add(scope.stock(stock, slot)!, 1);
    });
  },
};
