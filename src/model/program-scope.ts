/**
 * The part of a program for which a family of constraints writes rows: the choices, fills and stocks of each slot that
 * are in it, and their columns.
 */
import { stockChange } from '../domain/memory.ts';
import type { Layout } from './layout.ts';
import type { Use, Uses } from './uses.ts';

/** A column that draws on a stock, and the pairs that one pair/s of it needs at the beginning of the slot. */
type StockDraw = readonly [column: number, pairs: number];

export interface ProgramScope extends Uses {
  readonly layout: Layout;
  /** Whether to leave out rows that follow from other rows or bounds. */
  readonly isCompact: boolean;
  /** In the program: choices of a slot, none of slots outside; fills of a slot, also of slots before it; stocks at an instant t = 0..T. */
  choicesOf(slot: number): Iterable<number>;
  fillsOf(slot: number): Iterable<number>;
  stocksAt(instant: number): Iterable<number>;
  /** Columns; undefined outside the program. x is a column only where paths are chosen by it. */
  selected(choice: number): number | undefined;
  rate(choice: number): number;
  fill(fill: number): number | undefined;
  stock(stock: number, instant: number): number | undefined;
  /** w and u of a pointing column, undefined outside the program; u also where acquisition takes no time. */
  pointed(pointing: number): number | undefined;
  slewed(pointing: number): number | undefined;
  /** Whether paths of a slot are chosen by rates alone, in the LP relaxation with x projected out. */
  isRelaxed(slot: number): boolean;
  /** The most that can be in stock, pairs. */
  mostInStock(stock: number, instant: number): number;
  /** By stock, what draws on it in a slot: users, then fills of other stocks. */
  drawsIn(slot: number): ReadonlyMap<number, readonly StockDraw[]>;
  /** By stock, what fills it in a slot. */
  fillsByStock(slot: number): ReadonlyMap<number, readonly number[]>;
}

/** What C1, C2, P3 and P4 need of it. */
export type SelectionScope = Pick<
  ProgramScope,
  'layout' | 'isCompact' | 'choicesOf' | 'selected' | 'rate' | 'pointed' | 'slewed'
>;

type ScopeColumns = Omit<ProgramScope, 'drawsIn' | 'fillsByStock'>;

export function programScope(columns: ScopeColumns): ProgramScope {
  const { layout, choiceUse, fillUse, stockOfFill } = columns;
  const { memory, topology } = layout.problem;
  const { slotSeconds } = topology;
  const { needed } = stockChange(memory, slotSeconds);
  return {
    ...columns,
    drawsIn: latest((slot) => {
      const draws = new Map<number, StockDraw[]>();
      const draw = ({ stocks }: Use, column: number, cost: number) => {
        for (const stock of stocks) append(draws, stock, [column, cost * slotSeconds * needed]);
      };
      for (const choice of columns.choicesOf(slot)) {
        draw(choiceUse[choice]!, columns.rate(choice), layout.choices[choice]!.offer.cost);
      }
      for (const fill of columns.fillsOf(slot)) {
        const column = columns.fill(fill);
        if (column !== undefined) draw(fillUse[fill]!, column, layout.fills[fill]!.fill.cost);
      }
      return draws;
    }),
    fillsByStock: latest((slot) => {
      const filling = new Map<number, number[]>();
      for (const fill of columns.fillsOf(slot)) append(filling, stockOfFill[fill]!, fill);
      return filling;
    }),
  };
}

/** The choices of a slot that are in the program, by their C2 group. */
export function choicesByGroup(
  { layout, choicesOf }: Pick<ProgramScope, 'layout' | 'choicesOf'>,
  slot: number,
): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const choice of choicesOf(slot)) append(groups, layout.choices[choice]!.group, choice);
  return groups;
}

function append<V>(lists: Map<number, V[]>, key: number, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** Remembers the answer for the latest slot, since C5 and C6 of a slot ask one after the other. */
function latest<V>(answer: (slot: number) => V): (slot: number) => V {
  let known: { readonly slot: number; readonly value: V } | null = null;
  return (slot) => {
    if (known?.slot !== slot) known = { slot, value: answer(slot) };
    return known.value;
  };
}
