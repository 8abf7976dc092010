import type { SolveOptions } from '../../lp/solver.ts';
import { timeLimit } from '../../lp/time-limit.ts';
import type { Incidence } from '../../model/incidence.ts';
import type { Selection } from '../../model/selection.ts';
import type { MethodTask } from '../method.ts';

/** What all parts of the search share. */
export interface SearchContext {
  readonly task: MethodTask;
  readonly incidence: Incidence;
  /** Aborted when the search ends, for whatever reason. */
  readonly signal: AbortSignal;
  /** Routes as last chosen by the windows of the bound. */
  readonly windowRoutes: Selection;
  /** Relative gap within which a window counts as solved. */
  readonly windowGap: number;
  readonly remainingSeconds: () => number;
  /** Options of a solve that may take this many seconds, or the remaining time. */
  readonly limits: (seconds?: number) => SolveOptions;
}

export function openSearchContext(
  task: MethodTask,
  incidence: Incidence,
  signal: AbortSignal,
): SearchContext {
  const remainingSeconds = () =>
    signal.aborted ? 0 : Math.max(0, task.options.timeLimitSeconds - task.elapsedSeconds());
  return {
    task,
    incidence,
    signal,
    windowRoutes: task.start.slice(),
    windowGap: Math.min(1e-5, task.options.gap / 4),
    remainingSeconds,
    limits: (seconds = Number.POSITIVE_INFINITY) => ({
      timeLimitSeconds: timeLimit(Math.min(seconds, remainingSeconds())),
      seed: task.options.seed,
      signal,
    }),
  };
}

/** Consecutive windows of one width that cover the slots; the first one ends at `offset` if that is above 0. */
export function partition(slotCount: number, width: number, offset = 0): (readonly [number, number])[] {
  const bounds = [0];
  for (let slot = offset > 0 ? offset : width; slot < slotCount; slot += width) bounds.push(slot);
  return bounds.map((from, window) => [from, bounds[window + 1] ?? slotCount] as const);
}

/** Every other partition begins half a window earlier, so its windows overlap the boundaries of the previous one. */
export const shiftOf = (turn: number, width: number, slotCount: number): number =>
  turn % 2 === 0 || width >= slotCount ? 0 : Math.ceil(width / 2) % width;
