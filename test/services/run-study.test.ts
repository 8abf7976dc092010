import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/domain/comparison.ts';
import type { StudyPoint } from '../../src/domain/study.ts';
import type { JobQueue, QueueLoad } from '../../src/services/job-queue.ts';
import type { ResultStore } from '../../src/services/result-store.ts';
import {
  runStudy,
  type StudyProgress,
  type StudyServices,
  type StudyWatch,
} from '../../src/services/run-study.ts';
import { definitionHash, jobId } from '../../src/study/definition.ts';
import { pointsOf, pointText } from '../../src/study/grid.ts';
import type { JobRecord } from '../../src/study/job.ts';
import { parseStudy } from '../../src/study/parse.ts';

/** Six jobs: three values, two seeds. */
const { study } = parseStudy(`satqnStudy: 1
name: six
base: {generator: {}}
axes: [{name: pairs, fields: [generator.pairs], values: [1, 2, 3]}]
replications: 2
schemes: [greedy]
`);
const { base, axes, schemes, options } = study;
if (base.kind !== 'generator') throw new Error('The base is no generator.');
const definition = { base, axes, schemes, options, files: {} };
const POINTS = [...pointsOf(study)];
const VERSION = '1';
const hash = await definitionHash(definition, VERSION);

const comparisonOf = ({ at, seed }: StudyPoint) =>
  ({ results: [], relaxationBound: 10 * Number(at.pairs) + seed }) as unknown as Comparison;
const failed = (point: StudyPoint, id = jobId(hash, axes, point)): JobRecord => ({
  ...point,
  id,
  seconds: 1,
  status: 'failed',
  error: 'earlier',
});

/** Keeps results by id during the test. */
function memoryStore(
  held: readonly JobRecord[] = [],
): ResultStore<JobRecord> & { readonly jobs: JobRecord[] } {
  const jobs = [...held];
  return {
    jobs,
    async *list() {
      yield* jobs;
    },
    async put(job) {
      jobs.push(job);
    },
  };
}

interface ByHand extends JobQueue<StudyPoint, Comparison> {
  /** Jobs submitted and not finished, the oldest first. */
  readonly running: {
    readonly id: string;
    readonly point: StudyPoint;
    readonly end: () => void;
    readonly lose: () => void;
  }[];
  readonly forgotten: string[];
  isClosed: boolean;
  tell: (load: QueueLoad) => void;
  /** Ends when the first job is submitted: before that, hashes are computed on other threads. */
  readonly begun: Promise<void>;
}

/** A queue whose jobs end when, and in the order in which, the test says. */
function queueByHand(capacity: number): ByHand {
  let begin = () => {};
  const queue: ByHand = {
    capacity,
    running: [],
    forgotten: [],
    isClosed: false,
    tell() {},
    begun: new Promise((resolve) => {
      begin = resolve;
    }),
    submit: ({ id, data: point }, { signal }) =>
      new Promise((resolve, reject) => {
        const leave = () => {
          queue.running.splice(queue.running.indexOf(job), 1);
        };
        const job = {
          id,
          point,
          end() {
            leave();
            resolve({ status: 'done', result: comparisonOf(point), seconds: 2 });
          },
          lose() {
            leave();
            resolve({ status: 'failed', error: 'The worker was lost.', seconds: 3 });
          },
        };
        queue.running.push(job);
        begin();
        signal.addEventListener('abort', () => reject(new Error('It was ended.')));
      }),
    forget(id) {
      queue.forgotten.push(id);
    },
    async close() {
      queue.isClosed = true;
    },
  };
  return queue;
}

/** Waits until everything has run that does not wait for the test. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

function start(
  services: Pick<StudyServices, 'results'> & { readonly queue: ByHand },
  retryFailed = false,
  signal = new AbortController().signal,
) {
  const { queue, results } = services;
  const progress: StudyProgress[] = [];
  let clock = 0;
  const openQueue: StudyServices['openQueue'] = async (onLoad) => {
    queue.tell = onLoad;
    return queue;
  };
  const failures: string[] = [];
  const watch: StudyWatch = {
    onProgress: (one) => progress.push(one),
    onFailed: (job) => failures.push(job.error),
  };
  const all = { openQueue, results, now: () => clock++, version: VERSION };
  const outcome = runStudy({ study, definition }, all, { retryFailed, signal }, watch);
  return { outcome, progress, failures };
}

describe('a study', () => {
  it('needs only a queue and a store: jobs that end out of order are sorted as in the grid', async () => {
    const queue = queueByHand(3);
    const results = memoryStore();
    const { outcome, progress } = start({ queue, results });
    const ended: string[] = [];
    await queue.begun;
    for (let job = 0; job < POINTS.length; job++) {
      await settle();
      // Never more than the queue takes, each result stored before the next job.
      expect(queue.running.length).toBe(Math.min(3, POINTS.length - job));
      expect(results.jobs.length).toBe(job);
      const newest = queue.running.at(-1)!;
      ended.push(pointText(newest.point));
      newest.end();
    }
    const { jobs, total, aside } = await outcome;
    expect(ended).not.toEqual(POINTS.map(pointText));
    expect(results.jobs.map(pointText)).toEqual(ended);
    expect(jobs.map(pointText)).toEqual(POINTS.map(pointText));
    expect(jobs.map((job) => job.status === 'done' && job.comparison)).toEqual(POINTS.map(comparisonOf));
    expect({ total, aside, isClosed: queue.isClosed }).toEqual({ total: 6, aside: 0, isClosed: true });
    expect(progress.at(-1)).toMatchObject({ done: 6, failed: 0, running: 0, now: 6 });
  });

  it('continues if a queue loses a worker, and counts its job as failed', async () => {
    const queue = queueByHand(1);
    const { outcome, progress } = start({ queue, results: memoryStore() });
    await queue.begun;
    for (let job = 0; job < POINTS.length; job++) {
      await settle();
      if (job === 2) queue.running[0]!.lose();
      else queue.running[0]!.end();
    }
    const { jobs } = await outcome;
    expect(jobs.map(({ status }) => status)).toEqual(['done', 'done', 'failed', 'done', 'done', 'done']);
    expect(jobs[2]).toMatchObject({ error: 'The worker was lost.', ...POINTS[2] });
    expect(progress.at(-1)).toMatchObject({ done: 5, failed: 1 });
  });

  it('runs what is missing in the store, tries failures again on request, and leaves other results alone', async () => {
    const done: JobRecord = {
      ...failed(POINTS[0]!),
      status: 'done',
      comparison: comparisonOf(POINTS[0]!),
    };
    const held = [
      failed(POINTS[0]!),
      done,
      failed(POINTS[1]!),
      failed(POINTS[2]!, jobId(await definitionHash(definition, '0'), axes, POINTS[2]!)),
    ];
    const runs: string[][] = [];
    for (const retryFailed of [false, true]) {
      const queue = queueByHand(1);
      const { outcome, progress } = start({ queue, results: memoryStore(held) }, retryFailed);
      const run: string[] = [];
      await queue.begun;
      for (;;) {
        await settle();
        const job = queue.running[0];
        if (!job) break;
        run.push(pointText(job.point));
        job.end();
      }
      runs.push(run);
      const { jobs, aside } = await outcome;
      expect(progress[0]).toMatchObject({ done: 1, failed: retryFailed ? 0 : 1, running: 0 });
      expect({ jobs: jobs.length, aside }).toEqual({ jobs: 6, aside: 1 });
      expect(jobs[1]!.status).toBe(retryFailed ? 'done' : 'failed');
    }
    const names = POINTS.map(pointText);
    expect(runs).toEqual([names.slice(2), names.slice(1)]);
  });

  it('opens no queue if every job has its result', async () => {
    const openQueue = async () => {
      throw new Error('It was opened.');
    };
    const results = memoryStore(POINTS.map((point) => failed(point)));
    const services = { openQueue, results, now: () => 0, version: VERSION };
    const run = { retryFailed: false, signal: new AbortController().signal };
    const { jobs } = await runStudy({ study, definition }, services, run, {
      onProgress() {},
      onFailed() {},
    });
    expect(jobs.length).toBe(6);
  });

  it('that is interrupted leaves nothing of the jobs under way', async () => {
    const queue = queueByHand(2);
    const results = memoryStore();
    const interruption = new AbortController();
    const { outcome } = start({ queue, results }, false, interruption.signal);
    await queue.begun;
    await settle();
    queue.running[0]!.end();
    await settle();
    interruption.abort();
    const { jobs } = await outcome;
    expect(jobs.map(pointText)).toEqual([pointText(POINTS[0]!)]);
    expect(results.jobs.length).toBe(1);
    expect(queue.isClosed).toBe(true);
  });

  it('ends with the error of its store, and ends all other jobs', async () => {
    const queue = queueByHand(2);
    const put = async () => {
      throw new Error('The store is gone.');
    };
    const { outcome } = start({ queue, results: { ...memoryStore(), put } });
    await queue.begun;
    await settle();
    queue.running[0]!.end();
    await expect(outcome).rejects.toThrow('The store is gone.');
    await settle();
    expect(queue.isClosed).toBe(true);
    expect(queue.running.length).toBe(1);
  });
});
