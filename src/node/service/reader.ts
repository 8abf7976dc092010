import { InputError } from '../../base/errors.ts';
import { openThreadPool } from '../thread-pool.ts';
import type { Reading, ReadingTask, TextFacts } from './reader-thread.ts';

/** Checks texts from elsewhere beside the service, which goes on answering meanwhile. */
export interface TextReader {
  /** Texts that wait or are being read, of everybody or of one owner. */
  busy(owner?: string): number;
  /** @throws InputError with every mistake, or because the text takes too long or too much memory to read */
  check(owner: string, task: ReadingTask): Promise<TextFacts>;
  close(): Promise<void>;
}

const THREAD_MEGABYTES = 512;

/** @param secondsAtMost for one text */
export async function openTextReader(secondsAtMost: number): Promise<TextReader> {
  const pool = await openThreadPool<ReadingTask, Reading>({
    module: new URL('./reader-thread', import.meta.url),
    job: 'read',
    workers: 1,
    data: null,
    memoryMegabytes: THREAD_MEGABYTES,
  });
  const busy: string[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const read = async (task: ReadingTask): Promise<Reading> => {
    const late = AbortSignal.timeout(secondsAtMost * 1000);
    try {
      return await pool.run(task, { signal: late });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (!late.aborted && code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
      const limit = late.aborted ? `${secondsAtMost} s` : `${THREAD_MEGABYTES} MB`;
      const message = `The text takes more than ${limit} to read.`;
      throw new InputError([{ path: '', message, hint: 'Send a smaller one.' }]);
    }
  };
  return {
    busy: (owner) => busy.filter((one) => owner === undefined || one === owner).length,
    async check(owner, task) {
      busy.push(owner);
      // One after the other: the seconds of a text count from when its reading begins.
      const reading = turn.then(() => read(task));
      turn = reading.catch(() => {});
      const outcome = await reading.finally(() => {
        busy.splice(busy.indexOf(owner), 1);
      });
      if (!outcome.ok) throw new InputError(outcome.issues);
      return outcome.facts;
    },
    close: () => pool.destroy(),
  };
}
