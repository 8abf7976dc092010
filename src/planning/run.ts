import type { TrajectoryPoint } from '../domain/run-record.ts';
import type { RunStatus } from '../domain/run-status.ts';
import { SolverError } from '../lp/solver.ts';
import { timeLimit } from '../lp/time-limit.ts';
import { relativeGap } from '../methods/bounds.ts';
import type { Solution } from '../model/solution.ts';
import { finishingSeconds, type PlanTask } from './plan-task.ts';
import { type PlanRecord, toRecord } from './record.ts';
import type { RunContext } from './run-context.ts';
import { finiteOrNull, improve, type RunState, remark, trace } from './run-state.ts';

/** A run under way. */
export interface Run {
  readonly task: PlanTask;
  readonly context: RunContext;
  readonly elapsedSeconds: () => number;
  /** When everything has to be over, by `elapsedSeconds`; sooner once a search has ended. */
  finishBy: number;
  /** What is known so far; replaced, never mutated. */
  state: RunState;
}

/** Seconds that are left for rating, prices and explanations. */
export const secondsToFinish = ({ finishBy, elapsedSeconds }: Run): number =>
  timeLimit(finishBy - elapsedSeconds());

/** From now on, what follows the search shares a part of the time limit. */
export function endSearch(run: Run): void {
  run.finishBy = Math.min(run.finishBy, run.elapsedSeconds() + finishingSeconds(run.context.options));
}

export const recordNow = ({ context, state, elapsedSeconds }: Run, status: RunStatus): PlanRecord =>
  toRecord(context, state, status, elapsedSeconds());

/** Emits the record as if the run ended now. */
export const tellRecord = (run: Run): void =>
  run.task.onEvent({ kind: 'record', record: recordNow(run, 'interrupted') });

/**
 * Says whether the solution was taken.
 * @param isOwn whether the method found it
 */
export function offer(run: Run, solution: Solution, isOwn = true): boolean {
  const { best } = run.state;
  run.state = improve(run.context, run.state, solution, isOwn);
  return run.state.best !== best;
}

/** Notes where the run stands; null if nothing has changed since the last time. */
export function traceNow(run: Run, iteration: number, incumbent: number | null): TrajectoryPoint | null {
  const { trajectory } = run.state;
  run.state = trace(run.state, { seconds: run.elapsedSeconds(), iteration, incumbent });
  return run.state.trajectory === trajectory ? null : run.state.trajectory.at(-1)!;
}

export function tellProgress({ task }: Run, point: TrajectoryPoint): void {
  const gap = relativeGap(point.incumbent, point.bound ?? Number.POSITIVE_INFINITY);
  task.onEvent({ kind: 'progress', ...point, relativeGap: finiteOrNull(gap) });
}

/** Reports what failed, also in the record. */
export function tellTrouble(run: Run, text: string): void {
  run.state = remark(run.state, `error: ${text}`);
  run.task.onEvent({ kind: 'trouble', text });
}

/**
 * Reports that a solver broke off, also in the record.
 * @param work what it was doing, such as "The search"
 * @throws what is no failure of a solver
 */
export function noteBreakOff(run: Run, work: string, error: unknown): void {
  if (!(error instanceof SolverError)) throw error;
  tellTrouble(run, `${work} broke off, and the best found before it is kept: ${error.message}`);
}

/**
 * Continues without a solver that crashed, was killed or no longer exists, if there is a plan that would otherwise be
 * lost. Reports that, also in the record.
 * @param work as in {@link noteBreakOff}
 * @returns the replacement for the result of the work
 * @throws what the work throws if nothing has been found yet or if it is not the solver that failed
 */
export async function withoutSolver<Result>(
  run: Run,
  work: string,
  attempt: Promise<Result>,
  otherwise: () => Result,
): Promise<Result> {
  try {
    return await attempt;
  } catch (error) {
    if (run.state.best === null) throw error;
    noteBreakOff(run, work, error);
    return otherwise();
  }
}
