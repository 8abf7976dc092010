import type { Solver } from '../lp/solver.ts';
import type { Sampler } from '../qubo/sampler.ts';
import type { ExternalSolverName } from './options.ts';

/** What a shell provides to the core, which has no other access to the machine. */
export interface Environment {
  /** A new solver on a thread of its own. */
  readonly openSolver: () => Promise<Solver>;
  /** A solver installed on the machine, for MILPs only; throws InputError if it is missing. */
  readonly openExternalSolver?: (name: ExternalSolverName) => Promise<Solver>;
  /** A sampler that runs this command for each sample; throws InputError if there is no such program. */
  readonly openSampler?: (command: string) => Promise<Sampler>;
  /** Seconds on a monotonic clock. */
  readonly now: () => number;
  /** Bytes that topology and model may take; larger scenarios are refused beforehand. */
  readonly memoryLimitBytes: number;
  /** How to get so much memory, as the end of "or …"; null if the machine has no more. */
  readonly moreMemory?: (bytes: number) => string | null;
  /** Version of this software. */
  readonly version: string;
  readonly signal?: AbortSignal;
}
