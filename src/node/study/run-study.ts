import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  type OpenQueue,
  runStudy,
  type StudyOutcome,
  type StudyRunOptions,
  type StudyWatch,
} from '../../services/run-study.ts';
import { type LoadedStudy, studyHash } from '../../study/definition.ts';
import type { WriteError } from '../atomic-file.ts';
import { refuseForeignFiles } from '../foreign-files.ts';
import { VERSION } from '../version.ts';
import { JOBS_FILE, openJournal } from './journal.ts';
import { resultFiles } from './results.ts';

interface StudyRun extends StudyRunOptions {
  /** The directory of the study, which has to be locked. */
  readonly directory: string;
  /** Who carries out the jobs. */
  readonly openQueue: OpenQueue;
}

interface WrittenOutcome extends StudyOutcome {
  /** Why some jobs are not on disk. */
  readonly unwritten: WriteError | null;
}

interface StudyListener extends StudyWatch {
  /** Called for the first job that could not be written; its line, and those after it, are tried again. */
  onFailure(failure: WriteError): void;
}

/**
 * Runs the missing jobs of a study on a queue, with the file of jobs in the directory as the store.
 * @throws InputError if the directory holds another study or other files, WriteError if the file of jobs cannot be
 *   created
 */
export async function runStudyIn(
  loaded: LoadedStudy,
  { directory, openQueue, ...options }: StudyRun,
  { onFailure, ...watch }: StudyListener,
): Promise<WrittenOutcome> {
  const { study } = loaded;
  const header = {
    satqnStudyJobs: 1,
    study: study.name,
    hash: await studyHash(study),
    version: VERSION,
  } as const;
  if (!existsSync(join(directory, JOBS_FILE))) refuseForeignFiles(directory, resultFiles(study));
  const results = await openJournal(directory, header, onFailure);
  const services = {
    openQueue,
    results,
    now: () => performance.now() / 1000,
    version: VERSION,
  };
  const outcome = await runStudy(loaded, services, options, watch);
  return { ...outcome, unwritten: await results.close() };
}
