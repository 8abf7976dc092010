import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  runStudy,
  type StudyOutcome,
  type StudyProgress,
  type StudyRunOptions,
} from '../../services/run-study.ts';
import { type LoadedStudy, studyHash } from '../../study/definition.ts';
import { jobCount } from '../../study/grid.ts';
import type { WriteError } from '../atomic-file.ts';
import { refuseForeignFiles } from '../foreign-files.ts';
import { VERSION } from '../version.ts';
import { JOBS_FILE, openJournal } from './journal.ts';
import { resultFiles } from './results.ts';
import { openThreadQueue } from './thread-queue.ts';

interface LocalStudyRun extends StudyRunOptions {
  /** The directory of the study, which has to be locked. */
  readonly directory: string;
  readonly workers: number;
}

interface LocalStudyOutcome extends StudyOutcome {
  /** Why some jobs are not on disk. */
  readonly unwritten: WriteError | null;
}

interface StudyListener {
  onProgress(progress: StudyProgress): void;
  /** Called for the first job that could not be written; its line, and those after it, are tried again. */
  onFailure(failure: WriteError): void;
}

/**
 * Runs the missing jobs of a study on threads of this machine, with the file of jobs in the directory as the store.
 * @throws InputError if the directory holds another study or other files, WriteError if the file of jobs cannot be
 *   created
 */
export async function runStudyLocally(
  loaded: LoadedStudy,
  { directory, workers, ...options }: LocalStudyRun,
  { onProgress, onFailure }: StudyListener,
): Promise<LocalStudyOutcome> {
  const { study, definition } = loaded;
  const header = {
    satqnStudyJobs: 1,
    study: study.name,
    hash: await studyHash(study),
    version: VERSION,
  } as const;
  if (!existsSync(join(directory, JOBS_FILE))) refuseForeignFiles(directory, resultFiles(study));
  const results = await openJournal(directory, header, onFailure);
  const services = {
    openQueue: () => openThreadQueue(definition, Math.min(workers, jobCount(study))),
    results,
    now: () => performance.now() / 1000,
    version: VERSION,
  };
  const outcome = await runStudy(loaded, services, options, onProgress);
  return { ...outcome, unwritten: await results.close() };
}
