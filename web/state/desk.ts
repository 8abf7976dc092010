import type { Remote } from 'comlink';
import type { Answer } from '../worker/answer.ts';
import type { Desk } from '../worker/desk.ts';
import { change } from './store.ts';
import { watchSilence } from './watch.ts';
import { type Hired, hireDesk } from './workers.ts';

let desk: Hired<Desk> | null = null;

/** Has something done at the desk; a desk that dies is an answer, and the next call hires another. */
export async function atDesk<T>(work: (desk: Remote<Desk>) => Promise<Answer<T>>): Promise<Answer<T>> {
  desk ??= hireDesk();
  const asked = desk;
  const endWatch = watchSilence(
    () => asked.call((api) => api.ping()),
    (silentSeconds) => change('desk', { silentSeconds }),
  );
  try {
    return await asked.call(work);
  } catch (error) {
    asked.dismiss('');
    if (desk === asked) desk = null;
    const reason = error instanceof Error ? error.message : String(error);
    const hint =
      'The next change of the text has it read again; the scenario may be too large for a browser.';
    return {
      ok: false,
      issues: [{ path: '', message: `The reading of the scenario broke off: ${reason}.`, hint }],
    };
  } finally {
    endWatch();
  }
}

/** @throws WorkerFailure where the desk dies */
export function askDesk<T>(work: (desk: Remote<Desk>) => Promise<T>): Promise<T> {
  desk ??= hireDesk();
  return desk.call(work);
}

/** Ends it at once; what it was at fails, and says so. */
export function dismissDesk(): void {
  desk?.dismiss('it was stopped');
  desk = null;
}
