import type { RowPrice } from '../../domain/certificate.ts';
import type { FAMILIES, FamilyId } from '../../domain/families.ts';
import type { IndexedPlan } from '../indexed-plan.ts';
import type { PricedProblem } from '../price-fields.ts';
import type { Violations } from '../violations.ts';

/** The checker's own version of a constraint: it shares nothing with the code that writes the rows. */
export interface CheckedConstraint {
  /** Checks every row that the plan touches. */
  check(plan: IndexedPlan, violations: Violations): void;
}

/** That of a family, whose rows have prices. */
export interface CheckedFamily<F extends FamilyId> extends CheckedConstraint {
  /**
   * Moves a row in the form … ≤ … into the objective at its price π ≥ 0: what it adds to the constant, and what each
   * column pays. Ignores rows that the problem does not have.
   */
  price(row: RowPrice<(typeof FAMILIES)[F]['of']>, priced: PricedProblem): void;
  /** Whether the price may have either sign because the rows are equations. */
  isFree?(priced: PricedProblem): boolean;
}
