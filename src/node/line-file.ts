import { open } from 'node:fs/promises';
import { attempt, type WriteError, writing } from './atomic-file.ts';

/** A file to which whole lines are appended. Lines that could not be written wait for the next attempt. */
interface LineFile {
  /** Resolves to null once the text, and everything that waited, is on the device for good; otherwise to the reason. */
  append(text: string): Promise<WriteError | null>;
}

/** Lines are appended one after the other, in the order of the calls. */
export function openLineFile(path: string): LineFile {
  let waiting = '';
  let queue: Promise<WriteError | null> = Promise.resolve(null);
  const write = async (): Promise<WriteError | null> => {
    const text = waiting;
    if (text === '') return null;
    const failure = await attempt(() => appendWhole(path, text));
    if (failure === null) waiting = waiting.slice(text.length);
    return failure;
  };
  return {
    append(text) {
      waiting += text;
      queue = queue.then(write);
      return queue;
    },
  };
}

/** Appends the whole text or nothing. */
const appendWhole = (path: string, text: string): Promise<void> =>
  writing(path, async () => {
    const file = await open(path, 'a');
    try {
      const { size } = await file.stat();
      try {
        await file.appendFile(text);
        await file.datasync();
      } catch (error) {
        await file.truncate(size).catch(() => {});
        throw error;
      }
    } finally {
      await file.close();
    }
  });
