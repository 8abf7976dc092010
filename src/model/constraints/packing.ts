/**
 * Families whose rows are all Σ a·x ≤ b with a ≥ 0, stated by what each column takes: the rows follow from it, and so
 * does what a plan in the making leaves of them (left-over.ts).
 */
import type { ProgramScope } from '../program-scope.ts';
import {
  amountAt,
  type ConstraintFamily,
  type PackedColumns,
  type Packing,
  type Taken,
  UNBOUNDED,
} from './family.ts';

export function packingFamily(packing: Packing): ConstraintFamily {
  const { rowName, writtenBy, isWithinSlot, order, ofChoice, ofFill } = packing;
  const ofStock = writtenBy === 'instant' ? packing.ofStock : packing.ofStockAtBeginning;
  return {
    rowName,
    writtenBy,
    isWithinSlot,
    order,
    partByPart: packing,
    write(scope, slot, rows) {
      const packed = columnsByEntity(packing, scope, slot);
      const entries = order === 'entity' ? [...packed].sort(([one], [other]) => one - other) : packed;
      for (const [entity, columns] of entries) {
        const limit = packing.limit(scope.layout, entity, slot);
        if (scope.isCompact && packing.isImplied?.(scope, columns, limit, slot)) continue;
        rows.begin(entity, slot, UNBOUNDED, limit);
        for (const choice of columns.choices)
          rows.add(scope.rate(choice), amountIn(ofChoice!(scope, choice), entity));
        for (const fill of columns.fills) rows.add(scope.fill(fill)!, amountIn(ofFill!(scope, fill), entity));
        for (const stock of columns.stocks)
          rows.add(scope.stock(stock, slot)!, amountIn(ofStock!(scope, stock), entity));
        for (const stock of columns.stocksAtEnd)
          rows.add(scope.stock(stock, slot + 1)!, amountIn(packing.ofStockAtEnd!(scope, stock), entity));
      }
    },
  };
}

const amountIn = (taken: Taken, entity: number): number => amountAt(taken, taken.entities.indexOf(entity));

/** In the order in which the entities are met. */
function columnsByEntity(
  { writtenBy, ofChoice, ofFill, ofStock, ofStockAtBeginning, ofStockAtEnd }: Packing,
  scope: ProgramScope,
  slot: number,
): Map<number, PackedColumns> {
  const found = new Map<number, PackedColumns>();
  const add = (kind: keyof PackedColumns, { entities }: Taken, index: number) => {
    for (const entity of entities) {
      const columns = found.get(entity) ?? { choices: [], fills: [], stocks: [], stocksAtEnd: [] };
      columns[kind].push(index);
      found.set(entity, columns);
    }
  };
  if (writtenBy === 'instant') {
    if (ofStock) for (const stock of scope.stocksAt(slot)) add('stocks', ofStock(scope, stock), stock);
    return found;
  }
  if (ofChoice) for (const choice of scope.choicesOf(slot)) add('choices', ofChoice(scope, choice), choice);
  if (ofFill) for (const fill of scope.fillsOf(slot)) add('fills', ofFill(scope, fill), fill);
  if (ofStockAtBeginning)
    for (const stock of scope.stocksAt(slot)) add('stocks', ofStockAtBeginning(scope, stock), stock);
  if (ofStockAtEnd)
    for (const stock of scope.stocksAt(slot + 1)) add('stocksAtEnd', ofStockAtEnd(scope, stock), stock);
  return found;
}
