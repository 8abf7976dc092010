import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { StudyPoint } from '../../domain/study.ts';
import { definitionHash, jobId, studyHash } from '../../study/definition.ts';
import { jobCount, pointsOf } from '../../study/grid.ts';
import type { JobRecord } from '../../study/job.ts';
import type { WriteError } from '../atomic-file.ts';
import { refuseForeignFiles } from '../foreign-files.ts';
import { VERSION } from '../version.ts';
import { JOBS_FILE, type Journal, openJournal } from './journal.ts';
import { type JobPool, openPool } from './pool.ts';
import { resultFiles } from './results.ts';
import type { LoadedStudy } from './study-file.ts';

export interface StudyRun {
  /** Locked. */
  readonly directory: string;
  readonly workers: number;
  /** Whether jobs that failed before run again. */
  readonly retryFailed: boolean;
  /** Ends jobs that are under way; they leave nothing and run again the next time. */
  readonly signal: AbortSignal;
}

export interface StudyProgress {
  readonly total: number;
  /** With what earlier runs left. */
  readonly done: number;
  readonly failed: number;
  readonly running: number;
  /** Done or failed in this run, and since how long it runs: for an estimate of the time left. */
  readonly now: number;
  readonly seconds: number;
}

export interface StudyOutcome {
  /** In the order of the grid; those of a study that was interrupted are missing. */
  readonly jobs: readonly JobRecord[];
  readonly total: number;
  /** Rows in the directory of jobs that the study no longer asks for. */
  readonly aside: number;
  /** Why some of the jobs are not on disk. */
  readonly unwritten: WriteError | null;
}

export interface StudyListener {
  onProgress(progress: StudyProgress): void;
  /** Hears of the first job that could not be written; its line, and those after it, are tried again. */
  onFailure(failure: WriteError): void;
}

/**
 * Runs what is missing of a study; every job is on disk as soon as it is finished, if there is room for it.
 * @throws InputError where the directory holds another study or files of other kinds, WriteError where there can be no file of jobs
 */
export async function runStudy(
  loaded: LoadedStudy,
  run: StudyRun,
  listener: StudyListener,
): Promise<StudyOutcome> {
  const { study } = loaded;
  const hash = await studyHash(study);
  const header = { satqnStudyJobs: 1, study: study.name, hash, version: VERSION } as const;
  if (!existsSync(join(run.directory, JOBS_FILE))) refuseForeignFiles(run.directory, resultFiles(study));
  const journal = await openJournal(run.directory, header);
  const outcome = await runMissing(loaded, run, journal, listener);
  return { ...outcome, unwritten: await journal.close() };
}

async function runMissing(
  { study, definition }: LoadedStudy,
  { workers, retryFailed, signal }: StudyRun,
  journal: Journal,
  { onProgress, onFailure }: StudyListener,
): Promise<Omit<StudyOutcome, 'unwritten'>> {
  const hash = await definitionHash(definition, VERSION);
  const idOf = (point: StudyPoint) => jobId(hash, study.axes, point);
  const isSettled = (job: JobRecord | undefined) => job?.status === 'done' || (job && !retryFailed);
  function* missing(): Generator<StudyPoint> {
    for (const point of pointsOf(study)) if (!isSettled(journal.jobs.get(idOf(point)))) yield point;
  }
  function* recorded(): Generator<JobRecord> {
    for (const point of pointsOf(study)) {
      const job = journal.jobs.get(idOf(point));
      if (job) yield job;
    }
  }

  const total = jobCount(study);
  const count = { done: 0, failed: 0, running: 0, now: 0 };
  for (const { status } of recorded()) {
    if (status === 'done') count.done++;
    else if (!retryFailed) count.failed++;
  }
  const began = performance.now();
  const report = () => onProgress({ total, ...count, seconds: (performance.now() - began) / 1000 });
  report();

  if (count.done + count.failed < total && !signal.aborted) {
    // Whoever cannot go on ends the others as well.
    const failure = new AbortController();
    const stop = AbortSignal.any([signal, failure.signal]);
    const pool = await openPool(definition, Math.min(workers, total), stop);
    const points = missing();
    let hasFailed = false;
    const work = async () => {
      for (let next = points.next(); !next.done && !stop.aborted; next = points.next()) {
        count.running++;
        report();
        const job = await outcomeOf(pool, idOf(next.value), next.value);
        // What was ended from outside has not failed.
        if (stop.aborted) return;
        const unwritten = await journal.append(job);
        if (unwritten && !hasFailed) onFailure(unwritten);
        hasFailed ||= unwritten !== null;
        count.running--;
        count[job.status]++;
        count.now++;
        report();
      }
    };
    try {
      await Promise.all(
        Array.from({ length: workers }, () =>
          work().catch((error) => {
            failure.abort();
            throw error;
          }),
        ),
      );
    } finally {
      await pool.close();
    }
  }
  const jobs = [...recorded()];
  return { jobs, total, aside: journal.jobs.size - jobs.length };
}

async function outcomeOf(pool: JobPool, id: string, { at, seed }: StudyPoint): Promise<JobRecord> {
  const began = performance.now();
  const facts = () => ({ id, at, seed, seconds: (performance.now() - began) / 1000 });
  try {
    const comparison = await pool.run({ at, seed });
    return { ...facts(), status: 'done', comparison };
  } catch (error) {
    return { ...facts(), status: 'failed', error: error instanceof Error ? error.message : String(error) };
  }
}
