import type { Solver } from '../lp/solver.ts';
import type { Layout } from '../model/layout.ts';
import type { Selection } from '../model/selection.ts';
import type { BendersOptions, Cut } from './benders/options.ts';

export const METHOD_NAMES = ['benders', 'milp'] as const;
export type MethodName = (typeof METHOD_NAMES)[number];

/** The closed vocabulary of how a solution process ends. */
export const RUN_STATUSES = [
  'optimal',
  'gap-reached',
  'time-limit',
  'iteration-limit',
  'interrupted',
  'infeasible',
  'no-incumbent',
  'numerical',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

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
