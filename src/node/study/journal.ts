import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../base/errors.ts';
import { wordsOfOtherVersion } from '../../io/record-version.ts';
import type { ResultStore } from '../../services/result-store.ts';
import { formatLine, type JobRecord, type JobsHeader, parseHeader, parseRecord } from '../../study/job.ts';
import { type WriteError, writing } from '../atomic-file.ts';
import { openLineFile } from '../line-file.ts';

/**
 * The jobs of a study on disk, one line each, stored for good once `put` resolves. Lines for which there is no room
 * wait for the next attempt.
 */
export interface Journal extends ResultStore<JobRecord> {
  /** Tries the waiting lines once more; resolves to the reason if they are still not on disk. */
  close(): Promise<WriteError | null>;
}

export const JOBS_FILE = 'jobs.ndjson';

/**
 * Opens or creates the file of jobs in a locked directory. If the last line is incomplete, the run was killed while
 * writing it: the line is cut off, and its job runs again.
 * @param onFailure called for the first job that could not be written
 * @throws InputError if the file belongs to another study or version, WriteError if it cannot be created; `list` throws
 *   InputError if the file is damaged
 */
export async function openJournal(
  directory: string,
  header: JobsHeader,
  onFailure: (failure: WriteError) => void,
): Promise<Journal> {
  const path = join(directory, JOBS_FILE);
  const file = await writing(path, () => open(path, 'a+'));
  let isEmpty: boolean;
  try {
    await checkBeginning(file, path, header);
    await cutTornLine(file);
    isEmpty = (await file.stat()).size === 0;
  } finally {
    await file.close();
  }
  const lines = openLineFile(path);
  // If there is no room for the header, it waits for the first job.
  if (isEmpty) await lines.append(`${formatLine(header)}\n`);
  else refuseOther(await readHeader(path), header, path);
  let hasFailed = false;
  return {
    list: () => readJobs(path),
    async put(job) {
      const failure = await lines.append(`${formatLine(job)}\n`);
      if (failure && !hasFailed) onFailure(failure);
      hasFailed ||= failure !== null;
    },
    close: () => lines.append(''),
  };
}

/** Refuses a file that does not begin like a file of jobs, before anything is cut off. */
async function checkBeginning(file: FileHandle, path: string, header: JobsHeader): Promise<void> {
  const beginning = '{"satqnStudyJobs"';
  const { buffer, bytesRead } = await file.read(Buffer.alloc(beginning.length), 0, beginning.length, 0);
  // An interrupted write leaves a shorter header, which is the beginning of the whole one.
  if (!beginning.startsWith(buffer.toString('utf8', 0, bytesRead))) refuseOther(null, header, path);
}

const BLOCK = 65_536;

/** Cuts off everything after the last line break, searching from the end. */
async function cutTornLine(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const block = Buffer.alloc(BLOCK);
  for (let end = size; end > 0; end -= Math.min(BLOCK, end)) {
    const start = Math.max(0, end - BLOCK);
    const { bytesRead } = await file.read(block, 0, end - start, start);
    const last = block.subarray(0, bytesRead).lastIndexOf('\n');
    if (last < 0) continue;
    if (start + last + 1 < size) await file.truncate(start + last + 1);
    return;
  }
  await file.truncate(0);
}

/** The file without its first line. */
async function* readJobs(path: string): AsyncGenerator<JobRecord> {
  const file = await open(path, 'r');
  let number = 0;
  // The iterator closes the file when it ends.
  for await (const line of file.readLines()) {
    number++;
    if (number === 1) continue;
    const job = parseRecord(line);
    if (job === null) {
      throw new InputError([
        {
          path: '',
          file: path,
          line: number,
          message: 'This line is not the record of a job.',
          hint: 'Something else changed the file: remove the line, and its job runs again.',
        },
      ]);
    }
    yield job;
  }
}

async function readHeader(path: string): Promise<JobsHeader | null> {
  const file = await open(path, 'r');
  try {
    for await (const line of file.readLines({ autoClose: false })) return parseHeader(line);
    return null;
  } finally {
    await file.close();
  }
}

/** @throws InputError if the file belongs to another study or version, or to none */
function refuseOther(found: JobsHeader | null, wanted: JobsHeader, path: string): void {
  if (found && found.version !== wanted.version) {
    // Jobs and hashes of other versions cannot be compared with ours.
    const words = wordsOfOtherVersion(
      'The rows here were',
      found.version,
      wanted.version,
      'Choose another --out',
    );
    throw new InputError([{ path: '', file: path, ...words }]);
  }
  if (found?.hash === wanted.hash) return;
  const message =
    found === null
      ? 'The first line does not describe a study.'
      : found.study === wanted.study
        ? `The rows here are of a study '${found.study}' with another base or other axes.`
        : `The rows here are of another study, '${found.study}'.`;
  throw new InputError([
    { path: '', file: path, message, hint: 'Choose another --out, or move away what is there.' },
  ]);
}
