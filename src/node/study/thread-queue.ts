import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Comparison } from '../../domain/comparison.ts';
import type { StudyPoint } from '../../domain/study.ts';
import type { JobQueue } from '../../services/job-queue.ts';
import type { CompiledHighs } from '../../solvers/highs.ts';
import type { JobDefinition } from '../../study/definition.ts';
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
  // Loaded only if there is a job to run.
  const { Piscina } = await import('piscina');
  const wasm = createRequire(import.meta.url).resolve('highs/runtime');
  const setting: WorkerSetting = {
    definition,
    highs: await assembly.compile(await readFile(wasm)),
    memoryLimitBytes: (0.75 * totalmem()) / workers,
  };
  const isSource = import.meta.url.endsWith('.ts');
  const pool = new Piscina<StudyPoint, Comparison>({
    filename: fileURLToPath(new URL(isSource ? './worker.ts' : './worker.js', import.meta.url)),
    name: 'runJob',
    minThreads: workers,
    maxThreads: workers,
    workerData: setting,
    // When run from source, a thread of Node 20 does not inherit the loader for TypeScript.
    ...(isSource ? { execArgv: ['--import', import.meta.resolve('tsx')] } : {}),
  });
  // If a thread dies without a job, nothing is lost, and it is replaced.
  pool.on('error', () => {});
  return {
    workers,
    submit: (point, signal) => pool.run(point, { signal }),
    close: () => pool.destroy(),
  };
}
