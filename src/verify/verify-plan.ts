import type { ConstraintCheck } from '../domain/certificate.ts';
import type { Margins } from '../domain/margins.ts';
import type { Topology } from '../domain/network.ts';
import type { Plan } from '../domain/plan.ts';
import type { RunStatus } from '../domain/run-status.ts';
import type { SchemeName } from '../domain/schemes/schemes.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { CONSTRAINT_CHECKS } from './constraints/families.ts';
import { checkFills } from './fills.ts';
import type { ExemptSlots } from './minimum-rates.ts';
import { totalsOf } from './objective.ts';
import { checkPointings } from './pointings.ts';
import { noUse } from './resource-use.ts';
import { checkRoutes } from './routes.ts';
import { indexScenario } from './scenario-index.ts';
import { checkStatedPointings } from './stated-pointings.ts';
import { checkSubPaths } from './sub-paths.ts';
import { checksOf, difference, excess, note, noViolations, type Violations } from './violations.ts';

export interface VerificationInput {
  readonly scenario: Scenario;
  readonly topology: Topology;
  readonly plan: Plan;
  /** Σ α y as stated with the plan, and the upper bound on it, null if there is none. */
  readonly objective: number;
  readonly bound: number | null;
  /** Slots that C7 exempts; its check counts them separately, as `exempt`. */
  readonly exempt: ExemptSlots;
  /** What else its routes must satisfy (SOS, NSS), or need not (the overlay LP may split what a demand gets). */
  readonly scheme: SchemeName;
  /** How its run ended, which says whether it may miss minimum rates (C7); absent if it has not ended. */
  readonly status?: RunStatus | undefined;
  /** What its run keeps back of the Werner parameters of paths; absent if nothing. */
  readonly margins?: Margins | undefined;
}

/** What a plan has been found to violate, whatever bound is stated with it. */
export interface CheckedPlan {
  readonly violations: Violations;
  readonly objective: number;
  readonly totalPairs: number;
}

/**
 * Re-checks a plan by direct loops over the constraints of constraints/, its paths, fidelities, costs and objective,
 * from the scenario and the topology alone. A fact that does not hold (an unknown name, a walk with a gap) is a
 * violation of 1; a number that is not finite is a violation of Infinity.
 */
export const verifyPlan = (input: VerificationInput): ConstraintCheck[] =>
  checksUnder(input.bound, checkPlan(input));

/** The same before a bound is known: a plan stays as it is while its bound is lowered. */
export function checkPlan(input: Omit<VerificationInput, 'bound'>): CheckedPlan {
  const { scenario, topology, plan, scheme, exempt, status, margins } = input;
  const indexed = indexScenario(scenario, topology, margins);
  const violations = noViolations();
  const use = noUse();
  const stores = checkSubPaths(indexed, plan, violations);
  const served = checkRoutes(plan, { indexed, stores, scheme, use, violations });
  checkFills(indexed, stores, plan, use, violations);
  const pointings = checkPointings(indexed, plan, violations);
  checkStatedPointings(indexed, pointings, violations);
  const asked = { scheme, status, exempt };
  const indexedPlan = { indexed, plan, ...asked, stores, use, pointings, ...served };
  for (const constraint of CONSTRAINT_CHECKS) constraint.check(indexedPlan, violations);
  const totals = totalsOf(indexed, plan);
  const stated = difference(input.objective, totals.objective);
  note(violations.objective, stated, () => 'stated value of the plan');
  return { violations, ...totals };
}

/** The checks of a plan with its bound, null if there is none. */
export function checksUnder(bound: number | null, { violations, objective }: CheckedPlan): ConstraintCheck[] {
  if (bound === null) return checksOf(violations);
  const ofObjective = { ...violations.objective };
  note(ofObjective, excess(objective, bound), () => 'the bound is below the value of the plan');
  return checksOf({ ...violations, objective: ofObjective });
}
