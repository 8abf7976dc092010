import type { RowMeaning } from './constraints/family.ts';
import type { Selection } from './selection.ts';

/** Rates as columns of the layout; what is stored follows from them. */
export interface ColumnValues {
  /** y per choice, pairs/s. */
  readonly rates: Float64Array;
  /** y_n per fill column, pairs/s. */
  readonly fillRates: Float64Array;
}

/** What a method finds, by columns of the layout; a plan in names is made from it by `decodePlan`. */
export interface Solution {
  /** Σ α y. */
  readonly objective: number;
  readonly values: ColumnValues;
  /** The paths that it takes; absent where rates are split over several. */
  readonly selection?: Selection;
  /** LP duals with the routes fixed, one a row, and what the rows stand for. */
  readonly prices?: { readonly duals: Float64Array; readonly meanings: readonly RowMeaning[] };
}
