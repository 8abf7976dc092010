import { InputError } from '../base/errors.ts';
import type { Margins } from '../domain/margins.ts';
import type { Plan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { refuseOtherVersion } from '../io/record-version.ts';
import { restrictProblem } from '../model/restrict-problem.ts';
import { scenarioOfRecord } from '../scenario/recorded.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type CheckedProblem, checkProblem } from '../verify/check-problem.ts';
import { checkOptions } from './check-options.ts';
import type { Environment } from './environment.ts';
import { asAsked, asPointed, optionsOfRecord, pointingOf, schemesOfCatalogue } from './options.ts';
import { prepare } from './prepare.ts';

/** What a record with a plan says, with its network and problem built anew. */
export interface RecomputedRecord {
  readonly record: RunRecord;
  readonly plan: Plan;
  readonly objective: number;
  /** As the run planned it. */
  readonly scenario: Scenario;
  /** q of the recorded scenario, whatever the run counted with. */
  readonly swapSuccess: number;
  /** As the scheme sees it. */
  readonly problem: Problem;
  /** The checker's own problem, and how far the other one differs from it. */
  readonly own: CheckedProblem;
  /** What paths keep back of their Werner parameters; undefined if nothing. */
  readonly margins: Margins | undefined;
}

/**
 * Builds what a recorded plan was made for, from the recorded scenario.
 * @throws InputError for a record without a plan, of another version, with invalid options, or with a scenario that
 * does not match its hash
 */
export async function recomputeRecord(
  record: RunRecord,
  environment: Pick<Environment, 'now' | 'memoryLimitBytes' | 'moreMemory' | 'version'>,
  onStage: (stage: 'topology' | 'catalogue', share: number) => void = () => {},
): Promise<RecomputedRecord> {
  refuseOtherVersion(record.satqn.version, environment.version);
  const { plan, objective } = record;
  if (plan === null || objective === null) {
    throw new InputError([
      {
        path: 'plan',
        message: 'The run record contains no plan.',
        hint: `Its status is ${record.status}; plan again.`,
      },
    ]);
  }
  const options = optionsOfRecord(record);
  const document = await scenarioOfRecord(record);
  const scenario = asAsked(asPointed(document, pointingOf(options)), options);
  checkOptions(options);
  const margins = options.inSpec?.margins;
  const prepared = await prepare(scenario, environment, onStage, schemesOfCatalogue(options), margins);
  const problem = restrictProblem(prepared.problem, options.scheme);
  const own = checkProblem(scenario, problem, options.scheme, margins);
  return {
    record,
    plan,
    objective,
    scenario,
    problem,
    own,
    margins,
    swapSuccess: document.gates.swapSuccess,
  };
}
