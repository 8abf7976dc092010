import type { LinearProgram, Rows } from './program.ts';

/**
 * The port that every LP/MIP solver implements. All programs are maximised. An adapter declares what it can do, and a
 * method that needs more refuses it before starting.
 */
export interface Solver {
  readonly name: string;
  readonly version: string;
  readonly capabilities: SolverCapabilities;
  /** Loads a program into the solver, to be changed and solved again many times. */
  open(program: LinearProgram): Promise<SolverModel>;
  /** Ends the solver and frees its threads; open models become unusable. */
  close(): Promise<void>;
}

interface SolverCapabilities {
  readonly integers: boolean;
  readonly duals: boolean;
  /** Dual rays of infeasible LPs. */
  readonly rays: boolean;
  /** Whether it reports incumbents and bounds while it solves. */
  readonly progress: boolean;
}

/** A program held by the solver. Calls are carried out in the order made. */
export interface SolverModel {
  addRows(rows: Rows): Promise<void>;
  changeColumnBounds(columns: Int32Array, lower: Float64Array, upper: Float64Array): Promise<void>;
  changeCosts(columns: Int32Array, costs: Float64Array): Promise<void>;
  changeRowBounds(rows: Int32Array, lower: Float64Array, upper: Float64Array): Promise<void>;
  /** Never throws because of the program; throws SolverError if the solver itself fails. */
  solve(options: SolveOptions): Promise<SolveResult>;
  /** Solves a MIP only at its root. Absent if the solver does not return its cuts. */
  solveRoot?(options: SolveOptions): Promise<RootResult>;
  dispose(): Promise<void>;
}

export interface SolveOptions {
  readonly timeLimitSeconds: number;
  /** Stops when (bound − incumbent)/|incumbent| is at most this; MIP only. 0 by default. */
  readonly relativeGap?: number;
  /** True: solve the LP relaxation, without integrality. */
  readonly relax?: boolean;
  /**
   * Default `simplex`, which starts warm from the last basis. `interior-point`, with crossover, starts
   * cold, but is many times faster on a first solve beyond about 1,000 rows; a MIP uses it for its
   * relaxations.
   */
  readonly algorithm?: 'simplex' | 'interior-point';
  /**
   * `bound`: spend the time of a MIP on its bound, none on heuristics nor on presolve, which our programs of slots do not need.
   * `presolved bound`: none on heuristics.
   */
  readonly emphasis?: 'bound' | 'presolved bound';
  /** True: also return the cuts of a MIP, if the solver can; see `RootResult`. */
  readonly withCuts?: boolean;
  /** A full solution to start a MIP from; ignored if infeasible. */
  readonly start?: Float64Array;
  readonly seed?: number;
  /** Stops the solve soon after it is aborted; the result then has status `interrupted`. */
  readonly signal?: AbortSignal;
  /** Called with better incumbents and bounds of a MIP during the solve. */
  readonly onProgress?: (progress: SolveProgress) => void;
}

export interface SolveProgress {
  /** Best value and solution so far; null before there is one. */
  readonly incumbent: number | null;
  readonly solution: Float64Array | null;
  /** Proved upper bound; Infinity before there is one. */
  readonly bound: number;
}

export interface RootResult {
  /** Proved upper bound on the program's optimum; −Infinity if it is infeasible. */
  readonly bound: number;
  /**
   * The cutting planes in place at the root, over the program's columns. Solvers also derive reductions from the
   * objective, so a cut may cut off feasible points. Use cuts for prices and for finding plans, but prove one before it
   * counts in a bound.
   */
  readonly cuts: Rows;
}

export type SolveStatus = 'optimal' | 'infeasible' | 'unbounded' | 'time-limit' | 'interrupted' | 'numerical';

export interface SolveResult {
  readonly status: SolveStatus;
  /** Value of `solution`; null if there is none. */
  readonly objective: number | null;
  /** Proved upper bound on the program's optimum; Infinity if there is none, −Infinity if infeasible. */
  readonly bound: number;
  /** Feasible for the program within the solver's tolerance; null if there is none. */
  readonly solution: Float64Array | null;
  /**
   * LP only, at optimality: change of the optimum per unit of the row's binding side.
   * ≥ 0 for a binding upper side, ≤ 0 for a binding lower side, since we maximise.
   */
  readonly rowDuals: Float64Array | null;
  /** LP only, at optimality: c_j − Σ rowDual·a_ij; > 0 if the upper bound binds. */
  readonly columnDuals: Float64Array | null;
  /**
   * LP only: a proof that it is infeasible. Multipliers r, one per row, with r_i ≥ 0 for the upper side and r_i ≤ 0 for
   * the lower side, such that Σ_i r_i·side_i < min of (rᵀA)x over the column bounds. Null if the solver gives none.
   */
  readonly ray: Float64Array | null;
  /** Cuts of the root, if asked for; not proved. */
  readonly cuts?: Rows;
  readonly seconds: number;
  /** Simplex or interior-point iterations, and nodes of the search tree. */
  readonly iterations: number;
  readonly nodes: number;
}

/** The solver failed: crashed, ran out of memory, or refused its input. */
export class SolverError extends Error {
  override readonly name = 'SolverError';
}
