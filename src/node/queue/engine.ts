/**
 * The only importer of bullmq and ioredis, which are optional: both are loaded when a queue is asked for. What is used
 * of them is described here, so that satqn compiles without them.
 */
import { createRequire } from 'node:module';
import { InputError } from '../../base/errors.ts';

/** A connection to Redis. */
export interface RedisClient {
  readonly status: string;
  connect(): Promise<void>;
  /** @param reconnect whether to begin a new connection */
  disconnect(reconnect?: boolean): void;
  select(database: number): Promise<unknown>;
  ping(): Promise<string>;
  info(): Promise<string>;
  exists(key: string): Promise<number>;
  get(key: string): Promise<string | null>;
  mget(keys: string[]): Promise<(string | null)[]>;
  set(key: string, value: string, unit: 'PX', milliseconds: number): Promise<unknown>;
  pexpire(key: string, milliseconds: number): Promise<number>;
  del(...keys: string[]): Promise<number>;
  sadd(key: string, member: string): Promise<number>;
  srem(key: string, ...members: string[]): Promise<number>;
  smembers(key: string): Promise<string[]>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'ready' | 'close', listener: () => void): unknown;
}

interface RedisOptions {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly servername?: string };
  readonly lazyConnect: boolean;
  readonly connectTimeout: number;
  /** Null: commands wait for the connection to come back. */
  readonly maxRetriesPerRequest: null;
  readonly retryStrategy: (attempt: number) => number | null;
}

/** A job as the engine holds it. */
export interface EngineJob {
  readonly id?: string | undefined;
  readonly name: string;
  data: unknown;
  readonly returnvalue: unknown;
  readonly failedReason: string;
  readonly progress: unknown;
  readonly processedOn?: number | undefined;
  readonly finishedOn?: number | undefined;
  moveToWait(token?: string): Promise<unknown>;
  remove(): Promise<void>;
}

interface Common {
  readonly connection: RedisClient;
  readonly prefix: string;
  readonly skipVersionCheck: boolean;
}

interface EngineQueue {
  addBulk(jobs: { name: string; data: unknown; opts: { jobId: string } }[]): Promise<unknown>;
  getRanges(states: ('completed' | 'failed' | 'active')[], start: number, end: number): Promise<string[]>;
  getJob(id: string): Promise<EngineJob | undefined>;
  /** Resolves to 0 if a worker has locked the job. */
  remove(id: string): Promise<number>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

interface QueueOptions extends Common {
  readonly streams: { readonly events: { readonly maxLen: number } };
  readonly defaultJobOptions: {
    readonly removeOnComplete: { readonly age: number };
    readonly removeOnFail: { readonly age: number };
  };
}

interface EngineWorker {
  /** Child processes; one that dies before it is ready is waited for without end. */
  readonly childPool: { retain: (processor: string) => Promise<unknown> };
  /** Carries out one job in a child process. */
  callProcessJob(job: EngineJob, token: string, signal?: AbortSignal): Promise<unknown>;
  cancelJob(id: string, reason?: string): boolean;
  cancelAllJobs(reason?: string): void;
  waitUntilReady(): Promise<unknown>;
  /** Resolves once the jobs under way have ended, or at once. */
  close(force?: boolean): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'completed', listener: (job: EngineJob, result: unknown) => void): unknown;
  on(event: 'failed', listener: (job: EngineJob | undefined, error: Error) => void): unknown;
}

interface WorkerOptions extends Common {
  readonly concurrency: number;
  readonly lockDuration: number;
  readonly stalledInterval: number;
  readonly maxStalledCount: number;
  readonly runRetryDelay: number;
  readonly workerForkOptions: {
    readonly stdio: ('ignore' | 'inherit' | 'ipc')[];
  };
}

export interface Engine {
  readonly Redis: new (options: RedisOptions) => RedisClient;
  readonly Queue: new (name: string, options: QueueOptions) => EngineQueue;
  /** The processor is the file of a module whose default export carries out a job. */
  readonly Worker: new (
    name: string,
    processor: string,
    options: WorkerOptions,
  ) => EngineWorker;
  readonly WaitingError: new () => Error;
  readonly UnrecoverableError: new (message: string) => Error;
}

/** @throws InputError with the command to install the packages if they are missing */
export async function loadEngine(): Promise<Engine> {
  // As variables, since the compiler looks for the packages of constant names.
  const [queues, connections]: string[] = ['bullmq', 'ioredis'];
  try {
    const [bullmq, ioredis] = await Promise.all([import(queues!), import(connections!)]);
    const { Queue, Worker, WaitingError, UnrecoverableError } = bullmq as Omit<Engine, 'Redis'>;
    const { Redis } = ioredis as Pick<Engine, 'Redis'>;
    return { Redis, Queue, Worker, WaitingError, UnrecoverableError };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    const { optionalDependencies: versions } = createRequire(import.meta.url)('../../../package.json');
    throw new InputError([
      {
        path: '--queue',
        message: `A queue needs the optional packages bullmq and ioredis, which cannot be loaded (${reason}).`,
        hint: `Install them with: npm install bullmq@${versions.bullmq} ioredis@${versions.ioredis}`,
      },
    ]);
  }
}
