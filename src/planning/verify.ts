import { InputError } from '../base/errors.ts';
import type { CheckedCertificate, ConstraintCheck } from '../domain/certificate.ts';
import type { CheckedRecord, RunRecord } from '../domain/run-record.ts';
import { mayMissMinimumRates } from '../domain/schemes/may-miss-minimum-rates.ts';
import { refuseOtherVersion } from '../io/record-version.ts';
import { restrictProblem } from '../model/restrict-problem.ts';
import { scenarioOfRecord } from '../scenario/recorded.ts';
import { certify } from '../verify/certify.ts';
import { checkProblem } from '../verify/check-problem.ts';
import { lagrangianBound } from '../verify/lagrangian.ts';
import { missedMinimumRates } from '../verify/minimum-rates.ts';
import { withBusyTelescopes } from './busy-telescopes.ts';
import { checkOptions } from './check-options.ts';
import type { Environment } from './environment.ts';
import { asPointed, optionsOfRecord, pointingOf, schemesOfCatalogue } from './options.ts';
import { prepare } from './prepare.ts';
import { checkRecord } from './record-check/record-check.ts';

/**
 * Checks a recorded plan again, and what the record says about it (check `record`). The network is built anew from the
 * recorded scenario. NOT_RECOMPUTED lists what is taken from the record as it is.
 * @throws InputError for a record without a plan, of another version, with invalid options, or with a scenario that
 * does not match its hash
 */
export async function verifyRecord(
  record: RunRecord,
  environment: Pick<Environment, 'now' | 'memoryLimitBytes' | 'moreMemory' | 'version'>,
  onStage: (stage: 'topology' | 'catalogue', share: number) => void = () => {},
): Promise<CheckedCertificate> {
  refuseOtherVersion(record.satqn.version, environment.version);
  if (record.plan === null || record.objective === null) {
    throw new InputError([
      {
        path: 'plan',
        message: 'The run record contains no plan.',
        hint: `Its status is ${record.status}; plan again.`,
      },
    ]);
  }
  const options = optionsOfRecord(record);
  const scenario = asPointed(await scenarioOfRecord(record), pointingOf(options));
  checkOptions(options);
  const prepared = await prepare(scenario, environment, onStage, schemesOfCatalogue(options));
  const problem = restrictProblem(prepared.problem, options.scheme);
  const own = checkProblem(scenario, problem, options.scheme);
  const { prices } = record.relaxation;
  const certificate = certify({
    scenario,
    topology: problem.topology,
    plan: record.plan,
    objective: record.objective,
    bound: record.bounds.bound,
    dualBound: prices && lagrangianBound({ problem: own.problem, prices }),
    exempt: own.exempt,
    catalogue: own.check,
    scheme: record.scheme,
    status: record.status,
  });
  // A plan with names that nobody knows has no summary to compare; it has failed anyway.
  // Latencies of paths are rounded.
  const isBroken = ({ constraint, maxViolation }: ConstraintCheck) =>
    constraint === 'path' && !(maxViolation <= certificate.tolerance);
  if (certificate.checks.some(isBroken)) return certificate;
  const missed = mayMissMinimumRates(record.scheme, record.status)
    ? missedMinimumRates(scenario, record.plan, own.exempt)
    : [];
  const check = checkRecord(record, {
    scenario,
    problem,
    checkedProblem: own.problem,
    plan: record.plan,
    certificate,
    missed: withBusyTelescopes(missed, problem, record.plan),
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
