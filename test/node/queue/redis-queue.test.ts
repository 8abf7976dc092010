import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { parseQueueAddress } from '../../../src/node/queue/address.ts';
import { connectQueue } from '../../../src/node/queue/connection.ts';
import { openRedisQueue } from '../../../src/node/queue/redis-queue.ts';
import type { JobOutcome, JobQueue, QueueLoad } from '../../../src/services/job-queue.ts';
import { NO_REDIS, startRedis } from '../../cli/redis.ts';

const VERSION = '1.2.3';
const redis = NO_REDIS ? null : await startRedis();
const never = new AbortController().signal;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await redis?.client.flushall();
});

async function open(content: unknown = 'shared') {
  const notes: string[] = [];
  const loads: QueueLoad[] = [];
  const onNote = (text: string) => notes.push(text);
  const address = parseQueueAddress(redis!.address, undefined);
  const connection = await connectQueue(address, onNote);
  const kind = { name: 'toy', content, version: VERSION };
  const queue: JobQueue<number, number> = await openRedisQueue(connection, kind, {
    onLoad: (load) => loads.push(load),
    onNote,
  });
  closers.push(() => queue.close());
  return { queue, notes, loads };
}

interface Toy {
  readonly runs: number[];
}

/** A worker whose jobs do what the test says. */
function work(carryOut: (data: number, tell: (progress: number) => Promise<void>) => Promise<number>): Toy {
  const runs: number[] = [];
  const connection = new Redis(redis!.address, { maxRetriesPerRequest: null });
  connection.on('error', () => {});
  const worker = new Worker(
    `jobs-${VERSION}`,
    async (job): Promise<JobOutcome<number>> => {
      runs.push(job.data.data);
      const result = await carryOut(job.data.data, (progress) => job.updateProgress(progress));
      return { status: 'done', result, seconds: 1 };
    },
    { connection, prefix: 'satqn', stalledInterval: 500, lockDuration: 1_000, runRetryDelay: 100 },
  );
  worker.on('error', () => {});
  closers.push(async () => {
    await worker.close(true);
    connection.disconnect();
  });
  return { runs };
}

const keysOf = (pattern: string) => redis!.client.keys(`satqn:${pattern}`);
const waitingJobs = () => redis!.client.llen(`satqn:jobs-${VERSION}:wait`);

describe.skipIf(NO_REDIS)(`a queue in Redis${NO_REDIS ? ` (${NO_REDIS})` : ''}`, () => {
  it('gives results, failures and progress of jobs, and forgets them', async () => {
    const { queue, loads } = await open();
    work(async (data, tell) => {
      if (data === 2) throw new Error('It cannot be done.');
      await tell(data / 10);
      await expect.poll(() => seen).toContain(data / 10);
      return data ** 2;
    });
    const seen: unknown[] = [];
    const onProgress = (progress: unknown) => seen.push(progress);
    const watch = { signal: never, onProgress };
    const jobs = [1, 2, 3].map((data) => queue.submit({ id: `job: ${data}`, data }, watch));
    const outcomes = await Promise.all(jobs);
    expect(outcomes).toMatchObject([
      { status: 'done', result: 1 },
      { status: 'failed', error: 'It cannot be done.' },
      { status: 'done', result: 9 },
    ]);
    expect(loads.some(({ running }) => running === 1)).toBe(true);
    expect((await keysOf(`jobs-${VERSION}:*`)).filter((key) => key.length > 50).length).toBe(3);
    for (const id of [1, 2, 3]) queue.forget(`job: ${id}`);
    await queue.close();
    expect((await keysOf(`jobs-${VERSION}:*`)).filter((key) => key.length > 50)).toEqual([]);
    expect(await keysOf('common:*')).toEqual([]);
    expect(await keysOf('present:study*')).toEqual([]);
  });

  it('does not begin anew what is done already, but what failed', async () => {
    const first = await open();
    const toy = work(async (data) => {
      if (data < 0 && toy.runs.filter((run) => run === data).length === 1) throw new Error('Not yet.');
      return data;
    });
    const submit = (queue: JobQueue<number, number>) =>
      Promise.all([5, -5].map((data) => queue.submit({ id: `${data}`, data }, { signal: never })));
    expect((await submit(first.queue)).map(({ status }) => status)).toEqual(['done', 'failed']);
    const second = await open();
    expect((await submit(second.queue)).map(({ status }) => status)).toEqual(['done', 'done']);
    expect(toy.runs).toEqual([5, -5, -5]);
  });

  it('takes back a job that is aborted, and all that wait when it closes', async () => {
    const { queue, notes } = await open();
    const abort = new AbortController();
    const aborted = queue.submit({ id: 'a', data: 1 }, { signal: abort.signal });
    const closing = new AbortController();
    const others = [2, 3].map((data) => queue.submit({ id: `${data}`, data }, { signal: closing.signal }));
    await expect.poll(waitingJobs).toBe(3);
    abort.abort(new Error('Enough.'));
    await expect(aborted).rejects.toThrow('Enough.');
    await expect.poll(waitingJobs).toBe(2);
    closing.abort();
    await Promise.allSettled(others);
    await queue.close();
    expect(await waitingJobs()).toBe(0);
    expect(notes).toEqual([
      'No worker takes the jobs yet. Start one on any machine: satqn worker --queue ADDRESS',
    ]);
  });

  it('adds again what Redis has lost', async () => {
    const { queue } = await open({ some: 'content' });
    const job = queue.submit({ id: 'x', data: 7 }, { signal: never });
    await expect.poll(waitingJobs).toBe(1);
    await redis!.client.flushall();
    await expect.poll(waitingJobs).toBe(1);
    expect((await keysOf('common:*')).length).toBe(1);
    work(async (data) => data);
    expect(await job).toMatchObject({ status: 'done', result: 7 });
  });

  it('that does not answer, or refuses to take more, says so and goes on', async () => {
    const { queue, notes } = await open();
    await redis!.kill();
    const job = queue.submit({ id: 'x', data: 7 }, { signal: never });
    await expect.poll(() => notes.at(-1)).toContain('does not answer: waiting for it.');
    await redis!.start();
    await expect.poll(() => notes).toContainEqual(expect.stringContaining('answers again.'));
    await redis!.client.config('SET', 'maxmemory', '1mb');
    const more = queue.submit({ id: 'y', data: 8 }, { signal: never });
    await expect.poll(() => notes.at(-1)).toMatch(/refuses something \(.*OOM.*\): trying again\./);
    await redis!.client.config('SET', 'maxmemory', '0');
    work(async (data) => data);
    expect((await Promise.all([job, more])).map(({ status }) => status)).toEqual(['done', 'done']);
  });

  it('that hangs is taken for gone, and closing it ends with words', async () => {
    const { queue, notes } = await open();
    const abort = new AbortController();
    const job = queue.submit({ id: 'x', data: 7 }, { signal: abort.signal });
    await expect.poll(waitingJobs).toBe(1);
    redis!.pause();
    try {
      await expect.poll(() => notes.at(-1)).toContain('does not answer: waiting for it.');
      abort.abort();
      await expect(job).rejects.toThrow();
      await queue.close();
      expect(notes.at(-1)).toContain('does not answer, so jobs stay there');
    } finally {
      redis!.resume();
    }
  });

  it('refuses a Redis that throws jobs away', async () => {
    await redis!.client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    try {
      await expect(open()).rejects.toThrow('redis-cli config set maxmemory-policy noeviction');
    } finally {
      await redis!.client.config('SET', 'maxmemory-policy', 'noeviction');
    }
  });

  it('tells of workers of another version', async () => {
    await redis!.client.set('satqn:present:worker:w', JSON.stringify({ version: '9.9.9' }));
    await redis!.client.sadd('satqn:present:worker', 'w', 'gone');
    const { queue, notes, loads } = await open();
    void queue.submit({ id: 'x', data: 7 }, { signal: never });
    await expect
      .poll(() => notes)
      .toContainEqual(
        'A worker there is satqn 9.9.9 and takes none of these jobs. Install this version on its machine: npm install satqn@1.2.3',
      );
    expect(loads.every(({ workers }) => workers === 0)).toBe(true);
    expect(await redis!.client.smembers('satqn:present:worker')).toEqual(['w']);
  });
});
