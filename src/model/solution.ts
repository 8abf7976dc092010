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
  /** LP duals with the routes fixed. */
  readonly prices?: RowPrices;
}

/** A solution along one path per demand and slot. */
export type RoutedSolution = Solution & Required<Pick<Solution, 'selection'>>;

/** Duals of the rows of an LP. */
export interface RowPrices {
  readonly duals: Float64Array;
  /** What the rows stand for; null for a row of the LP's own, which has no price in a record. */
  readonly meanings: readonly (RowMeaning | null)[];
  readonly upperSides: Float64Array;
}
