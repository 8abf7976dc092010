import type { FamilyId } from '../../domain/families.ts';
import type { Layout } from '../layout.ts';
import type { ProgramScope, SelectionScope } from '../program-scope.ts';
import type { Uses } from '../uses.ts';

/** What a row of the program stands for, so that its dual can be read as a price. */
export type RowMeaning =
  | { readonly constraint: 'C1'; readonly choice: number }
  | { readonly constraint: 'C2'; readonly group: number }
  /** `pointing` is an index into the pointing columns of the layout. */
  | { readonly constraint: 'P3' | 'P4'; readonly pointing: number }
  | FamilyMeaning;

/** `entity` is an index into the list of the family: storage nodes, links, stocks or demands. */
interface FamilyMeaning {
  readonly constraint: FamilyId;
  readonly entity: number;
  readonly slot: number;
}

/** Receives the rows of a family one after the other. */
export interface RowWriter {
  /** Begins the row lower ≤ … ≤ upper of an entity in a slot; its entries follow. */
  begin(entity: number, slot: number, lower: number, upper: number): void;
  add(column: number, value: number): void;
}

/**
 * A family of constraints, written once for every program: the whole one, Benders' subproblem, windows and fixed routes
 * differ only in the columns of their {@link ProgramScope}.
 */
export interface ConstraintFamily {
  /** Name of a row in LP and MPS files; `entity` and `slot` as in {@link FamilyMeaning}. */
  rowName(entity: number, slot: number): string;
  /**
   * Whether it is written slot by slot, or instant by instant t = 0..T, at which slot t begins and slot t − 1 ends. What
   * its rows belong to is said in domain/families.ts: those of C6 are written with a slot and belong to its end.
   */
  readonly writtenBy: 'slot' | 'instant';
  /**
   * Whether each row concerns only what is chosen and filled in one slot, so slots can be planned separately once it is
   * known where telescopes point.
   */
  readonly isWithinSlot: boolean;
  /**
   * How it is kept by planners that build a plan part by part, without a program over all slots. If all its rows are
   * Σ a·x ≤ b with a ≥ 0, they ask what each column takes of them. Some families, such as the balance of stocks, they
   * know `by name`. If a family is `refused`, they refuse every problem in which it has rows.
   */
  readonly partByPart: Packing | 'by name' | 'refused';
  /** Order of its rows in the whole program: that of slots, of entities, or of the C2 groups of its demands. */
  readonly order: 'slot' | 'entity' | 'group';
  /**
   * Writes the rows of a slot or instant. What they count outside the program of the scope may only make them weaker,
   * since windows prove bounds.
   */
  write(scope: ProgramScope, slot: number, rows: RowWriter): void;
}

/**
 * C1, C2, P3 or P4, which say what may be selected and pointed at; written once for every program, like a family. They
 * have no prices: at any prices of the others, the bound itself takes the best path of every pair, and the best times to
 * point along every link (verify/lagrangian.ts).
 */
export interface SelectionConstraint {
  /** `entity` is an index into the choices of the layout (C1), its groups (C2), or its pointing columns (P3, P4). */
  rowName(layout: Layout, entity: number): string;
  meaningOf(entity: number): RowMeaning;
  write(scope: SelectionScope, slot: number, rows: RowWriter): void;
}

/**
 * What one unit of a column takes: so much of the row of each entity in the same slot or at the same instant. Different
 * amounts are in the order of the entities, of which each is then named once.
 */
export interface Taken {
  readonly entities: readonly number[];
  readonly each: number | readonly number[];
}

/** What is taken of the row of the entity at this position. */
export const amountAt = ({ each }: Taken, position: number): number =>
  typeof each === 'number' ? each : each[position]!;

/** What is chosen, filled and in store in the same row, by index. */
export interface PackedColumns {
  readonly choices: number[];
  readonly fills: number[];
  readonly stocks: number[];
  /** In store when the slot ends, in rows of slots. */
  readonly stocksAtEnd: number[];
}

export type PackingContext = Uses & { readonly layout: Layout };

export interface Packing extends Pick<ConstraintFamily, 'rowName' | 'writtenBy' | 'isWithinSlot' | 'order'> {
  /** b of the row of an entity. */
  limit(layout: Layout, entity: number, slot: number): number;
  /** Per pair/s of a choice or of a filling, in rows of slots; absent where they take nothing. */
  ofChoice?(context: PackingContext, choice: number): Taken;
  ofFill?(context: PackingContext, fill: number): Taken;
  /** Per pair in stock, in rows of instants. */
  ofStock?(context: PackingContext, stock: number): Taken;
  /** Per pair in stock when the slot begins or ends, in rows of slots. */
  ofStockAtBeginning?(context: PackingContext, stock: number): Taken;
  ofStockAtEnd?(context: PackingContext, stock: number): Taken;
  /** Whether the row follows from others in a compact program. */
  isImplied?(scope: ProgramScope, columns: PackedColumns, limit: number, slot: number): boolean;
}

/** No lower side. */
export const UNBOUNDED = Number.NEGATIVE_INFINITY;
