import type { LinearProgram, Rows } from '../../lp/program.ts';
import type { RootResult, SolveOptions, SolveProgress, SolveResult, Solver } from '../../lp/solver.ts';

/** Replaces the signal, which cannot be sent to a worker: 0 until the solve has to stop, then 1. */
export type StopFlag = Int32Array;

export type RemoteSolveOptions = Omit<SolveOptions, 'signal' | 'onProgress'> & {
  readonly stop: StopFlag | null;
  readonly progress: boolean;
};

/** One call on the port; `model` is the client's number for a model. */
export type Call =
  | { readonly kind: 'describe' }
  | { readonly kind: 'open'; readonly model: number; readonly program: LinearProgram }
  | { readonly kind: 'addRows'; readonly model: number; readonly rows: Rows }
  | {
      readonly kind: 'changeColumnBounds' | 'changeRowBounds';
      readonly model: number;
      readonly indices: Int32Array;
      readonly lower: Float64Array;
      readonly upper: Float64Array;
    }
  | {
      readonly kind: 'changeCosts';
      readonly model: number;
      readonly indices: Int32Array;
      readonly costs: Float64Array;
    }
  | { readonly kind: 'solve' | 'solveRoot'; readonly model: number; readonly options: RemoteSolveOptions }
  | { readonly kind: 'dispose'; readonly model: number };

export type Description = Pick<Solver, 'name' | 'version' | 'capabilities'>;

export type Answer = Description | SolveResult | RootResult;

/** Answers come in the order of the calls, one per call; progress belongs to the call that is answered next. */
export type Reply =
  | { readonly kind: 'done'; readonly value?: Answer }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'progress'; readonly progress: SolveProgress };

/** A worker as its owner sees it, whatever kind of worker it is. */
export interface SolverThread {
  /** @throws if the call cannot be sent */
  post(call: Call): void;
  /** Called once, before the first call. */
  listen(onReply: (reply: Reply) => void, onFailure: (message: string, cause?: unknown) => void): void;
  /** Says whether calls are pending, for which the process has to stay alive. */
  keepAlive(isBusy: boolean): void;
  terminate(): Promise<void>;
}
