import type { LinearProgram, Rows } from './program.ts';

/**
 * The port behind which every LP/MIP solver stands. All programs are maximised. An adapter
 * declares what it can do, and a method refuses a solver that lacks what it needs before it starts.
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
  /** Reports incumbents and bounds while it solves. */
  readonly progress: boolean;
}

/** A program held by the solver. Calls are carried out in the order made. */
export interface SolverModel {
  addRows(rows: Rows): Promise<void>;
  changeColumnBounds(columns: Int32Array, lower: Float64Array, upper: Float64Array): Promise<void>;
  changeCosts(columns: Int32Array, costs: Float64Array): Promise<void>;
  changeRowBounds(rows: Int32Array, lower: Float64Array, upper: Float64Array): Promise<void>;
  /** Never throws for what the program is; throws SolverError when the solver itself fails. */
  solve(options: SolveOptions): Promise<SolveResult>;
  /** Solves a MIP no further than its root. Absent where the solver does not hand out its cuts. */
  solveRoot?(options: SolveOptions): Promise<RootResult>;
  dispose(): Promise<void>;
}

export interface SolveOptions {
  readonly timeLimitSeconds: number;
  /** Stops at (bound − incumbent)/|incumbent| ≤ this; MIP only. 0 by default. */
  readonly relativeGap?: number;
  /** True: solve the LP relaxation, integrality ignored. */
  readonly relax?: boolean;
  /**
   * Default `simplex`, which starts warm from the last basis. `interior-point`, with crossover, starts
   * cold, but is many times faster on a first solve beyond about 1,000 rows; a MIP uses it for its
   * relaxations.
   */
  readonly algorithm?: 'simplex' | 'interior-point';
  /** `bound`: spend the time of a MIP on its bound, none on heuristics. */
  readonly emphasis?: 'bound';
  /** Hands out the cuts of a MIP too, where the solver can: see `RootResult`. */
  readonly withCuts?: boolean;
  /** A full solution to start a MIP from; ignored where infeasible. */
  readonly start?: Float64Array;
  readonly seed?: number;
  /** Stops the solve soon after it is aborted; the result then has status `interrupted`. */
  readonly signal?: AbortSignal;
  /** Called for better incumbents and bounds of a MIP while it is solved. */
  readonly onProgress?: (progress: SolveProgress) => void;
}

export interface SolveProgress {
  /** Best value and solution so far; null before there is one. */
  readonly incumbent: number | null;
  readonly solution: Float64Array | null;
  /** Proved upper bound, Infinity before there is one. */
  readonly bound: number;
}

export interface RootResult {
  /** Proved upper bound on the program's optimum; −Infinity where it is infeasible. */
  readonly bound: number;
  /**
   * The cutting planes in place at the root, over the program's columns. Solvers also derive reductions
   * from the objective, so a cut may cut off feasible points: good for prices and for the search for
   * plans, to be proved before it counts in a bound.
   */
  readonly cuts: Rows;
}

export type SolveStatus = 'optimal' | 'infeasible' | 'unbounded' | 'time-limit' | 'interrupted' | 'numerical';

export interface SolveResult {
  readonly status: SolveStatus;
  /** Value of `solution`; null where there is none. */
  readonly objective: number | null;
  /** Proved upper bound on the program's optimum; Infinity where there is none, −Infinity where infeasible. */
  readonly bound: number;
  /** Feasible for the program within the solver's tolerance; null where there is none. */
  readonly solution: Float64Array | null;
  /**
   * LP only, at optimality: change of the optimum per unit of the row's binding side.
   * ≥ 0 for a binding upper side, ≤ 0 for a binding lower side, since we maximise.
   */
  readonly rowDuals: Float64Array | null;
  /** LP only, at optimality: c_j − Σ rowDual·a_ij; > 0 where the upper bound binds. */
  readonly columnDuals: Float64Array | null;
  /**
   * LP only, infeasible: a proof of it. Multipliers r, one a row, r_i ≥ 0 standing for the upper
   * side and r_i ≤ 0 for the lower side, with Σ_i r_i·side_i < min of (rᵀA)x over the column
   * bounds. Null where the solver gives none.
   */
  readonly ray: Float64Array | null;
  /** Those of the root, if asked for; not proved. */
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
