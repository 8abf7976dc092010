/** The main task: takes a scenario, emits events, and returns a verified run record. No I/O here. */
import { REFERENCE_SCHEME, SCHEMES } from '../domain/schemes/schemes.ts';
import { refuseOtherVersion } from '../io/record-version.ts';
import { layOut } from '../model/layout.ts';
import { restrictProblem } from '../model/restrict-problem.ts';
import { programSize } from '../model/size.ts';
import { checkOptions } from './check-options.ts';
import { chooseMethod } from './choose-method.ts';
import { conduct } from './conduct.ts';
import type { Environment } from './environment.ts';
import { asAsked, asPointed, schemesOfCatalogue, withNamedCatalogue, withPointing } from './options.ts';
import { losesPlan, type PlanEvent, type PlanInput, type PlanTask } from './plan-task.ts';
import { type Prepared, prepare } from './prepare.ts';
import type { PlanRecord } from './record.ts';
import { refuseFamilies } from './refuse-families.ts';
import { refuseHybrid } from './refuse-hybrid.ts';
import { refuseWholeProgram } from './refuse-size.ts';
import { withSolversAhead } from './solvers-ahead.ts';

export type { PlanEvent, PlanInput } from './plan-task.ts';

/**
 * Plans a scenario. Every record that it emits or returns has a plan that passed the independent check, or no plan.
 * @throws InputError for options that are invalid or do not go together, for a resumed run of another version, and for
 * mistakes of the scenario that only its topology or its size reveals
 */
export async function planScenario(
  input: PlanInput,
  environment: Environment,
  onEvent: (event: PlanEvent) => void,
): Promise<PlanRecord> {
  checkOptions(input.options);
  const options = withPointing(withNamedCatalogue(input.options), input);
  if (input.resume) refuseOtherVersion(input.resume.record.satqn.version, environment.version);
  const ahead = withSolversAhead(environment);
  try {
    const prepared = await prepare(
      asAsked(asPointed(input.scenario, options.pointing), options),
      environment,
      (stage, share) => onEvent({ kind: 'stage', stage, share }),
      schemesOfCatalogue(options),
      options.inSpec?.margins,
    );
    return await planPrepared(prepared, { ...input, options }, ahead.environment, onEvent, {
      weighsLimits: options.scheme === REFERENCE_SCHEME,
    });
  } finally {
    await ahead.close();
  }
}

/**
 * Plans a scenario whose network and catalogue are already built.
 * @param weighsLimits whether to find out what the limits of the catalogue cost; not if schemes are compared on one
 * @throws InputError if the method cannot keep what the scenario asks for, or its program would not fit into memory
 */
export async function planPrepared(
  prepared: Prepared,
  input: PlanInput,
  environment: Environment,
  onEvent: (event: PlanEvent) => void,
  { weighsLimits }: Pick<PlanTask, 'weighsLimits'> = { weighsLimits: false },
): Promise<PlanRecord> {
  const { scheme } = input.options;
  const layout = layOut(restrictProblem(prepared.problem, scheme));
  const task: PlanTask = {
    prepared,
    layout,
    input,
    environment,
    weighsLimits,
    onEvent(event) {
      if (event.kind !== 'record' || !losesPlan(event.record, input)) onEvent(event);
    },
  };
  const method = chooseMethod(input.options, SCHEMES[scheme], programSize(layout));
  if (method.needs.wholeProgram) {
    refuseWholeProgram(layout, environment.memoryLimitBytes, 'Plan with --method auto, or use');
  }
  refuseFamilies(method, layout);
  refuseHybrid(input.options, layout);
  return conduct(method, task);
}
