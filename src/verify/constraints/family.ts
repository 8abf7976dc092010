import type { RowPrice } from '../../domain/certificate.ts';
import type { FAMILIES, FamilyId } from '../../domain/families.ts';
import type { IndexedPlan } from '../indexed-plan.ts';
import type { PricedProblem } from '../price-fields.ts';
import type { Violations } from '../violations.ts';

/** A family of constraints in the checker's own words: it shares nothing with what writes the rows. */
export interface CheckedFamily<F extends FamilyId> {
  /** Looks at every row that the plan touches. */
  check(plan: IndexedPlan, violations: Violations): void;
  /**
   * Moves a row into the objective at its price π ≥ 0 of the form … ≤ …: what it adds to the constant, and what
   * each column pays. Rows that the problem does not have are left out.
   */
  price(row: RowPrice<(typeof FAMILIES)[F]['of']>, priced: PricedProblem): void;
  /** Whether the price may have either sign, the rows being equations. */
  isFree?(priced: PricedProblem): boolean;
}
