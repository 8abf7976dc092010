import { totalmem } from 'node:os';
import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Environment } from '../planning/environment.ts';
import { openHighsWorker } from '../solvers/node/worker-solver.ts';
import { openExternalSolver } from './external-solvers.ts';
import { VERSION } from './version.ts';

/** The machine as the core sees it. */
export function nodeEnvironment(signal?: AbortSignal): Environment {
  return {
    openSolver: openHighsWorker,
    openExternalSolver,
    now: () => performance.now() / 1000,
    memoryLimitBytes: Math.min(getHeapStatistics().heap_size_limit, 0.75 * totalmem()),
    version: VERSION,
    ...(signal ? { signal } : {}),
  };
}
