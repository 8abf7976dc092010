import type { Solver } from '../lp/solver.ts';
import type { ExternalSolverName } from './options.ts';

/** What a shell lends to the core: the only ways to the machine that it has. */
export interface Environment {
  /** A new solver on a thread of its own. */
  readonly openSolver: () => Promise<Solver>;
  /** A solver of the machine's, for MILPs only; throws InputError where it is not there. */
  readonly openExternalSolver?: (name: ExternalSolverName) => Promise<Solver>;
  /** Seconds on a monotonic clock. */
  readonly now: () => number;
  /** Bytes that topology and model may take; larger scenarios are refused beforehand. */
  readonly memoryLimitBytes: number;
  /** Version of this software. */
  readonly version: string;
  readonly signal?: AbortSignal;
}
