import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { totalmem } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { Comparison } from '../../domain/comparison.ts';
import type { StudyPoint } from '../../domain/study.ts';
import type { JobQueue, QueueLoad } from '../../services/job-queue.ts';
import type { CompiledHighs } from '../../solvers/highs.ts';
import type { JobDefinition } from '../../study/definition.ts';
import { openThreadPool } from '../thread-pool.ts';
import type { WorkerSetting } from './worker.ts';

/** The types of Node.js lack WebAssembly. */
const { WebAssembly: assembly } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<CompiledHighs> };
};

interface ThreadSetting {
  readonly workers: number;
  /** Of the memory of this machine, for all threads together; the whole of it if absent. */
  readonly share?: number;
  readonly onLoad?: (load: QueueLoad) => void;
}

/** Threads as the queue of a study; each runs one job at a time. */
export async function openThreadQueue(
  definition: JobDefinition,
  { workers, share = 1, onLoad = () => {} }: ThreadSetting,
): Promise<JobQueue<StudyPoint, Comparison>> {
  const wasm = createRequire(import.meta.url).resolve('highs/runtime');
  const setting: WorkerSetting = {
    definition,
    highs: await assembly.compile(await readFile(wasm)),
    memoryLimitBytes: (0.75 * share * totalmem()) / workers,
  };
  const pool = await openThreadPool<StudyPoint, Comparison>({
    module: new URL('./worker', import.meta.url),
    job: 'runJob',
    workers,
    data: setting,
  });
  let running = 0;
  const count = (change: number) => {
    running += change;
    onLoad({ workers, running });
  };
  return {
    capacity: workers,
    async submit({ data }, { signal }) {
      const began = performance.now();
      const seconds = () => (performance.now() - began) / 1000;
      count(1);
      try {
        const result = await pool.run(data, { signal });
        return { status: 'done', result, seconds: seconds() };
      } catch (error) {
        signal.throwIfAborted();
        // A thread that was lost is replaced.
        const message = error instanceof Error ? error.message : String(error);
        return { status: 'failed', error: message, seconds: seconds() };
      } finally {
        count(-1);
      }
    },
    // Threads hand over their results and keep none.
    forget() {},
    close: () => pool.destroy(),
  };
}
