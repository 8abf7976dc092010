import type { ConstraintCheck } from '../domain/certificate.ts';
import type { Topology } from '../domain/network.ts';
import type { Plan } from '../domain/plan.ts';
import type { SchemeName } from '../domain/scheme.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { checkLinks, emptyLedger } from './ledger.ts';
import type { ExemptSlots } from './minimum-rates.ts';
import { totalsOf } from './objective.ts';
import { checkRoutes } from './routes.ts';
import { settingOf } from './setting.ts';
import { checkFills, checkStocks } from './stocks.ts';
import { readStores } from './stores.ts';
import { checksOf, difference, emptyTallies, excess, note } from './tally.ts';

export interface VerificationInput {
  readonly scenario: Scenario;
  readonly topology: Topology;
  readonly plan: Plan;
  /** Σ α y as stated with the plan, and the upper bound on it, null where there is none. */
  readonly objective: number;
  readonly bound: number | null;
  /** Slots that C7 leaves out; its check counts them apart, as `exempt`. */
  readonly exempt: ExemptSlots;
  /** What else its routes must keep: SOS, NSS; the overlay LP may split what a demand gets. */
  readonly scheme: SchemeName;
}

/**
 * Re-checks a plan by direct loops over C1..C7, its paths, fidelities, costs and objective, from
 * the scenario and the topology alone. A fact that does not hold (a name that nobody knows, a
 * walk with a gap) is a violation of 1, a number that is not finite one of Infinity.
 *
 * C2 is checked as Σ x ≤ 1, since a plan names no path that it does not use; not of the overlay LP.
 */
export function verifyPlan(input: VerificationInput): ConstraintCheck[] {
  const { scenario, topology, plan } = input;
  const setting = settingOf(scenario, topology);
  const tallies = emptyTallies();
  const ledger = emptyLedger();
  const stores = readStores(setting, plan, tallies);
  checkRoutes(setting, stores, plan, input, ledger, tallies);
  checkFills(setting, stores, plan, ledger, tallies);
  checkLinks(setting, ledger, tallies);
  checkStocks(setting, stores, ledger, tallies);
  const { objective } = totalsOf(setting, plan);
  note(tallies.objective, difference(input.objective, objective), () => 'stated value of the plan');
  if (input.bound !== null) {
    note(tallies.objective, excess(objective, input.bound), () => 'the bound is below the value of the plan');
  }
  return checksOf(tallies);
}
