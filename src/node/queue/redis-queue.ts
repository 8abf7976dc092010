import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Job, JobOutcome, JobQueue, JobWatch, QueueLoad } from '../../services/job-queue.ts';
import type { QueueConnection } from './connection.ts';
import type { EngineJob } from './engine.ts';
import { listPresent, presence } from './presence.ts';
import {
  cancelKey,
  commonKey,
  ENGINE_OPTIONS,
  KEPT_FOR,
  keyOfJob,
  type QueuedJob,
  queueName,
  recordKey,
  TELL_EVERY,
} from './protocol.ts';
import { tellOfWorkers } from './tell-of-workers.ts';
import { within } from './within.ts';

/** Jobs that share some content, which travels once. */
interface JobKind {
  /** Says which program a worker runs for them. */
  readonly name: string;
  /** Plain data. */
  readonly content: unknown;
  readonly version: string;
}

export interface RedisQueueListener {
  onLoad(load: QueueLoad): void;
  /** What people should know, e.g. that no worker is there. */
  onNote(text: string): void;
}

/** As many as keep workers busy while the study is away for a while, and few enough to hold in memory. */
const CAPACITY = 1_000;
/** Milliseconds. */
const LOOK_EVERY = 100;
const RETRY_AFTER = 1_000;
const TAKE_BACK_WITHIN = 5_000;
const GONE_WITHIN = 1_000;

/** A job that was handed over and whose outcome somebody waits for. */
interface Waiting extends JobWatch {
  readonly data: unknown;
  isAdded: boolean;
  readonly resolve: (outcome: JobOutcome<never>) => void;
}

/**
 * Jobs in Redis, which workers of the same version take, on any machine. Redis is looked at in short intervals, and
 * what it no longer has is added again: so nothing depends on messages that may get lost, nor on what Redis keeps over
 * a restart.
 */
export async function openRedisQueue<Data, Result>(
  connection: QueueConnection,
  { name, content, version }: JobKind,
  { onLoad, onNote }: RedisQueueListener,
): Promise<JobQueue<Data, Result>> {
  const { client, engine, shown } = connection;
  const text = JSON.stringify(content);
  const common = createHash('sha256').update(text).digest('hex');
  const keep = { age: KEPT_FOR / 1000 };
  const queue = new engine.Queue(queueName(version), {
    ...ENGINE_OPTIONS,
    connection: client,
    // Nobody listens to events, which hold every result once more.
    streams: { events: { maxLen: 10 } },
    defaultJobOptions: { removeOnComplete: keep, removeOnFail: keep },
  });
  queue.on('error', () => {});
  const self = presence(client, 'study', { version });
  const waiting = new Map<string, Waiting>();
  const forgotten = new Set<string>();
  const withdrawn = new Set<string>();
  let isOpen = true;
  let isShared = false;
  let wake = () => {};
  let load: QueueLoad = { workers: 0, running: 0 };
  let lookedAround = Number.NEGATIVE_INFINITY;
  const tellOf = tellOfWorkers(version, onNote);

  const outcomeOf = (job: EngineJob): JobOutcome<never> =>
    job.failedReason
      ? {
          status: 'failed',
          error: job.failedReason,
          seconds: ((job.finishedOn ?? 0) - (job.processedOn ?? 0)) / 1000,
        }
      : (job.returnvalue as JobOutcome<never>);

  /** Adds jobs; a failure from an earlier time is no result, and one that is there is taken. */
  async function add(keys: readonly string[], ended: ReadonlySet<string>): Promise<void> {
    if (waiting.size > 0 && !isShared) await client.set(commonKey(common), text, 'PX', KEPT_FOR);
    isShared = true;
    if (keys.length === 0) return;
    await client.del(...keys.map(cancelKey));
    for (const key of keys) {
      if (!ended.has(key) || waiting.get(key)?.isAdded) continue;
      const job = await queue.getJob(key);
      if (job && outcomeOf(job).status === 'failed') await queue.remove(key);
    }
    await queue.addBulk(
      keys.flatMap((key) => {
        const entry = waiting.get(key);
        const data = { data: entry?.data, common } satisfies QueuedJob;
        return entry ? [{ name, data, opts: { jobId: key } }] : [];
      }),
    );
    for (const key of keys) {
      const entry = waiting.get(key);
      if (entry) entry.isAdded = true;
    }
  }

  async function gather(keys: readonly string[]): Promise<void> {
    const mine = keys.filter((key) => waiting.get(key)?.isAdded);
    const jobs = await Promise.all(mine.map((key) => queue.getJob(key)));
    for (const [i, key] of mine.entries()) {
      const job = jobs[i];
      const entry = waiting.get(key);
      if (!job?.finishedOn || !entry) continue;
      waiting.delete(key);
      entry.resolve(outcomeOf(job));
    }
  }

  async function takeBack(): Promise<void> {
    for (const key of withdrawn) {
      if (!waiting.has(key)) {
        await client.set(cancelKey(key), '', 'PX', KEPT_FOR);
        if ((await queue.remove(key)) === 1) await client.del(cancelKey(key));
      }
      withdrawn.delete(key);
    }
    for (const key of forgotten) {
      await queue.remove(key);
      forgotten.delete(key);
    }
  }

  /** Says that somebody waits, counts the workers, and adds again what Redis has lost. */
  async function lookAround(): Promise<void> {
    await self.tell();
    tellOf(await listPresent(client, 'worker'), (workers) => {
      load = { ...load, workers };
    });
    isShared &&= (await client.pexpire(commonKey(common), KEPT_FOR)) === 1;
    const added = [...waiting].flatMap(([key, { isAdded }]) => (isAdded ? [key] : []));
    const counts = await Promise.all(added.map((key) => client.exists(recordKey(version, key))));
    await add(
      added.filter((_, i) => counts[i] === 0),
      new Set(),
    );
  }

  async function look(): Promise<void> {
    await takeBack();
    const [completed, failed, active] = await Promise.all(
      (['completed', 'failed', 'active'] as const).map((state) => queue.getRanges([state], 0, -1)),
    );
    const ended = new Set([...completed!, ...failed!]);
    const fresh = [...waiting].flatMap(([key, { isAdded }]) => (isAdded ? [] : [key]));
    await add(fresh, ended);
    await gather([...ended]);
    if (performance.now() - lookedAround > TELL_EVERY) {
      await lookAround();
      lookedAround = performance.now();
    }
    const mine = active!.filter((key) => waiting.has(key));
    for (const key of mine) {
      const { onProgress } = waiting.get(key)!;
      if (onProgress) onProgress((await queue.getJob(key))?.progress);
    }
    load = { ...load, running: mine.length };
    onLoad(load);
  }

  const looking = (async () => {
    let told = '';
    while (isOpen) {
      let pause = LOOK_EVERY;
      try {
        await look();
        told = '';
      } catch (error) {
        // E.g. its memory is full. A connection that is gone throws nothing: commands wait.
        const message = error instanceof Error ? error.message : String(error);
        if (isOpen && connection.isReady() && message !== told) {
          onNote(`The queue at ${shown} refuses something (${message}): trying again.`);
          told = message;
        }
        pause = RETRY_AFTER;
      }
      if (isOpen) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pause);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  })();

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    isOpen = false;
    wake();
    const leave = async () => {
      await looking;
      await takeBack();
      await client.del(commonKey(common));
      await self.leave();
      return true;
    };
    const patience = connection.isReady() ? TAKE_BACK_WITHIN : GONE_WITHIN;
    if (
      !(await within(
        patience,
        leave().catch(() => false),
      ))
    ) {
      onNote(
        `The queue at ${shown} does not answer, so jobs stay there: workers may go on with them, and their results are taken if you resume within a week.`,
      );
    }
    await within(
      GONE_WITHIN,
      queue.close().catch(() => {}),
    );
    connection.close();
  }

  return {
    capacity: CAPACITY,
    submit: ({ id, data }: Job<Data>, watch: JobWatch) =>
      new Promise<JobOutcome<Result>>((resolve, reject) => {
        const key = keyOfJob(id);
        const { signal } = watch;
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const abort = () => {
          waiting.delete(key);
          withdrawn.add(key);
          reject(signal.reason);
          wake();
        };
        // Every job of a study listens to the same signal.
        setMaxListeners(0, signal);
        signal.addEventListener('abort', abort, { once: true });
        const end = (outcome: JobOutcome<never>) => {
          signal.removeEventListener('abort', abort);
          resolve(outcome);
        };
        waiting.set(key, { ...watch, data, isAdded: false, resolve: end });
        wake();
      }),
    forget(id) {
      forgotten.add(keyOfJob(id));
    },
    close() {
      closing ??= close();
      return closing;
    },
  };
}
