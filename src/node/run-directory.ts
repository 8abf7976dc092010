import { existsSync } from 'node:fs';
import { appendFile, readFile, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { PlanRecord } from '../app/recorder.ts';
import { InputError } from '../base/errors.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { ratesCsv, stocksCsv } from '../io/csv.ts';
import { formatRunRecord, parseRunRecord } from '../io/run-record.ts';
import { formatProof, type Proof, parseProofs } from '../methods/proof.ts';
import { makeDirectory, writeAtomically } from './atomic-file.ts';

/** What a run leaves on disk: run.json at every better plan or bound, the rest at the end. */
export interface RunDirectory {
  readonly path: string;
  /** Queues the record; a newer one that comes while writing replaces one that waits. */
  save(record: PlanRecord): void;
  /** Appends what is proved, so that a killed run can go on from it. */
  saveProofs(proofs: readonly Proof[]): void;
  /** Waits for what is queued, then writes the final record, the CSVs and the report. */
  finish(record: PlanRecord): Promise<void>;
}

/** A directory of that name under `runs/` that holds no run yet: name, name-2, name-3 … */
export function freshRunPath(scenarioFile: string, suffix = ''): string {
  const stem = `${basename(scenarioFile, extname(scenarioFile)) || 'run'}${suffix}`;
  for (let number = 1; ; number++) {
    const path = join('runs', number === 1 ? stem : `${stem}-${number}`);
    if (!existsSync(path)) return path;
  }
}

/** @throws InputError where the directory already holds a run, which would be lost */
export async function createRunDirectory(path: string): Promise<RunDirectory> {
  if (existsSync(join(path, 'run.json'))) {
    throw new InputError([
      {
        path: '',
        file: path,
        message: 'The directory already holds a run.',
        hint: `Give another --out, or go on from it with: satqn plan --resume ${path}`,
      },
    ]);
  }
  const directory = await openRunDirectory(path);
  // Proofs of a run that was killed before its first record: they may be of another scenario.
  await rm(join(path, 'proofs.ndjson'), { force: true });
  return directory;
}

/**
 * The directory of a run to go on from, with the proofs that still hold: what a kill cut short, or another
 * version proved, would be taken for this run's next time.
 */
export async function reopenRunDirectory(path: string, proofs: readonly Proof[]): Promise<RunDirectory> {
  const directory = await openRunDirectory(path);
  const file = join(path, 'proofs.ndjson');
  if (proofs.length > 0) await writeAtomically(file, ndjsonOf(proofs));
  else await rm(file, { force: true });
  return directory;
}

const ndjsonOf = (proofs: readonly Proof[]): string =>
  proofs.map((proof) => `${formatProof(proof)}\n`).join('');

/** @throws InputError where the path is that of a file */
async function openRunDirectory(path: string): Promise<RunDirectory> {
  if ((await kindOf(path)) === 'other') {
    const message = 'The place cannot be written: it is a file, and a run needs a directory.';
    throw new InputError([{ path: '', file: path, message, hint: 'Give a directory.' }]);
  }
  await makeDirectory(path);
  const write = (name: string, content: string) => writeAtomically(join(path, name), content);
  let waiting: PlanRecord | null = null;
  let queue: Promise<void> = Promise.resolve();
  const enqueue = (work: () => Promise<void>) => {
    queue = queue.then(work);
    // Reported by finish(); without this a full disk would end the process.
    queue.catch(() => {});
  };
  const drain = async () => {
    const record = waiting;
    waiting = null;
    if (record) await write('run.json', formatRunRecord(record));
  };
  return {
    path,
    save(record) {
      waiting = record;
      enqueue(drain);
    },
    saveProofs(proofs) {
      enqueue(() => appendFile(join(path, 'proofs.ndjson'), ndjsonOf(proofs)));
    },
    async finish(record) {
      waiting = null;
      await queue;
      await write('run.json', formatRunRecord(record));
      // Drawing the figures takes a while to load, and only now.
      const { reportHtml } = await import('../report/html.ts');
      await Promise.all([
        write('rates.csv', ratesCsv(record)),
        write('stocks.csv', stocksCsv(record)),
        write('report.html', reportHtml(record)),
      ]);
    },
  };
}

/** Reads run.json of a directory, or a run record given as a file of any name. */
export async function readRun(path: string): Promise<RunRecord> {
  const directory = (await kindOf(path)) === 'directory';
  const file = directory ? join(path, 'run.json') : path;
  return parseRunRecord(await readText(file), file);
}

async function kindOf(path: string): Promise<'directory' | 'other' | 'missing'> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 'missing';
  return found.isDirectory() ? 'directory' : 'other';
}

/** What an interrupted run has proved; nothing where there is nothing. */
export async function readProofs(directory: string): Promise<Proof[]> {
  const file = join(directory, 'proofs.ndjson');
  return existsSync(file) ? parseProofs(await readFile(file, 'utf8')) : [];
}

/** @throws InputError where the file cannot be read */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : (error as Error).message;
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
