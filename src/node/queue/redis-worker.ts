import { fileURLToPath } from 'node:url';
import type { JobOutcome } from '../../services/job-queue.ts';
import type { QueueConnection } from './connection.ts';
import type { EngineJob } from './engine.ts';
import { listPresent, presence } from './presence.ts';
import {
  cancelKey,
  commonKey,
  ENGINE_OPTIONS,
  type QueuedJob,
  queueName,
  type SandboxJob,
  TELL_EVERY,
} from './protocol.ts';
import { refuseOtherVersions } from './refuse-other-versions.ts';
import { within } from './within.ts';

interface WorkerSetting {
  /** How many jobs at a time, each in a child process of its own. */
  readonly jobs: number;
  readonly version: string;
}

export interface WorkerCount {
  readonly running: number;
  readonly done: number;
  readonly failed: number;
  /** Begun and left to other workers. */
  readonly released: number;
}

interface WorkerListener {
  onCount(count: WorkerCount): void;
  onNote(text: string): void;
}

export interface RedisWorker {
  /** Takes no more jobs; resolves once those under way have ended. */
  finish(): Promise<void>;
  /** Gives the jobs under way back to the queue, so that `finish` ends soon. */
  release(): void;
}

/** Milliseconds: a job whose worker dies begins again elsewhere within about twice their sum. */
const LOCKED_FOR = 5_000;
const STALLED_AFTER = 2_000;
/** A worker that dies is no fault of the job. */
const RESTARTS_AT_MOST = 1_000;
const RETRY_AFTER = 1_000;
const LOOK_EVERY = 1_000;
const RELEASE_WITHIN = 5_000;
const START_WITHIN = 60_000;

type Ending = 'cancelled' | 'released';

/**
 * Takes jobs of this version from Redis and carries them out in child processes, which outlive neither the worker nor
 * an order to stop.
 * @throws InputError if only studies of other versions wait there
 */
export async function startRedisWorker(
  connection: QueueConnection,
  { jobs, version }: WorkerSetting,
  { onCount, onNote }: WorkerListener,
): Promise<RedisWorker> {
  const { client, engine } = connection;
  const told = new Set(refuseOtherVersions(await listPresent(client, 'study'), version));
  const endings = new Map<string, Ending>();
  const active = new Set<string>();
  let isReleasing = false;
  const count = { done: 0, failed: 0, released: 0 };
  const report = () => onCount({ running: active.size, ...count });

  let held: { readonly hash: string; readonly content: unknown } | null = null;
  async function contentOf(hash: string): Promise<unknown> {
    if (held?.hash !== hash) {
      const text = await client.get(commonKey(hash));
      if (text === null) return null;
      held = { hash, content: JSON.parse(text) };
    }
    return held.content;
  }

  class StudyWorker extends engine.Worker {
    override async callProcessJob(job: EngineJob, token: string, signal?: AbortSignal): Promise<unknown> {
      const id = job.id!;
      active.add(id);
      report();
      try {
        const queued = job.data as QueuedJob;
        const isCancelled = (await client.exists(cancelKey(id))) > 0;
        const content = isCancelled ? null : await contentOf(queued.common);
        if (content === null) endings.set(id, 'cancelled');
        if (isReleasing) endings.set(id, 'released');
        if (!endings.has(id)) {
          job.data = { ...queued, content, share: 1 / jobs } satisfies SandboxJob;
          return await super.callProcessJob(job, token, signal);
        }
        throw new Error('It is not begun.');
      } catch (error) {
        const ending = endings.get(id);
        if (ending === 'released') {
          await job.moveToWait(token);
          count.released++;
          throw new engine.WaitingError();
        }
        if (ending === 'cancelled') throw new engine.UnrecoverableError('It was taken back.');
        throw readable(error);
      } finally {
        active.delete(id);
        report();
      }
    }
  }

  const isSource = import.meta.url.endsWith('.ts');
  const processor = fileURLToPath(new URL(`./sandbox${isSource ? '.ts' : '.js'}`, import.meta.url));
  const worker = new StudyWorker(queueName(version), processor, {
    ...ENGINE_OPTIONS,
    connection: client,
    concurrency: jobs,
    lockDuration: LOCKED_FOR,
    stalledInterval: STALLED_AFTER,
    maxStalledCount: RESTARTS_AT_MOST,
    runRetryDelay: RETRY_AFTER,
    // Standard output is for results.
    workerForkOptions: { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  });
  const { childPool } = worker;
  const retain = childPool.retain.bind(childPool);
  childPool.retain = async (file) => {
    const child = await within(START_WITHIN, retain(file));
    if (child === null) throw new Error('The process of the job did not start.');
    return child;
  };
  // A lock that was lost, or a connection: another worker has the job, and connections tell themselves.
  worker.on('error', () => {});
  worker.on('completed', (_, outcome) => {
    const { status } = outcome as JobOutcome<unknown>;
    count[status]++;
    report();
  });
  worker.on('failed', (job) => {
    const id = job?.id ?? '';
    if (endings.get(id) !== 'cancelled') count.failed++;
    // Nobody waits for it any more.
    else job!.remove().catch(() => {});
    endings.delete(id);
    report();
  });

  const self = presence(client, 'worker', { version });
  const cancel = async () => {
    const ids = [...active];
    if (ids.length === 0) return;
    const flags = await client.mget(ids.map(cancelKey));
    for (const [i, id] of ids.entries()) {
      if (flags[i] === null) continue;
      endings.set(id, 'cancelled');
      worker.cancelJob(id, 'cancelled');
    }
  };
  let isTelling = false;
  const tell = async () => {
    if (isTelling || !connection.isReady()) return;
    isTelling = true;
    try {
      await self.tell();
      for (const study of await listPresent(client, 'study')) {
        if (study.version === version || told.has(study.version)) continue;
        told.add(study.version);
        onNote(
          `A study of satqn ${study.version} waits there, too; this worker, ${version}, takes none of its jobs.`,
        );
      }
    } finally {
      isTelling = false;
    }
  };
  await tell();
  const timers = [
    setInterval(() => void tell().catch(() => {}), TELL_EVERY),
    setInterval(() => void cancel().catch(() => {}), LOOK_EVERY),
  ];
  report();

  return {
    async finish() {
      await worker.close();
      for (const timer of timers) clearInterval(timer);
      await within(
        1_000,
        self.leave().catch(() => {}),
      );
      connection.close();
    },
    release() {
      isReleasing = true;
      for (const id of active) endings.set(id, 'released');
      worker.cancelAllJobs('released');
      // If the queue does not answer, the lock of a job runs out by itself.
      setTimeout(() => void worker.close(true), RELEASE_WITHIN).unref();
    },
  };
}

/** What the engine says of a child process that ended, e.g. for lack of memory, in words of ours. */
function readable(error: unknown): unknown {
  const signal = error instanceof Error && /^Unexpected exit code: (.*) signal: (.*)$/.exec(error.message);
  return signal
    ? new Error(`The process of the job ended unexpectedly (exit code ${signal[1]}, signal ${signal[2]}).`)
    : error;
}
