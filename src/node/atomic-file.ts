import { mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file that could not be written. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
  constructor(
    readonly file: string,
    /** The reason as a clause, such as "no space is left on the device". */
    readonly reason: string,
    /** Whether the place is wrong, so that another one might work, or the device is full or failing. */
    readonly blame: 'place' | 'device',
  ) {
    const hint =
      blame === 'place' ? 'Choose another --out.' : 'Free some space there, or choose another --out.';
    super(`${file}: Cannot write here: ${reason}. ${hint}`);
  }
}

/**
 * Writes a file so that readers, even after a crash, find either the old content or all of the new content. If writing
 * fails, nothing of the new content stays behind.
 * @param mode of a new file; by default as the system makes it
 * @throws WriteError, and what the making of the content throws
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array | Iterable<string>,
  mode?: number,
): Promise<void> {
  await makeDirectory(dirname(path));
  await writing(path, async () => {
    const { place, isFile } = await placeOf(path);
    // Write to a pipe or a device directly: it must not be replaced by a file.
    if (!isFile) return writeFile(place, content);
    const temporary = `${place}.${process.pid}.part`;
    try {
      // Some devices say only when flushed that they are full.
      await writeFile(temporary, content, { flush: true, ...(mode !== undefined && { mode }) });
      await rename(temporary, place);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw error;
    }
  });
}

/**
 * Where a path leads through symbolic links (which are kept), and whether a regular file is there or can be created.
 */
async function placeOf(path: string): Promise<{ readonly place: string; readonly isFile: boolean }> {
  try {
    const place = await realpath(path);
    return { place, isFile: (await stat(place)).isFile() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { place: path, isFile: true };
  }
}

/** Whether a file is left over from an interrupted write. */
export const isPart = (name: string): boolean => /\.\d+\.part$/.test(name);

/** @throws WriteError */
export const makeDirectory = (path: string): Promise<void> =>
  writing(path, async () => {
    await makeEach(path);
  });

/** Reasons for failures that are the device's fault. */
const DEVICE_TROUBLE: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the quota of disk space is used up',
  EFBIG: 'the file is too large for the device',
  EIO: 'the device fails',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open on this machine',
  ENOMEM: 'the machine is out of memory',
};

/** @throws WriteError instead of what the system throws */
export async function writing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const trouble = DEVICE_TROUBLE[code];
    throw new WriteError(file, trouble ?? (error as Error).message, trouble ? 'device' : 'place');
  }
}

/** Does some writing, and returns its failure instead of throwing it. */
export async function attempt(work: () => Promise<void>): Promise<WriteError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof WriteError) return error;
    throw error;
  }
}

/** A file to write; its content is made when its turn comes. */
interface PendingFile {
  readonly path: string;
  readonly content: () => string | Uint8Array | Promise<string>;
}

/**
 * Writes each file on its own, and tries those that failed again after all others.
 * @param onFailure called at once for each failure
 * @returns those that failed twice
 */
export async function writeEach(
  files: readonly PendingFile[],
  onFailure: (failure: WriteError) => void,
): Promise<readonly WriteError[]> {
  const write = async ({ path, content }: PendingFile) => {
    const made = await content();
    return attempt(() => writeAtomically(path, made));
  };
  const failed: PendingFile[] = [];
  for (const file of files) {
    const failure = await write(file);
    if (failure === null) continue;
    onFailure(failure);
    failed.push(file);
  }
  const failures: WriteError[] = [];
  for (const file of failed) {
    const failure = await write(file);
    if (failure) failures.push(failure);
  }
  return failures;
}

/**
 * Creates a directory and its parents. The option `recursive` of Node.js never returns for places in /proc, where
 * nothing can be created.
 */
async function makeEach(path: string): Promise<void> {
  const isThere = await stat(path).then(
    (found) => found.isDirectory(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
  if (isThere === true) return;
  if (isThere === null && dirname(path) !== path) await makeEach(dirname(path));
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    // Another process may have created it meanwhile.
    if (error.code !== 'EEXIST' || isThere === false) throw error;
  });
}
