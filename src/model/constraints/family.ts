import type { FamilyId } from '../../domain/families.ts';
import type { ProgramScope } from '../program-scope.ts';

/** What a row of the program stands for, so that its dual can be read as a price. */
export type RowMeaning =
  | { readonly constraint: 'C1'; readonly choice: number }
  | { readonly constraint: 'C2'; readonly group: number }
  | FamilyMeaning;

/** `entity` is an index into the list of the family: storage nodes, links, stocks or demands. */
export interface FamilyMeaning {
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
  /** Whether its rows belong to slots or to instants t = 0..T, at which slot t begins and slot t − 1 ends. */
  readonly rowsOf: 'slot' | 'instant';
  /** Whether each row concerns only what is chosen and filled in one slot, so slots can be planned separately. */
  readonly isWithinSlot: boolean;
  /**
   * Whether all rows are Σ a·x ≤ b with a ≥ 0 over rates, fills and stocks: what is left of b then says how much more
   * of each fits (left-over.ts). Any other family is a balance that slot-by-slot planners keep themselves.
   */
  readonly isPacking: boolean;
  /** Order of its rows in the whole program: by slot, by entity, or by the first column in each row. */
  readonly order: 'slot' | 'entity' | 'column';
  write(scope: ProgramScope, slot: number, rows: RowWriter): void;
}

/** No lower limit. */
export const UNBOUNDED = Number.NEGATIVE_INFINITY;
