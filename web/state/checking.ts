import type { CheckedRecord } from '../../src/domain/run-record.ts';
import type { Answer } from '../worker/answer.ts';
import type { Planner } from '../worker/planner.ts';
import { change, current } from './store.ts';
import { type Hired, hirePlanner, WorkerFailure } from './workers.ts';

/** Has a planner of its own, so that neither planning nor reading waits for it. */
let checker: Hired<Planner> | null = null;

/** Checks the record that is shown if only its own certificate vouches for it; this builds its network again. */
export async function checkShown(): Promise<void> {
  checker?.dismiss('another record is shown');
  checker = null;
  const { record, checked } = current().run;
  if (record === null || record.plan === null || checked !== null) return;
  change('run', { unchecked: [] });
  const hired = hirePlanner();
  checker = hired;
  const answer = await hired
    .call((api) => api.verify(record) as Promise<Answer<CheckedRecord>>)
    .catch(brokenOff)
    .finally(() => hired.dismiss('it has done its work'));
  if (checker === hired) checker = null;
  if (current().run.record !== record) return;
  if (!answer.ok) return change('run', { unchecked: answer.issues });
  change('run', { checked: answer.value });
  const isTrue = answer.value.certificate?.status === 'verified';
  change('view', {
    notice: isTrue ? 'The plan was verified here.' : 'The plan was checked here and could not be verified.',
  });
}

function brokenOff(error: unknown): Answer<CheckedRecord> {
  const reason = error instanceof WorkerFailure ? error.message : String(error);
  const hint = 'Open the record again, or check it with: satqn verify run.json';
  return { ok: false, issues: [{ path: '', message: `The check failed to finish: ${reason}.`, hint }] };
}
