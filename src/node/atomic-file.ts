import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../base/errors.ts';

/**
 * Writes a file so that a reader, or a kill, sees either the old content or the new one whole.
 * @throws InputError where the place cannot be written
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  await makeDirectory(dirname(path));
  const temporary = `${path}.${process.pid}.part`;
  await writing(path, async () => {
    await writeFile(temporary, content);
    await rename(temporary, path);
  });
}

/** @throws InputError where the place cannot be written */
export const makeDirectory = (path: string): Promise<void> =>
  writing(path, async () => {
    await mkdir(path, { recursive: true });
  });

/** @throws InputError in place of what the work throws */
export async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = `The place cannot be written: ${(error as Error).message}.`;
    throw new InputError([{ path: '', file, message, hint: 'Give another --out.' }]);
  }
}
