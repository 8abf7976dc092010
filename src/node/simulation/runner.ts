import type { BlockRunner } from '../../simulation/drive.ts';
import type { Block } from '../../simulation/tally.ts';
import { openThreadPool } from '../thread-pool.ts';
import type { WorkerSetting } from './worker.ts';

interface ThreadRunner extends BlockRunner {
  /** Ends all threads, even if they are busy. */
  close(): Promise<void>;
}

/** Threads that make replications of one simulation. */
export async function openRunner(setting: WorkerSetting, workers: number): Promise<ThreadRunner> {
  const pool = await openThreadPool<Parameters<BlockRunner['run']>[0], Block>({
    module: new URL('./worker', import.meta.url),
    job: 'runReplications',
    workers,
    data: setting,
  });
  return { workers, run: (range) => pool.run(range), close: () => pool.destroy() };
}
