/** Runs the missing jobs of a study on the queue and the store that it is given. */
import type { Comparison } from '../domain/comparison.ts';
import type { StudyPoint } from '../domain/study.ts';
import { definitionHash, jobId, type LoadedStudy } from '../study/definition.ts';
import { jobCount, pointsOf } from '../study/grid.ts';
import type { FailedJob, JobRecord } from '../study/job.ts';
import type { JobQueue, QueueLoad } from './job-queue.ts';
import type { ResultStore } from './result-store.ts';

/** Opens the queue of a study; called only if there is a job to run. */
export type OpenQueue = (onLoad: (load: QueueLoad) => void) => Promise<JobQueue<StudyPoint, Comparison>>;

/** What a study needs from the outside. */
export interface StudyServices {
  readonly openQueue: OpenQueue;
  readonly results: ResultStore<JobRecord>;
  /** Seconds on a monotonic clock. */
  readonly now: () => number;
  /** Version of this software; results of another version are not mixed in. */
  readonly version: string;
}

export interface StudyRunOptions {
  /** Whether to run jobs again that failed before. */
  readonly retryFailed: boolean;
  /** Ends running jobs; they leave nothing behind and run again next time. */
  readonly signal: AbortSignal;
}

export interface StudyProgress {
  readonly total: number;
  /** Includes jobs done in earlier runs. */
  readonly done: number;
  readonly failed: number;
  readonly running: number;
  /** Zero until the queue says how many there are. */
  readonly workers: number;
  /** Jobs done or failed in this run, and the seconds since it began, to estimate the time left. */
  readonly now: number;
  readonly seconds: number;
}

export interface StudyWatch {
  onProgress(progress: StudyProgress): void;
  /** Called for every job that fails in this run. */
  onFailed(job: FailedJob): void;
}

export interface StudyOutcome {
  /** In the order of the grid; if the study was interrupted, some are missing. */
  readonly jobs: readonly JobRecord[];
  readonly total: number;
  /** How many results in the store do not belong to the study. */
  readonly aside: number;
}

/**
 * Carries out the jobs of a study that have no result yet, in the order of its grid. Each result is stored before the
 * queue gets another job. A job that fails also counts as a result.
 * @throws what the store throws, after ending all running jobs
 */
export async function runStudy(
  { study, definition }: LoadedStudy,
  { openQueue, results, now, version }: StudyServices,
  { retryFailed, signal }: StudyRunOptions,
  { onProgress, onFailed }: StudyWatch,
): Promise<StudyOutcome> {
  const hash = await definitionHash(definition, version);
  const idOf = (point: StudyPoint) => jobId(hash, study.axes, point);
  const stored = new Map<string, JobRecord>();
  for await (const job of results.list()) stored.set(job.id, job);
  const isSettled = (job: JobRecord | undefined) => job?.status === 'done' || (job && !retryFailed);
  function* missing(): Generator<StudyPoint> {
    for (const point of pointsOf(study)) if (!isSettled(stored.get(idOf(point)))) yield point;
  }
  function* asked(): Generator<JobRecord> {
    for (const point of pointsOf(study)) {
      const job = stored.get(idOf(point));
      if (job) yield job;
    }
  }

  const total = jobCount(study);
  const count = { done: 0, failed: 0, running: 0, workers: 0, now: 0 };
  for (const { status } of asked()) {
    if (status === 'done') count.done++;
    else if (!retryFailed) count.failed++;
  }
  const began = now();
  const report = () => onProgress({ total, ...count, seconds: now() - began });
  report();

  if (count.done + count.failed < total && !signal.aborted) {
    const queue = await openQueue((load) => {
      Object.assign(count, load);
      report();
    });
    const runJob = async (point: StudyPoint, stop: AbortSignal): Promise<void> => {
      const id = idOf(point);
      let job: JobRecord;
      try {
        const { seconds, ...outcome } = await queue.submit({ id, data: point }, { signal: stop });
        const facts = { id, at: point.at, seed: point.seed, seconds };
        job =
          outcome.status === 'done'
            ? { ...facts, status: 'done', comparison: outcome.result }
            : { ...facts, ...outcome };
      } catch (error) {
        // A job that was aborted from outside has not failed.
        if (stop.aborted) return;
        throw error;
      }
      stored.set(id, job);
      await results.put(job);
      queue.forget(id);
      count[job.status]++;
      count.now++;
      if (job.status === 'failed') onFailed(job);
      report();
    };
    try {
      await workOff(missing(), queue.capacity, signal, runJob);
    } finally {
      await queue.close();
    }
  }
  const jobs = [...asked()];
  return { jobs, total, aside: stored.size - jobs.length };
}

/**
 * Works through the points, as many at a time as the queue takes. If the work on one fails, it ends the others, too.
 */
async function workOff(
  points: Iterator<StudyPoint>,
  capacity: number,
  signal: AbortSignal,
  work: (point: StudyPoint, stop: AbortSignal) => Promise<void>,
): Promise<void> {
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  const worker = async () => {
    try {
      for (let next = points.next(); !next.done && !stop.aborted; next = points.next()) {
        await work(next.value, stop);
      }
    } catch (error) {
      failure.abort();
      throw error;
    }
  };
  await Promise.all(Array.from({ length: capacity }, worker));
}
