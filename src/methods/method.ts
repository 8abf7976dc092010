import type { MethodName, RunStatus } from '../domain/run-record.ts';
import type { Solver } from '../lp/solver.ts';
import type { Layout } from '../model/layout.ts';
import type { Selection } from '../model/selection.ts';
import type { BendersOptions, Cut } from './benders/options.ts';

export { METHOD_NAMES, type MethodName, RUN_STATUSES, type RunStatus } from '../domain/run-record.ts';

/** A way to solve the program. It proposes selections and proves bounds; rates come from an LP with x fixed. */
export interface Method {
  readonly name: MethodName;
  /** Yields whenever something is known that was not, and returns how it ended. */
  solve(task: MethodTask): AsyncGenerator<MethodProgress, MethodEnd>;
}

export interface MethodTask {
  readonly layout: Layout;
  readonly solver: Solver;
  readonly options: MethodOptions;
  /** What the LP relaxation gave: its bound, and the multipliers of the subproblem's rows. */
  readonly relaxation: { readonly bound: number; readonly multipliers: Float64Array | null };
  /** x to start from. */
  readonly start: Selection;
  /** Cuts of an interrupted run of the same problem. */
  readonly cuts: readonly Cut[];
  /** Seconds since the solution process began; shells pass a monotonic clock. */
  readonly elapsedSeconds: () => number;
  readonly signal?: AbortSignal;
}

export interface MethodOptions {
  /** Stop at (UB − LB)/|UB| ≤ gap. */
  readonly gap: number;
  readonly timeLimitSeconds: number;
  readonly iterationLimit: number;
  readonly seed: number;
  readonly benders: BendersOptions;
}

export interface MethodProgress {
  readonly iteration: number;
  /** Set when this step found a better selection. */
  readonly improvement: { readonly selection: Selection; readonly objective: number } | null;
  /** Proved upper bound so far; Infinity before there is one. */
  readonly bound: number;
  /** Who proved the bound. */
  readonly boundBy: string;
  /** Cuts added by this step. */
  readonly newCuts: readonly Cut[];
}

export interface MethodEnd {
  readonly status: RunStatus;
  readonly iterations: number;
  readonly bound: number;
  readonly boundBy: string;
}
