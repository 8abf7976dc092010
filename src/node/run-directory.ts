import { existsSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../base/errors.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { controlCsv, pointingCsv, ratesCsv, stocksCsv } from '../io/csv.ts';
import { decodeText } from '../io/decode-text.ts';
import { formatRunRecord, parseRunRecord } from '../io/run-record.ts';
import { formatProof, type Proof, parseProofs } from '../methods/proof.ts';
import type { PlanRecord } from '../planning/record.ts';
import { attempt, type WriteError, writeAtomically, writeEach, writing } from './atomic-file.ts';
import { refuseForeignFiles } from './foreign-files.ts';
import { openLineFile } from './line-file.ts';
import { lockIfThereIsRoom } from './lock.ts';
import { VERSION } from './version.ts';

/**
 * What a run leaves on disk: run.json at every better plan or bound, and the other files at the end. No method throws
 * because a file cannot be written: each file is written on its own, and failures are reported.
 */
export interface RunDirectory {
  readonly path: string;
  /** Queues the record; a newer one replaces one that still waits. */
  save(record: PlanRecord): void;
  /** Appends proofs, so that a killed run can continue from them. */
  saveProofs(proofs: readonly Proof[]): void;
  /**
   * Keeps only these proofs of earlier runs; otherwise the next run would also read incomplete lines and proofs of
   * other versions.
   * @throws WriteError if the others cannot be removed
   */
  keepProofs(proofs: readonly Proof[]): Promise<void>;
  /**
   * Waits for the queue, then writes the final record, the CSVs and the report, and tries again what failed before.
   * @returns the files that could not be written
   */
  finish(record: PlanRecord): Promise<readonly WriteError[]>;
  /** Waits for the queue and unlocks the directory. */
  close(): Promise<void>;
}

const RATES_FILE = 'rates.csv';
const STOCKS_FILE = 'stocks.csv';
const POINTING_FILE = 'pointing.csv';
const CONTROL_FILE = 'control.csv';
const REPORT_FILE = 'report.html';

/** Called at once for a file that cannot be written, but only once per file. */
export type OnWriteFailure = (failure: WriteError) => void;

/**
 * Locks a directory for a new run.
 * @throws InputError if another process writes there, or if it holds a run or other files, which would be lost;
 *   WriteError if nothing can be written there
 */
export async function createRunDirectory(path: string, onFailure: OnWriteFailure): Promise<RunDirectory> {
  const directory = await takeRunDirectory(path, onFailure);
  try {
    refuseRun(path);
    refuseForeignFiles(path, [RATES_FILE, STOCKS_FILE, POINTING_FILE, CONTROL_FILE, REPORT_FILE]);
    // Remove proofs of a run that was killed before its first record: they may belong to another scenario.
    await directory.keepProofs([]);
    return directory;
  } catch (error) {
    await directory.close();
    throw error;
  }
}

/** @throws InputError if the directory holds a run */
function refuseRun(path: string): void {
  if (!existsSync(join(path, 'run.json'))) return;
  throw new InputError([
    {
      path: '',
      file: path,
      message: 'The directory already holds a run.',
      hint: `Choose another --out, or resume the run: satqn plan --resume ${path}`,
    },
  ]);
}

/** A run to resume: what it found and proved, and its directory. */
export interface ReopenedRun {
  readonly record: RunRecord;
  readonly proofs: readonly Proof[];
  readonly directory: RunDirectory;
}

/**
 * Locks the directory of a run, and only then reads what is in it.
 * @throws InputError if another process writes there, or if there is no readable run record
 */
export async function reopenRunDirectory(path: string, onFailure: OnWriteFailure): Promise<ReopenedRun> {
  // If it does not exist, say so before creating it.
  if ((await kindOf(path)) === 'missing') await readText(join(path, 'run.json'));
  const directory = await takeRunDirectory(path, onFailure);
  try {
    return { directory, record: await readRun(path), proofs: await readProofs(path) };
  } catch (error) {
    await directory.close();
    throw error;
  }
}

const ndjsonOf = (proofs: readonly Proof[]): string =>
  proofs.map((proof) => `${formatProof(proof)}\n`).join('');

async function takeRunDirectory(path: string, onFailure: OnWriteFailure): Promise<RunDirectory> {
  if ((await kindOf(path)) === 'other') {
    const message = 'A run needs a directory, and this is a file.';
    throw new InputError([{ path: '', file: path, message, hint: 'Choose a directory with --out.' }]);
  }
  const tell = onceAFile(onFailure);
  const unlock = await lockIfThereIsRoom(path, tell);
  const proofsPath = join(path, 'proofs.ndjson');
  const proofsFile = openLineFile(proofsPath);
  const appendProofs = async (text: string): Promise<WriteError | null> => {
    const failure = await proofsFile.append(text);
    if (failure) tell(failure);
    return failure;
  };
  let waiting: PlanRecord | null = null;
  const queue = openQueue();
  const saveWaiting = async () => {
    const record = waiting;
    waiting = null;
    if (record === null) return;
    const content = formatRunRecord(record);
    const failure = await attempt(() => writeAtomically(join(path, 'run.json'), content));
    if (failure) tell(failure);
  };
  return {
    path,
    save(record) {
      waiting = record;
      queue.add(saveWaiting);
    },
    saveProofs(proofs) {
      const text = ndjsonOf(proofs);
      queue.add(async () => void (await appendProofs(text)));
    },
    async keepProofs(proofs) {
      if (proofs.length > 0) {
        const failure = await attempt(() => writeAtomically(proofsPath, ndjsonOf(proofs)));
        if (failure === null) return;
        tell(failure);
      }
      await writing(proofsPath, () => rm(proofsPath, { force: true }));
    },
    async finish(record) {
      waiting = null;
      await queue.done();
      const failures = await writeEach(finalFiles(path, record), tell);
      const unproved = await appendProofs('');
      return unproved ? [...failures, unproved] : failures;
    },
    async close() {
      await queue.done();
      await unlock();
    },
  };
}

/** What a run leaves at its end, except for its proofs. */
const finalFiles = (path: string, record: PlanRecord): Parameters<typeof writeEach>[0] => [
  { path: join(path, 'run.json'), content: () => formatRunRecord(record) },
  { path: join(path, RATES_FILE), content: () => ratesCsv(record) },
  { path: join(path, STOCKS_FILE), content: () => stocksCsv(record) },
  ...(record.schedule ? [{ path: join(path, POINTING_FILE), content: () => pointingCsv(record) }] : []),
  ...(record.control ? [{ path: join(path, CONTROL_FILE), content: () => controlCsv(record) }] : []),
  // The code that draws the figures takes a while to load, so it is loaded only now.
  {
    path: join(path, REPORT_FILE),
    content: async () => (await import('../report/html.ts')).reportHtml(record),
  },
];

function onceAFile(onFailure: OnWriteFailure): OnWriteFailure {
  const told = new Set<string>();
  return (failure) => {
    if (!told.has(failure.file)) onFailure(failure);
    told.add(failure.file);
  };
}

/** A queue of work; waiting for it also reports the error of a part that failed. */
function openQueue() {
  let queue: Promise<void> = Promise.resolve();
  return {
    add(work: () => Promise<void>): void {
      queue = queue.then(work);
      // done() reports the error; without this, it would end the process before that.
      queue.catch(() => {});
    },
    done: () => queue,
  };
}

/**
 * Reads run.json of a directory, or a run record given as a file of any name.
 * @throws InputError if it is not a run record, or if another version of this software wrote it
 */
export async function readRun(path: string): Promise<RunRecord> {
  const directory = (await kindOf(path)) === 'directory';
  const file = directory ? join(path, 'run.json') : path;
  return parseRunRecord(await readText(file), file, VERSION);
}

async function kindOf(path: string): Promise<'directory' | 'other' | 'missing'> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 'missing';
  return found.isDirectory() ? 'directory' : 'other';
}

/** What an interrupted run has proved; empty if there is no such file. */
export async function readProofs(directory: string): Promise<Proof[]> {
  const file = join(directory, 'proofs.ndjson');
  return existsSync(file) ? parseProofs(await readFile(file, 'utf8')) : [];
}

/** @throws InputError if the file cannot be read, or is not text in a known encoding */
export async function readText(file: string): Promise<string> {
  return decodeText(await readBytes(file), file);
}

/** Reasons in plain words, by the error code of the system. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a directory',
  EACCES: 'permission denied',
};

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code = '', message: words } = error as NodeJS.ErrnoException;
    const reason = UNREADABLE[code] ?? words;
    throw new InputError([
      {
        path: '',
        file,
        message: `The file cannot be read: ${reason}.`,
        hint: 'Check the path and its permissions.',
      },
    ]);
  }
}
