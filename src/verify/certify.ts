import {
  type CheckedCertificate,
  type ConstraintCheck,
  VERIFICATION_TOLERANCE,
} from '../domain/certificate.ts';
import { type CheckedPlan, checkPlan, checksUnder, type VerificationInput } from './verify-plan.ts';
import { excess } from './violations.ts';

/** The bound of a plan, and what else its certificate depends on. */
interface Claim {
  /** Upper bound on Σ α y, null if there is none. */
  readonly bound: number | null;
  /** `lagrangianBound` of the prices from the LP relaxation; null if the method has none. */
  readonly dualBound: number | null;
  /** `checkProblem` of the problem from which plan and bound were made. */
  readonly catalogue: ConstraintCheck;
}

/** Checks a plan and, if there is a dual bound, whether the final bound follows from it. */
export const certify = (input: VerificationInput & Claim): CheckedCertificate =>
  certifyChecked(checkPlan(input), input);

/** The certificate of a plan that has been checked by `checkPlan`. */
export function certifyChecked(
  checked: CheckedPlan,
  { bound, dualBound, catalogue }: Claim,
): CheckedCertificate {
  const checks = [...checksUnder(bound, checked), catalogue];
  const maxViolation = Math.max(...checks.map((check) => check.maxViolation));
  const follows = dualBound !== null && bound !== null && excess(dualBound, bound) <= VERIFICATION_TOLERANCE;
  const found = {
    status: maxViolation <= VERIFICATION_TOLERANCE ? 'verified' : 'failed',
    maxViolation,
    tolerance: VERIFICATION_TOLERANCE,
    checks,
    objective: checked.objective,
    totalPairs: checked.totalPairs,
    dualBound,
    bound: bound === null ? 'none' : follows ? 'rechecked' : 'by the solver',
  } as const;
  return found as typeof found & CheckedCertificate;
}
