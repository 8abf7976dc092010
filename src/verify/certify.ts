import { type Certificate, type DualPrices, VERIFICATION_TOLERANCE } from '../domain/certificate.ts';
import type { Problem } from '../domain/problem.ts';
import { lagrangianBound } from './lagrangian.ts';
import { totalsOf } from './objective.ts';
import { settingOf } from './setting.ts';
import { excess } from './tally.ts';
import { type VerificationInput, verifyPlan } from './verify-plan.ts';

export interface CertificationInput extends VerificationInput {
  /** The catalogue that the bound holds for; nothing else of the certificate looks at it. */
  readonly problem: Problem;
  /** Prices from the LP relaxation, null where the method has none. */
  readonly prices: DualPrices | null;
}

/** Checks a plan and, where there are prices, whether the final bound follows from them. */
export function certify(input: CertificationInput): Certificate {
  const { scenario, topology, plan, problem, prices, bound } = input;
  const checks = verifyPlan(input);
  const maxViolation = Math.max(...checks.map((check) => check.maxViolation));
  const dualBound = prices && lagrangianBound({ problem, prices });
  const follows = dualBound !== null && bound !== null && excess(dualBound, bound) <= VERIFICATION_TOLERANCE;
  return {
    status: maxViolation <= VERIFICATION_TOLERANCE ? 'verified' : 'failed',
    maxViolation,
    tolerance: VERIFICATION_TOLERANCE,
    checks,
    ...totalsOf(settingOf(scenario, topology), plan),
    dualBound,
    bound: bound === null ? 'none' : follows ? 'rechecked' : 'by the solver',
  };
}
