import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../base/errors.ts';
import { wordsOfOtherVersion } from '../../io/record-version.ts';
import { formatLine, type JobRecord, type JobsHeader, parseHeader, parseRecord } from '../../study/job.ts';
import { type WriteError, writing } from '../atomic-file.ts';
import { openLineFile } from '../line-file.ts';

/**
 * The jobs of a study on disk: one line each, there for good once `append` has ended. Lines for which there
 * is no room wait for the next attempt.
 */
export interface Journal {
  /** What became of each job so far, by id; of a job that was tried again, the last. */
  readonly jobs: ReadonlyMap<string, JobRecord>;
  /** Ends with why the job is not on disk yet, if it is not. */
  append(job: JobRecord): Promise<WriteError | null>;
  /** Tries once more what waits, and ends with why that is not on disk. */
  close(): Promise<WriteError | null>;
}

export const JOBS_FILE = 'jobs.ndjson';

/**
 * Opens the file of jobs of a directory that is locked, or begins it. A last line without its end was
 * torn by a kill and is cut off; its job has to run again.
 * @throws InputError where the file is of another study or version, or is damaged, WriteError where there can be none
 */
export async function openJournal(directory: string, header: JobsHeader): Promise<Journal> {
  const path = join(directory, JOBS_FILE);
  const file = await writing(path, () => open(path, 'a+'));
  try {
    await checkBeginning(file, path, header);
    await cutTornLine(file);
  } finally {
    await file.close();
  }
  const known = await readJobs(path, header);
  const lines = openLineFile(path);
  // Where there is no room for it, it waits for the first job.
  if (known === null) await lines.append(`${formatLine(header)}\n`);
  const jobs = known ?? new Map<string, JobRecord>();
  return {
    jobs,
    append(job) {
      jobs.set(job.id, job);
      return lines.append(`${formatLine(job)}\n`);
    },
    close: () => lines.append(''),
  };
}

/** Refuses a file that does not begin as one of jobs, before anything of it is cut off. */
async function checkBeginning(file: FileHandle, path: string, header: JobsHeader): Promise<void> {
  const beginning = '{"satqnStudyJobs"';
  const { buffer, bytesRead } = await file.read(Buffer.alloc(beginning.length), 0, beginning.length, 0);
  // A header torn by a kill is shorter, and no more than its beginning.
  if (!beginning.startsWith(buffer.toString('utf8', 0, bytesRead))) checkHeader(null, header, path);
}

const BLOCK = 65_536;

/** Cuts off what stands after the last end of a line, looking from the back. */
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

/** Null where the file is empty. */
async function readJobs(path: string, header: JobsHeader): Promise<Map<string, JobRecord> | null> {
  const file = await open(path, 'r');
  let jobs: Map<string, JobRecord> | null = null;
  let number = 0;
  // Ends the handle with itself.
  for await (const line of file.readLines()) {
    number++;
    if (jobs === null) {
      checkHeader(parseHeader(line), header, path);
      jobs = new Map();
      continue;
    }
    const job = parseRecord(line);
    if (job === null) {
      throw new InputError([
        {
          path: '',
          file: path,
          line: number,
          message: 'The line is not the record of a job.',
          hint: 'The file was changed by something else: remove the line, and its job runs again.',
        },
      ]);
    }
    jobs.set(job.id, job);
  }
  return jobs;
}

function checkHeader(found: JobsHeader | null, wanted: JobsHeader, path: string): void {
  if (found && found.version !== wanted.version) {
    // Its jobs and hashes are not comparable with those of this version.
    const words = wordsOfOtherVersion(
      'The rows here were',
      found.version,
      wanted.version,
      'Give another --out',
    );
    throw new InputError([{ path: '', file: path, ...words }]);
  }
  if (found?.hash === wanted.hash) return;
  const message =
    found === null
      ? 'The first line is not that of a study.'
      : found.study === wanted.study
        ? `The rows here are of a study '${found.study}' with another base or other axes.`
        : `The rows here are of another study, '${found.study}'.`;
  throw new InputError([
    { path: '', file: path, message, hint: 'Give another --out, or move what is there away.' },
  ]);
}
