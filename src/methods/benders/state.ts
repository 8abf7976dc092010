import type { BoundSource } from '../../domain/methods/methods.ts';
import type { RunStatus } from '../../domain/run-status.ts';
import type { SolveStatus } from '../../lp/solver.ts';
import type { RoutedSolution } from '../../model/solution.ts';
import { statusOfGap } from '../bounds.ts';
import type { MethodEnd, MethodProgress, MethodTask } from '../method.ts';
import type { Cut } from './options.ts';

/** The complete state of the loop; each step makes a new one. */
export interface State {
  /** Subproblems solved at binary points. */
  readonly iteration: number;
  readonly incumbent: RoutedSolution | null;
  /** Outer bound, never rising. */
  readonly bound: number;
  readonly boundBy: BoundSource;
  /** Whether the last step found a better incumbent. */
  readonly improved: boolean;
}

export const initialState = (bound: number): State => ({
  iteration: 0,
  incumbent: null,
  bound,
  boundBy: Number.isFinite(bound) ? 'LP relaxation' : 'none',
  improved: false,
});

/** A step of the loop: the rates of a binary point, or a bound of the master. */
type Step =
  | { readonly found: RoutedSolution | null }
  | { readonly bound: number; readonly boundBy: BoundSource };

/** Pure: the state after a step. Bounds only ever tighten. */
export function advance(state: State, step: Step): State {
  if ('bound' in step) {
    return step.bound < state.bound
      ? { ...state, bound: step.bound, boundBy: step.boundBy, improved: false }
      : { ...state, improved: false };
  }
  const { found } = step;
  const improved =
    found !== null && found.objective > (state.incumbent?.objective ?? Number.NEGATIVE_INFINITY);
  return {
    ...state,
    iteration: state.iteration + 1,
    improved,
    incumbent: improved ? found : state.incumbent,
  };
}

/** The first stopping rule that applies, as a status, or null to continue. */
export function firstStop(task: MethodTask, state: State, solved: SolveStatus): RunStatus | null {
  const { options, signal } = task;
  const reached = statusOfGap(state.incumbent?.objective ?? null, state.bound, options.gap);
  if (reached) return reached;
  if (signal?.aborted || solved === 'interrupted') return 'interrupted';
  if (task.elapsedSeconds() >= options.timeLimitSeconds || solved === 'time-limit') return 'time-limit';
  if (solved === 'numerical' || solved === 'unbounded') return 'numerical';
  if (state.iteration >= options.iterationLimit) return 'iteration-limit';
  return null;
}

export const progressOf = (state: State, newProofs: readonly Cut[]): MethodProgress => ({
  iteration: state.iteration,
  improvement: state.improved ? state.incumbent : null,
  bound: state.bound,
  boundBy: state.boundBy,
  newProofs,
});

export const endOf = (state: State, status: MethodEnd['status']): MethodEnd => ({
  status,
  iterations: state.iteration,
  bound: state.bound,
  boundBy: state.boundBy,
});
