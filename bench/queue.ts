/**
 * What a queue costs: the study of `bench/study-workers.ts` with one worker thread of this process, then with one and
 * with two processes `satqn worker --jobs 1` on an empty Redis. The clock runs from the first results, when all workers
 * have begun. `npm run build`, then `node --import tsx bench/queue.ts redis://127.0.0.1:6379 [instances]`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseQueueAddress } from '../src/node/queue/address.ts';
import { openRedisStudyQueue } from '../src/node/study/redis-study-queue.ts';
import { runStudyIn } from '../src/node/study/run-study.ts';
import { loadStudy, readStudyFile } from '../src/node/study/study-file.ts';
import { openThreadQueue } from '../src/node/study/thread-queue.ts';
import type { OpenQueue } from '../src/services/run-study.ts';
import { seedsFor } from '../src/study/grid.ts';
import { writeResult } from './results.ts';

const [place = 'redis://127.0.0.1:6379', count = '60'] = process.argv.slice(2);
const address = parseQueueAddress(place, undefined);
const instances = Number(count);
/** Jobs that are not timed: workers start up with them. */
const WARM_UP = 6;

const source = await readStudyFile('fig5');
const axes = source.study.axes.map((axis) => ({ ...axis, values: axis.values.slice(0, 1) }));
const options = { ...source.study.options, methods: [{ method: 'milp' as const, timeLimitSeconds: 600 }] };
const seeds = seedsFor(source.study.seeds, instances + WARM_UP);
const { study, definition } = await loadStudy({
  ...source,
  study: { ...source.study, axes, options, seeds },
});

/** Milliseconds a job, from job to job and within jobs. */
async function measure(openQueue: OpenQueue) {
  const directory = await mkdtemp(join(tmpdir(), 'satqn-bench-'));
  const done: number[] = [];
  const run = { directory, openQueue, retryFailed: false, signal: new AbortController().signal };
  const { jobs } = await runStudyIn({ study, definition }, run, {
    onProgress(progress) {
      while (done.length < progress.done + progress.failed) done.push(performance.now());
    },
    onFailed: ({ error }) => console.error(error),
    onFailure: console.error,
  });
  await rm(directory, { recursive: true });
  const within = jobs.slice(WARM_UP).reduce((sum, { seconds }) => sum + seconds, 0) / instances;
  return { jobMs: (done.at(-1)! - done[WARM_UP - 1]!) / instances, withinJobMs: 1000 * within };
}

const bin = fileURLToPath(new URL('../bin/satqn.js', import.meta.url));
async function measureWorkers(workers: number) {
  const args = [bin, 'worker', '--queue', place, '--jobs', '1'];
  const processes = Array.from({ length: workers }, () => spawn(process.execPath, args, { stdio: 'ignore' }));
  const listener = { onNote: console.error };
  const times = await measure((onLoad) => openRedisStudyQueue(definition, address, { onLoad, ...listener }));
  for (const one of processes) one.kill('SIGTERM');
  await Promise.all(processes.map((one) => one.exitCode ?? once(one, 'exit')));
  return times;
}

const thread = await measure(() => openThreadQueue(definition, { workers: 1 }));
const one = await measureWorkers(1);
const two = await measureWorkers(2);
await writeResult('queue', {
  instances,
  summary: {
    thread,
    one,
    two,
    overheadMs: one.jobMs - one.withinJobMs,
    shareOfTwice: one.jobMs / (2 * two.jobMs),
  },
});
