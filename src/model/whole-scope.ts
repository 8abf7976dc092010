import { type Layout, type Offsets, stockColumn } from './layout.ts';
import { type ProgramScope, programScope, type SelectionScope } from './program-scope.ts';
import { usesOf } from './uses.ts';

/** A program with all choices, fillings and stocks of a layout. */
export function wholeScope(layout: Layout, at: Offsets): ProgramScope {
  const fills = bySlot(layout, layout.fills, ({ fill }) => fill.slot);
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
  const choices = bySlot(layout, layout.choices, ({ offer }) => offer.slot);
  return {
    layout,
    isCompact: false,
    choicesOf: (slot) => choices[slot]!,
    selected: (choice) => (x === null ? undefined : x + choice),
    rate: (choice) => y + choice,
    ...pointingScope(layout, { pointed, slewed }),
  };
}

/** Indices into a list, by the slot of what stands there. */
function bySlot<Entry>(
  { problem: { topology } }: Layout,
  entries: readonly Entry[],
  slotOf: (entry: Entry) => number,
): readonly (readonly number[])[] {
  const indices: number[][] = Array.from({ length: topology.slotCount }, () => []);
  for (const [index, entry] of entries.entries()) indices[slotOf(entry)]!.push(index);
  return indices;
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
