/** Large instances: bounds and plans by windows of slots, side by side. */
import type { Incidence } from '../../model/incidence.ts';
import { statusOfGap } from '../bounds.ts';
import type { MethodEnd, MethodProgress, MethodTask, RunStatus } from '../method.ts';
import { createBoard } from './board.ts';
import { searchBound } from './bound-search.ts';
import { searchPlan } from './plan-search.ts';
import { windowWidths } from './widths.ts';
import { openWorkshop } from './workshop.ts';

export async function* solveByWindows(
  task: MethodTask,
  incidence: Incidence,
): AsyncGenerator<MethodProgress, MethodEnd> {
  const over = new AbortController();
  const stop = () => over.abort();
  if (task.signal?.aborted) stop();
  task.signal?.addEventListener('abort', stop, { once: true });
  const { bound } = task.relaxation;
  const board = createBoard({ bound, boundBy: Number.isFinite(bound) ? 'LP relaxation' : 'none' });
  const workshop = openWorkshop(task, incidence, over.signal);
  const widths = windowWidths(incidence);
  board.remark(
    `windows: bounds by ${widths.bound} slots, cuts by ${widths.cuts}, rolling by ${widths.roll}, improving by ${widths.improve}`,
  );
  // A second solver lets bound and plan go on at the same time; with one they take turns.
  const second = task.openSolver ? await task.openSolver() : null;
  const boundSide = searchBound(workshop, second ?? task.solver, board, widths).finally(() => board.post(null));
  const planSide = searchPlan(workshop, task.solver, board, widths);
  const both = Promise.all([boundSide, planSide]).finally(board.progress.close);
  // Reported below; without this a failure before would end the process.
  both.catch(() => {});
  const status = (): RunStatus | null => {
    const reached = statusOfGap(board.plan()?.objective ?? null, board.bound(), task.options.gap);
    if (reached) return reached;
    if (task.signal?.aborted) return 'interrupted';
    if (task.elapsedSeconds() >= task.options.timeLimitSeconds) return 'time-limit';
    return board.steps() >= task.options.iterationLimit ? 'iteration-limit' : null;
  };
  try {
    for await (const progress of board.progress) {
      yield progress;
      if (status() !== null) stop();
    }
    await both;
    return {
      status: status() ?? 'numerical',
      iterations: board.steps(),
      bound: board.bound(),
      boundBy: board.boundBy(),
    };
  } finally {
    stop();
    task.signal?.removeEventListener('abort', stop);
    await both.catch(() => {});
    await second?.close();
  }
}
