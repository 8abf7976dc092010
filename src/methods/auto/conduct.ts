/** Runs the sides of a search at the same time, until the gap, the time or an interruption ends them all. */
import { statusOfGap } from '../bounds.ts';
import type { MethodEnd, MethodProgress, MethodTask, RunStatus } from '../method.ts';
import type { Board } from './board.ts';

export async function* conduct(
  task: MethodTask,
  board: Board,
  sides: readonly (() => Promise<void>)[],
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
  const running = sides.map((side) => side().finally(() => board.post(null)));
  for (const side of running) side.catch(fail);
  const all = Promise.allSettled(running).finally(board.progress.close);
  try {
    for await (const progress of board.progress) {
      yield progress;
      if (statusOf(task, board) !== null) stop();
    }
    if (failures.length > 0) throw failures[0];
    return {
      status: statusOf(task, board) ?? 'numerical',
      iterations: board.steps(),
      bound: board.bound(),
      boundBy: board.boundBy(),
    };
  } finally {
    stop();
    task.signal?.removeEventListener('abort', stop);
    await all;
  }
}

function statusOf({ options, signal, elapsedSeconds }: MethodTask, board: Board): RunStatus | null {
  if (board.isRefuted()) return 'infeasible';
  const reached = statusOfGap(board.plan()?.objective ?? null, board.bound(), options.gap);
  if (reached) return reached;
  if (signal?.aborted) return 'interrupted';
  if (elapsedSeconds() >= options.timeLimitSeconds) return 'time-limit';
  return board.steps() >= options.iterationLimit ? 'iteration-limit' : null;
}
