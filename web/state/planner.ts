import type { Remote } from 'comlink';
import type { InputIssue } from '../../src/base/errors.ts';
import type { Answer } from '../worker/answer.ts';
import type { Planner } from '../worker/planner.ts';
import { keptWorker } from './kept-worker.ts';
import { change } from './store.ts';
import { watchSilence } from './watch.ts';
import { hirePlanner, WorkerFailure } from './workers.ts';

const planner = keptWorker(hirePlanner);

/** Has something planned; a planner that dies is an answer, and the next call hires another. */
export async function atPlanner<T>(work: (api: Remote<Planner>) => Promise<Answer<T>>): Promise<Answer<T>> {
  if (typeof WebAssembly === 'undefined') return { ok: false, issues: [NO_WEBASSEMBLY] };
  const asked = planner.hire();
  const endWatch = watchSilence(
    () => asked.call((api) => api.ping()),
    (silentSeconds) => change('planner', { silentSeconds }),
  );
  try {
    return await asked.call(work);
  } catch (error) {
    planner.dismiss('', asked);
    const reason = error instanceof WorkerFailure ? error.message : String(error);
    const hint = 'The results so far are kept, and you can plan again.';
    return { ok: false, issues: [{ path: '', message: `The planner failed: ${reason}.`, hint }] };
  } finally {
    endWatch();
  }
}

const NO_WEBASSEMBLY: InputIssue = {
  path: '',
  message: 'The solver needs WebAssembly, which is disabled in this browser.',
  hint: 'Enable it, or plan on the command line and open the run record here; everything else works.',
};

/** Asks it to finish with its best result so far. If it no longer answers, the call above notices. */
export function askToFinish(): void {
  planner
    .atHand()
    ?.call((api) => api.interrupt())
    .catch(() => {});
}

/** Ends it at once. */
export function dismissPlanner(): void {
  planner.dismiss('it was stopped');
}
