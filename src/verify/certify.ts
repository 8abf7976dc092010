import {
  type CheckedCertificate,
  type ConstraintCheck,
  VERIFICATION_TOLERANCE,
} from '../domain/certificate.ts';
import { totalsOf } from './objective.ts';
import { indexScenario } from './scenario-index.ts';
import { type VerificationInput, verifyPlan } from './verify-plan.ts';
import { excess } from './violations.ts';

interface CertificationInput extends VerificationInput {
  /** `lagrangianBound` of the prices from the LP relaxation; null if the method has none. */
  readonly dualBound: number | null;
  /** `checkProblem` of the problem from which plan and bound were made. */
  readonly catalogue: ConstraintCheck;
}

/** Checks a plan and, if there is a dual bound, whether the final bound follows from it. */
export function certify(input: CertificationInput): CheckedCertificate {
  const { scenario, topology, plan, dualBound, bound, catalogue } = input;
  const checks = [...verifyPlan(input), catalogue];
  const maxViolation = Math.max(...checks.map((check) => check.maxViolation));
  const follows = dualBound !== null && bound !== null && excess(dualBound, bound) <= VERIFICATION_TOLERANCE;
  const found = {
    status: maxViolation <= VERIFICATION_TOLERANCE ? 'verified' : 'failed',
    maxViolation,
    tolerance: VERIFICATION_TOLERANCE,
    checks,
    ...totalsOf(indexScenario(scenario, topology), plan),
    dualBound,
    bound: bound === null ? 'none' : follows ? 'rechecked' : 'by the solver',
  } as const;
  return found as typeof found & CheckedCertificate;
}
