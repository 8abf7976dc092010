import { fileURLToPath } from 'node:url';

interface PoolSetting {
  /** The module of the threads, without its extension, and its function that carries out a job. */
  readonly module: URL;
  readonly job: string;
  readonly workers: number;
  /** What each thread gets once, when it starts. */
  readonly data: unknown;
  /** Of the heap of each thread; beyond it the thread is lost. By default, that of this process. */
  readonly memoryMegabytes?: number;
}

/** Threads that each carry out one job at a time. */
export async function openThreadPool<Job, Result>({
  module,
  job,
  workers,
  data,
  memoryMegabytes,
}: PoolSetting) {
  // Loaded only if there is a job to run.
  const { Piscina } = await import('piscina');
  const isSource = import.meta.url.endsWith('.ts');
  const pool = new Piscina<Job, Result>({
    filename: `${fileURLToPath(module)}${isSource ? '.ts' : '.js'}`,
    name: job,
    minThreads: workers,
    maxThreads: workers,
    workerData: data,
    ...(memoryMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes } }),
    // When run from source, a thread of Node 20 does not inherit the loader for TypeScript.
    ...(isSource ? { execArgv: ['--import', import.meta.resolve('tsx')] } : {}),
  });
  // If a thread dies without a job, nothing is lost, and it is replaced.
  pool.on('error', () => {});
  // Threads that cannot start are not replaced: without any, jobs would wait for ever.
  pool.on('workerDestroy', () => {
    // Another one may take its place at once.
    setImmediate(() => {
      if (pool.threads.length === 0) void pool.destroy();
    });
  });
  return pool;
}
