import type { Remote } from 'comlink';
import type { Answer } from '../worker/answer.ts';
import type { Desk } from '../worker/desk.ts';
import { type Hired, hireDesk } from './workers.ts';

let desk: Hired<Desk> | null = null;

/** Has something done at the desk; a desk that dies is an answer, and the next call hires another. */
export async function atDesk<T>(work: (desk: Remote<Desk>) => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await askDesk(work);
  } catch (error) {
    desk?.dismiss('');
    desk = null;
    const reason = error instanceof Error ? error.message : String(error);
    const hint = 'Try again; if it happens again, the scenario may be too large for a browser.';
    return {
      ok: false,
      issues: [{ path: '', message: `The reading of the scenario broke off: ${reason}.`, hint }],
    };
  }
}

/** @throws WorkerFailure where the desk dies */
export function askDesk<T>(work: (desk: Remote<Desk>) => Promise<T>): Promise<T> {
  desk ??= hireDesk();
  return desk.call(work);
}
