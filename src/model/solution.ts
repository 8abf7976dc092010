import type { RowMeaning } from './constraints/family.ts';
import type { Selection } from './selection.ts';

/** Rates by columns of the layout; what is stored follows from them. */
export interface ColumnValues {
  /** y per choice, pairs/s. */
  readonly rates: Float64Array;
  /** y_n per fill column, pairs/s. */
  readonly fillRates: Float64Array;
}

/** The result of a method, by columns of the layout; `decodePlan` makes a plan in names from it. */
export interface Solution {
  /** Σ α y. */
  readonly objective: number;
  readonly values: ColumnValues;
  /** The selected paths; absent if rates are split over several. */
  readonly selection?: Selection;
  /** LP duals with the routes fixed, one per row, and the meaning of the rows. */
  readonly prices?: { readonly duals: Float64Array; readonly meanings: readonly RowMeaning[] };
}
