import { type Layout, type Offsets, stockColumn } from './layout.ts';
import { type ProgramScope, programScope } from './program-scope.ts';
import { usesOf } from './uses.ts';

/** A program with all choices, fillings and stocks of a layout. */
export function wholeScope(layout: Layout, at: Offsets): ProgramScope {
  const { slotCount } = layout.problem.topology;
  const choices: number[][] = Array.from({ length: slotCount }, () => []);
  const fills: number[][] = Array.from({ length: slotCount }, () => []);
  layout.choices.forEach(({ offer }, choice) => {
    choices[offer.slot]!.push(choice);
  });
  layout.fills.forEach(({ fill }, index) => {
    fills[fill.slot]!.push(index);
  });
  const stocks = layout.stocks.map((_, stock) => stock);
  return programScope({
    ...usesOf(layout),
    layout,
    isCompact: false,
    choicesOf: (slot) => choices[slot]!,
    fillsOf: (slot) => fills[slot]!,
    stocksAt: () => stocks,
    rate: (choice) => at.y + choice,
    fill: (fill) => at.fill + fill,
    stock: (stock, instant) => stockColumn(layout, at, stock, instant),
    mostInStock: (stock) => layout.problem.storagePairs[layout.stocks[stock]!.pair]!.capacity,
  });
}
