import type { Remote } from 'comlink';
import type { Answer } from '../worker/answer.ts';
import type { Reader } from '../worker/reader.ts';
import { keptWorker } from './kept-worker.ts';
import { change } from './store.ts';
import { watchSilence } from './watch.ts';
import { hireReader } from './workers.ts';

const reader = keptWorker(hireReader);

/** Has something done at the reader; a reader that dies is an answer, and the next call hires another. */
export async function withReader<T>(
  work: (reader: Remote<Reader>) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const asked = reader.hire();
  const endWatch = watchSilence(
    () => asked.call((api) => api.ping()),
    (silentSeconds) => change('reader', { silentSeconds }),
  );
  try {
    return await asked.call(work);
  } catch (error) {
    reader.dismiss('', asked);
    const reason = error instanceof Error ? error.message : String(error);
    const hint =
      'Any change to the text makes the studio read it again; the scenario may be too large for a browser.';
    return {
      ok: false,
      issues: [{ path: '', message: `Reading the scenario failed: ${reason}.`, hint }],
    };
  } finally {
    endWatch();
  }
}

/** @throws WorkerFailure where the reader dies */
export function askReader<T>(work: (reader: Remote<Reader>) => Promise<T>): Promise<T> {
  return reader.call(work);
}

/** Ends it at once; calls under way fail, and their users are told. */
export function stopReader(): void {
  reader.dismiss('it was stopped');
}
