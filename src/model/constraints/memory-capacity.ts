/** C3: Σ_{n∋m} Σ_{p_m} z^t_{n,p_m} ≤ B_m for t = 0..T; a stored pair holds a memory at both ends. */
import { packingFamily } from './packing.ts';

export const memoryCapacity = packingFamily({
  rowName: (node, slot) => `C3(m${node},t${slot})`,
  writtenBy: 'instant',
  isWithinSlot: false,
  order: 'entity',
  limit: ({ problem }, node) => problem.storageNodes[node]!.capacity,
  ofStock: ({ endsOfStock }, stock) => ({ entities: endsOfStock[stock]!, each: 1 }),
  // Where all stocks at their most fit, the row follows from their bounds.
  isImplied: (scope, { stocks }, limit, instant) =>
    stocks.reduce((sum, stock) => sum + scope.mostInStock(stock, instant), 0) <= limit,
});
