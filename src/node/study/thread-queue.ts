import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { totalmem } from 'node:os';
import type { Comparison } from '../../domain/comparison.ts';
import type { StudyPoint } from '../../domain/study.ts';
import type { JobQueue } from '../../services/job-queue.ts';
import type { CompiledHighs } from '../../solvers/highs.ts';
import type { JobDefinition } from '../../study/definition.ts';
import { openThreadPool } from '../thread-pool.ts';
import type { WorkerSetting } from './worker.ts';

/** The types of Node.js lack WebAssembly. */
const { WebAssembly: assembly } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<CompiledHighs> };
};

/** Threads as the queue of a study; each runs one job at a time. */
export async function openThreadQueue(
  definition: JobDefinition,
  workers: number,
): Promise<JobQueue<StudyPoint, Comparison>> {
  const wasm = createRequire(import.meta.url).resolve('highs/runtime');
  const setting: WorkerSetting = {
    definition,
    highs: await assembly.compile(await readFile(wasm)),
    memoryLimitBytes: (0.75 * totalmem()) / workers,
  };
  const pool = await openThreadPool<StudyPoint, Comparison>({
    module: new URL('./worker', import.meta.url),
    job: 'runJob',
    workers,
    data: setting,
  });
  return {
    workers,
    submit: (point, signal) => pool.run(point, { signal }),
    close: () => pool.destroy(),
  };
}
