import type { Certificate, DualPrices } from '../domain/certificate.ts';
import type { Problem } from '../domain/problem.ts';
import { lagrangianBound } from './lagrangian.ts';
import { totalsOf } from './objective.ts';
import { settingOf } from './setting.ts';
import { excess } from './tally.ts';
import { type VerificationInput, verifyPlan } from './verify-plan.ts';

/** Largest relative violation that a verified plan may have. */
const TOLERANCE = 1e-6;

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
  const follows = dualBound !== null && bound !== null && excess(dualBound, bound) <= TOLERANCE;
  return {
    status: maxViolation <= TOLERANCE ? 'verified' : 'failed',
    maxViolation,
    tolerance: TOLERANCE,
    checks,
    ...totalsOf(settingOf(scenario, topology), plan),
    dualBound,
    bound: bound === null ? 'none' : follows ? 'rechecked' : 'by the solver',
  };
}
