import { bySlot } from './by-slot.ts';
import { type Layout, type Offsets, stockColumn } from './layout.ts';
import { type ProgramScope, programScope, type SelectionScope } from './program-scope.ts';
import { usesOf } from './uses.ts';

/** A program with all choices, fillings and stocks of a layout. */
export function wholeScope(layout: Layout, at: Offsets): ProgramScope {
  const { slotCount } = layout.problem.topology;
  const fills = bySlot(slotCount, layout.fills.keys(), (index) => layout.fills[index]!.fill.slot);
  const stocks = layout.stocks.map((_, stock) => stock);
  return programScope({
    ...usesOf(layout),
    ...wholeSelection(layout, at),
    fillsOf: (slot) => fills[slot]!,
    stocksAt: () => stocks,
    fill: (fill) => at.fill + fill,
    stock: (stock, instant) => stockColumn(layout, at, stock, instant),
    isRelaxed: () => false,
    mostInStock: (stock) => layout.problem.storagePairs[layout.stocks[stock]!.pair]!.capacity,
  });
}

/** Its choices alone. */
function wholeSelection(
  layout: Layout,
  { x, y, pointed, slewed }: Pick<Offsets, 'x' | 'y' | 'pointed' | 'slewed'>,
): SelectionScope {
  const { slotCount } = layout.problem.topology;
  const choices = bySlot(slotCount, layout.choices.keys(), (choice) => layout.choices[choice]!.offer.slot);
  return {
    layout,
    isCompact: false,
    choicesOf: (slot) => choices[slot]!,
    selected: (choice) => (x === null ? undefined : x + choice),
    rate: (choice) => y + choice,
    ...pointingScope(layout, { pointed, slewed }),
  };
}

function pointingScope(
  { pointing }: Layout,
  at: Pick<Offsets, 'pointed' | 'slewed'>,
): Pick<SelectionScope, 'pointed' | 'slewed'> {
  return {
    pointed: (index) => (index < 0 ? undefined : at.pointed + index),
    slewed: (index) =>
      index < 0 || pointing!.lostShares(pointing!.columns[index]!.link).length === 0
        ? undefined
        : at.slewed + index,
  };
}
