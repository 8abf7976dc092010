import { InputError, type InputIssue } from '../../../base/errors.ts';
import { SolverError } from '../../../lp/solver.ts';
import { WriteError } from '../../atomic-file.ts';
import { whenUnlocked } from '../../lock.ts';
import type { ChildSetting } from '../processes/protocol.ts';
import { runDirectoryOf, type StatesByKind } from '../run-card.ts';
import { writeIssue } from '../write-issue.ts';
import type { JobListener, RunJob, RunKind, RunResult } from './job.ts';
import { planJob } from './plan-job.ts';
import { simulationJob } from './simulation-job.ts';
import { studyJob } from './study-job.ts';

/** Milliseconds. */
const UNLOCKED_WITHIN = 10_000;

/**
 * Carries out a job of any kind in this process.
 * @throws what is neither a mistake of the input nor a failure of the solver
 */
export async function carryOut(
  data: unknown,
  setting: ChildSetting,
  listener: JobListener<StatesByKind[RunKind]>,
): Promise<RunResult<StatesByKind[RunKind]>> {
  const job = data as RunJob;
  // Where runs are on this machine concerns nobody who asks for them.
  const withoutPlace = (issue: InputIssue): InputIssue => ({
    ...issue,
    message: issue.message.replaceAll(`${setting.root}/`, ''),
    hint: issue.hint.replaceAll(`${setting.root}/`, ''),
  });
  try {
    // The service before may have been killed, and its process may still be ending.
    const [kind, id] =
      job.kind === 'simulation' ? (['plan', job.plan] as const) : ([job.kind, job.id] as const);
    await whenUnlocked(runDirectoryOf(setting.root, kind, id), UNLOCKED_WITHIN);
    return { ended: 'finished', state: await stateOf(job, setting, listener) };
  } catch (error) {
    if (error instanceof InputError) return { ended: 'refused', issues: error.issues.map(withoutPlace) };
    if (error instanceof WriteError) return { ended: 'refused', issues: [writeIssue(error)] };
    if (!(error instanceof SolverError)) throw error;
    const issue = { path: '', message: `The solver failed: ${error.message}.`, hint: 'Try another method.' };
    return { ended: 'refused', issues: [issue] };
  }
}

function stateOf(
  job: RunJob,
  setting: ChildSetting,
  listener: JobListener<StatesByKind[RunKind]>,
): Promise<StatesByKind[RunKind]> {
  switch (job.kind) {
    case 'plan':
      return planJob(job, setting, listener);
    case 'simulation':
      return simulationJob(job, setting, listener);
    case 'study':
      return studyJob(job, setting, listener);
  }
}
