import type { CheckedCertificate, ConstraintCheck } from '../domain/certificate.ts';
import type { CheckedRecord } from '../domain/run-record.ts';
import { mayMissMinimumRates } from '../domain/schemes/may-miss-minimum-rates.ts';
import { certify } from '../verify/certify.ts';
import { lagrangianBound } from '../verify/lagrangian.ts';
import { missedMinimumRates } from '../verify/minimum-rates.ts';
import { withBusyTelescopes } from './busy-telescopes.ts';
import { type RecomputedRecord, recomputeRecord } from './recomputed-record.ts';
import { checkRecord } from './record-check/record-check.ts';

/**
 * Checks a recorded plan again, and what the record says about it (check `record`). The network is built anew from the
 * recorded scenario. NOT_RECOMPUTED lists what is taken from the record as it is.
 * @throws InputError as {@link recomputeRecord} does
 */
export const verifyRecord = async (
  ...asked: Parameters<typeof recomputeRecord>
): Promise<CheckedCertificate> => certifyRecord(await recomputeRecord(...asked));

/** Checks a plan and its record against what was built anew. */
export function certifyRecord({
  record,
  plan,
  objective,
  scenario,
  problem,
  own,
  margins,
}: RecomputedRecord): CheckedCertificate {
  const { prices } = record.relaxation;
  const certificate = certify({
    scenario,
    topology: problem.topology,
    plan,
    objective,
    bound: record.bounds.bound,
    dualBound: prices && lagrangianBound({ problem: own.problem, prices }),
    exempt: own.exempt,
    catalogue: own.check,
    scheme: record.scheme,
    status: record.status,
    margins,
  });
  // A plan with names that nobody knows has no summary to compare; it has failed anyway.
  // Latencies of paths are rounded.
  const isBroken = ({ constraint, maxViolation }: ConstraintCheck) =>
    constraint === 'path' && !(maxViolation <= certificate.tolerance);
  if (certificate.checks.some(isBroken)) return certificate;
  const missed = mayMissMinimumRates(record.scheme, record.status)
    ? missedMinimumRates(scenario, plan, own.exempt)
    : [];
  const check = checkRecord(record, {
    scenario,
    problem,
    checkedProblem: own.problem,
    plan,
    certificate,
    missed: withBusyTelescopes(missed, problem, plan),
  });
  const maxViolation = Math.max(certificate.maxViolation, check.maxViolation);
  return {
    ...certificate,
    status: maxViolation <= certificate.tolerance ? 'verified' : 'failed',
    maxViolation,
    checks: [...certificate.checks, check],
  };
}

/**
 * The record with the certificate that {@link verifyRecord} makes in place of its own; the certificate may have failed.
 * @throws InputError as verifyRecord does
 */
export async function checkedRecord(...asked: Parameters<typeof verifyRecord>): Promise<CheckedRecord> {
  return { ...asked[0], certificate: await verifyRecord(...asked) };
}
