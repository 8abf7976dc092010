import { totalmem } from 'node:os';
import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Environment } from '../planning/environment.ts';
import { openHighsWorker } from '../solvers/node/worker-solver.ts';
import { openExternalSampler } from './external-sampler.ts';
import { openExternalSolver } from './external-solvers.ts';
import { VERSION } from './version.ts';

/** Share of the memory of the machine that a plan may take. */
const MACHINE_SHARE = 0.75;

/** The machine as the core sees it. */
export function nodeEnvironment(signal?: AbortSignal): Environment {
  return {
    openSolver: openHighsWorker,
    openExternalSolver,
    openSampler: openExternalSampler,
    now: () => performance.now() / 1000,
    memoryLimitBytes: Math.min(getHeapStatistics().heap_size_limit, MACHINE_SHARE * totalmem()),
    moreMemory: (bytes) =>
      bytes <= MACHINE_SHARE * totalmem()
        ? `give Node.js more memory: set NODE_OPTIONS=--max-old-space-size=${mebibytesAbove(bytes)}`
        : null,
    version: VERSION,
    ...(signal ? { signal } : {}),
  };
}

/** In whole GiB, as people write it. */
const mebibytesAbove = (bytes: number): number => 1024 * Math.ceil(bytes / 2 ** 30);
