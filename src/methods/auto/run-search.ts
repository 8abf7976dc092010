/** Runs the sides of a search concurrently until the gap, the time or an interruption ends them all. */
import type { RunStatus } from '../../domain/run-status.ts';
import { statusOfGap } from '../bounds.ts';
import type { MethodEnd, MethodProgress, MethodTask } from '../method.ts';
import type { Account } from './account.ts';
import type { SearchState } from './search-state.ts';

export async function* runSearch(
  task: MethodTask,
  state: SearchState,
  sides: readonly (() => Promise<void>)[],
  account: Account,
  over: AbortController,
): AsyncGenerator<MethodProgress, MethodEnd> {
  const stop = () => over.abort();
  if (task.signal?.aborted) stop();
  task.signal?.addEventListener('abort', stop, { once: true });
  // A side that fails ends the search; the failure is reported below. One that fails while it is stopped takes
  // nothing from what was reached before.
  const failures: unknown[] = [];
  const fail = (reason: unknown) => {
    if (!over.signal.aborted) failures.push(reason);
    stop();
  };
  const running = sides.map((side) => side().finally(() => state.post(null)));
  for (const side of running) side.catch(fail);
  const all = Promise.allSettled(running).finally(state.progress.close);
  try {
    for await (const progress of state.progress) {
      yield progress;
      if (statusOf(task, state) !== null) stop();
    }
    if (failures.length > 0) throw failures[0];
    return {
      status: statusOf(task, state) ?? 'numerical',
      iterations: state.steps(),
      bound: state.bound(),
      boundBy: state.boundBy(),
      parts: account.parts(),
    };
  } finally {
    stop();
    task.signal?.removeEventListener('abort', stop);
    await all;
  }
}

function statusOf({ options, signal, elapsedSeconds }: MethodTask, state: SearchState): RunStatus | null {
  if (state.isRefuted()) return 'infeasible';
  const reached = statusOfGap(state.plan()?.objective ?? null, state.bound(), options.gap);
  if (reached) return reached;
  if (signal?.aborted) return 'interrupted';
  if (elapsedSeconds() >= options.timeLimitSeconds) return 'time-limit';
  return state.steps() >= options.iterationLimit ? 'iteration-limit' : null;
}
