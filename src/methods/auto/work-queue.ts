/** Jobs of one side of the search that the other side's solver helps with while it has nothing better to do. */
import type { Solver } from '../../lp/solver.ts';

export type Job = (solver: Solver) => Promise<void>;

export interface WorkQueue {
  /** Does all jobs, on this solver and on one that helps; resolves when the last one has ended. */
  doAll(jobs: readonly Job[], solver: Solver): Promise<void>;
  /** Whether there is a job that has not begun. */
  isWaiting(): boolean;
  /** Does jobs that have not begun until there are none. */
  help(solver: Solver): Promise<void>;
  /** Says whether the other side would now leave its own work for a job. */
  setReady(isReady: boolean): void;
  /** Number of solvers that can share the jobs. */
  hands(): number;
}

export function createWorkQueue(): WorkQueue {
  let waiting: Job[] = [];
  let isReady = false;
  let helping: Promise<void> = Promise.resolve();
  const work = async (solver: Solver): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await job(solver);
  };
  return {
    async doAll(jobs, solver) {
      waiting = [...jobs];
      try {
        await work(solver);
        await helping;
      } finally {
        waiting = [];
      }
    },
    isWaiting: () => waiting.length > 0,
    help(solver) {
      helping = work(solver);
      return helping;
    },
    setReady(ready) {
      isReady = ready;
    },
    hands: () => (isReady ? 2 : 1),
  };
}
