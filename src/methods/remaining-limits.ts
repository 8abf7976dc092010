import type { SolveOptions } from '../lp/solver.ts';
import { timeLimit } from '../lp/time-limit.ts';
import type { MethodTask } from './method.ts';

/** Options of the next solve of a method: the remaining time, the seed and the signal. */
export const remainingLimits = ({
  options,
  elapsedSeconds,
  signal,
}: Pick<MethodTask, 'options' | 'elapsedSeconds' | 'signal'>): SolveOptions => ({
  timeLimitSeconds: timeLimit(options.timeLimitSeconds - elapsedSeconds()),
  seed: options.seed,
  ...(signal ? { signal } : {}),
});
