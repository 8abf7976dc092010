import highsPackage, { type Highs, type HighsCallbackMap, type Model, type SparseMatrix } from 'highs';
import type { LinearProgram, Rows } from '../lp/program.ts';
import { scaledSolver } from '../lp/scaled-solver.ts';
import {
  type RootResult,
  type SolveOptions,
  type SolveResult,
  type Solver,
  SolverError,
  type SolverModel,
  type SolveStatus,
} from '../lp/solver.ts';
import { ascending, pick } from './ascending.ts';
import { runAgainstClock, type SolveClock } from './clock.ts';
import {
  cutPoolCallback,
  EMPHASES,
  NO_NODE_LIMIT,
  NO_ROWS,
  PROVING,
  progressCallbacks,
  SEARCHING,
} from './highs-mip.ts';
import { provedRay } from './highs-ray.ts';
import { noWorseThan } from './highs-start.ts';

// The package declares its types as CommonJS, so for TypeScript a default import is the whole module.
const loadHighs = highsPackage as unknown as typeof highsPackage.default;

/** A loader of HiGHS for {@link highsSolver}, given the address of `highs.wasm`. */
export const highsFrom = (wasmUrl: string) => () => loadHighs({ locateFile: () => wasmUrl });

/** Absolute MIP gap at which HiGHS may stop; its own 1e-6 is coarse for small objectives. */
const ABSOLUTE_GAP = 1e-9;
/** The smallest entry of a program that HiGHS accepts. */
const SMALLEST_ENTRY = 1e-12;

/**
 * The solver port over HiGHS compiled to WebAssembly, in this thread: a solve blocks it, so an AbortSignal acts only if
 * it is aborted before the solve or within `onProgress`. Models keep their basis and incumbent between changes, so
 * solving again starts warm.
 *
 * @param load Instantiates HiGHS; needed if `highs.wasm` is not in the package's folder.
 */
export async function highsSolver(load: () => Promise<Highs> = loadHighs): Promise<Solver> {
  const highs = await load();
  const models = new Set<HighsModel>();
  return scaledSolver({
    name: 'highs',
    version: highs.version.string,
    capabilities: { integers: true, duals: true, rays: true, progress: true },
    async open(program) {
      const model: HighsModel = attempt(() => new HighsModel(highs, program, () => models.delete(model)));
      models.add(model);
      return model;
    },
    async close() {
      for (const model of [...models]) await model.dispose();
    },
  });
}

/** A compiled `highs.wasm`, that is a `WebAssembly.Module`, which threads can share. */
export type CompiledHighs = object;

/** The same from compiled code, which saves the time for compiling. */
export const highsSolverOf = (compiled: CompiledHighs): Promise<Solver> =>
  highsSolver(() => loadHighs({ wasmModule: compiled }));

/** `ambiguous`: either infeasible or unbounded. */
type Outcome = SolveStatus | 'ambiguous';
type Ending = Omit<SolveResult, 'seconds' | 'iterations' | 'nodes'>;
const NOTHING = {
  objective: null,
  bound: Number.POSITIVE_INFINITY,
  solution: null,
  rowDuals: null,
  columnDuals: null,
  ray: null,
} as const;

/** Owns one HiGHS instance; its memory belongs to WebAssembly, and only `dispose` frees it. */
class HighsModel implements SolverModel {
  readonly #highs: Highs;
  readonly #model: Model;
  readonly #integer: Int32Array;
  readonly #hasIntegers: boolean;
  readonly #onDispose: () => void;
  #relaxed = false;
  /** The solution of the last MIP. */
  #incumbent: Float64Array | null = null;

  constructor(highs: Highs, program: LinearProgram, onDispose: () => void) {
    const { columns, rows } = program;
    this.#highs = highs;
    this.#onDispose = onDispose;
    this.#integer = Int32Array.from(columns.integer);
    this.#hasIntegers = columns.integer.includes(1);
    this.#model = highs.createModel({
      numCols: columns.cost.length,
      numRows: rows.lower.length,
      sense: highs.constants.objectiveSense.maximize,
      colCost: columns.cost,
      colLower: columns.lower,
      colUpper: columns.upper,
      rowLower: rows.lower,
      rowUpper: rows.upper,
      matrix: this.#matrix(rows),
      ...(this.#hasIntegers ? { integrality: this.#integer } : {}),
    });
    this.#model.options.set({
      output_flag: false,
      mip_abs_gap: ABSOLUTE_GAP,
      run_crossover: 'on',
      // HiGHS silently drops smaller entries; negligible ones are already left out, with a valid bound.
      small_matrix_value: SMALLEST_ENTRY,
    });
  }

  async addRows(rows: Rows): Promise<void> {
    if (rows.lower.length === 0) return;
    attempt(() => this.#model.addRows({ lower: rows.lower, upper: rows.upper, matrix: this.#matrix(rows) }));
  }

  async changeColumnBounds(columns: Int32Array, lower: Float64Array, upper: Float64Array): Promise<void> {
    const { indices, order } = ascending(columns);
    if (indices.length === 0) return;
    attempt(() =>
      this.#model.changeColsBounds({ kind: 'set', indices }, pick(lower, order), pick(upper, order)),
    );
  }

  async changeCosts(columns: Int32Array, costs: Float64Array): Promise<void> {
    const { indices, order } = ascending(columns);
    if (indices.length === 0) return;
    attempt(() => this.#model.changeColsCost({ kind: 'set', indices }, pick(costs, order)));
  }

  async changeRowBounds(rows: Int32Array, lower: Float64Array, upper: Float64Array): Promise<void> {
    const { indices, order } = ascending(rows);
    if (indices.length === 0) return;
    attempt(() =>
      this.#model.changeRowsBounds({ kind: 'set', indices }, pick(lower, order), pick(upper, order)),
    );
  }

  async solve(options: SolveOptions): Promise<SolveResult> {
    return attempt(() => runAgainstClock(options, (clock) => this.#solve(options, clock)));
  }

  async solveRoot(options: SolveOptions): Promise<RootResult> {
    return attempt(() => runAgainstClock(options, (clock) => this.#solveRoot(options, clock)));
  }

  async dispose(): Promise<void> {
    this.#onDispose();
    attempt(() => this.#model.dispose());
  }

  #solve(options: SolveOptions, clock: SolveClock): SolveResult {
    if (this.#integer.length === 0) return this.#withoutColumns();
    const model = this.#model;
    const mip = this.#hasIntegers && !options.relax;
    const isPresolved = options.emphasis !== 'bound';
    const interior = options.algorithm === 'interior-point' ? 'ipm' : 'choose';
    this.#setRelaxed(this.#hasIntegers && !mip);
    model.options.set({
      ...(mip && options.emphasis ? EMPHASES[options.emphasis] : SEARCHING),
      mip_rel_gap: options.relativeGap ?? 0,
      random_seed: (options.seed ?? 0) % 2 ** 31,
      solver: mip ? 'choose' : interior,
      mip_lp_solver: interior,
      // 0: HiGHS uses the primal simplex after a change of costs (half the time of the dual), otherwise the dual.
      simplex_strategy: mip ? 1 : 0,
    });
    const start = options.start ?? this.#incumbent;
    // Otherwise the last solution would be a start; see highs-start.ts.
    if (mip && isPresolved) model.clearSolver();
    if (mip && !isPresolved && options.start) model.setSolution({ colValue: options.start });
    let cuts: Rows | undefined;
    const takeCuts = cutPoolCallback(this.#highs, (pool) => {
      cuts = pool;
    });
    const callbacks = {
      ...(mip && options.onProgress ? progressCallbacks(this.#highs, options.onProgress) : {}),
      ...(mip && options.withCuts ? takeCuts : {}),
    };

    // After a run that never began, HiGHS would report the results of the previous one.
    if (clock.stopped()) {
      return { ...NOTHING, status: 'interrupted', seconds: clock.elapsedSeconds(), iterations: 0, nodes: 0 };
    }
    let iterations = 0;
    let nodes = 0;
    const run = (hooks: HighsCallbackMap): Outcome => {
      model.zeroAllClocks(); // HiGHS compares its limit with the time of all runs together.
      model.options.set('time_limit', clock.remainingSeconds());
      const outcome = this.#run(hooks, mip);
      iterations += counted(model, 'simplex_iteration_count') + counted(model, 'ipm_iteration_count');
      if (mip) nodes += counted(model, 'mip_node_count');
      return outcome === 'time-limit' && clock.stopped() ? 'interrupted' : outcome;
    };

    let outcome = run(callbacks);
    if (outcome === 'numerical') {
      model.clearSolver(); // Once more, from scratch.
      outcome = run(callbacks);
    }
    const found =
      outcome === 'ambiguous' ? this.#withoutCosts(() => run({}), mip) : this.#ending(outcome, mip);
    const ending = mip && start ? noWorseThan(start, found, model, this.#integer) : found;
    if (mip) this.#incumbent = ending.solution;
    const effort = { seconds: clock.elapsedSeconds(), iterations, nodes };
    return { ...ending, ...(cuts ? { cuts } : {}), ...effort };
  }

  /** The last pool of the root is the one in use. */
  #solveRoot(options: SolveOptions, clock: SolveClock): RootResult {
    const model = this.#model;
    this.#setRelaxed(false);
    let cuts: Rows = NO_ROWS;
    model.options.set({
      ...PROVING,
      mip_max_nodes: 1,
      mip_rel_gap: 0,
      random_seed: (options.seed ?? 0) % 2 ** 31,
      solver: 'choose',
      mip_lp_solver: 'choose',
      simplex_strategy: 1,
    });
    try {
      model.zeroAllClocks();
      model.options.set('time_limit', clock.remainingSeconds());
      const outcome = this.#run(
        cutPoolCallback(this.#highs, (pool) => {
          cuts = pool;
        }),
        true,
      );
      return { bound: outcome === 'ambiguous' ? NOTHING.bound : this.#ending(outcome, true).bound, cuts };
    } finally {
      model.options.set({ mip_max_nodes: NO_NODE_LIMIT });
    }
  }

  /** HiGHS ignores the rows of a program without columns, so check here that 0 is within their sides. */
  #withoutColumns(): SolveResult {
    const { rowLower, rowUpper } = this.#model.getLp();
    const feasible = rowLower.every((lower) => lower <= 0) && rowUpper.every((upper) => upper >= 0);
    const ending: Ending = feasible
      ? {
          ...NOTHING,
          status: 'optimal',
          objective: 0,
          bound: 0,
          solution: new Float64Array(),
          rowDuals: new Float64Array(rowLower.length),
          columnDuals: new Float64Array(),
        }
      : { ...NOTHING, status: 'infeasible', bound: Number.NEGATIVE_INFINITY };
    return { ...ending, seconds: 0, iterations: 0, nodes: 0 };
  }

  /** Sets or removes integrality; the basis survives both. */
  #setRelaxed(relaxed: boolean): void {
    if (relaxed === this.#relaxed) return;
    if (relaxed) this.#model.clearIntegrality();
    else {
      const all = { kind: 'range', from: 0, to: this.#integer.length - 1 } as const;
      this.#model.changeColsIntegrality(all, this.#integer);
    }
    this.#relaxed = relaxed;
  }

  #run(callbacks: HighsCallbackMap, mip: boolean): Outcome {
    const { modelStatus } = this.#highs.constants;
    switch (this.#model.run(callbacks).modelStatus) {
      case modelStatus.optimal:
        return 'optimal';
      case modelStatus.infeasible:
        return 'infeasible';
      case modelStatus.unbounded:
        // For a MIP, this says only that the relaxation is unbounded.
        return mip ? 'ambiguous' : 'unbounded';
      case modelStatus.unboundedOrInfeasible:
        return 'ambiguous';
      case modelStatus.timeLimit:
      // The limit of nodes.
      case modelStatus.solutionLimit:
        return 'time-limit';
      case modelStatus.interrupted:
        return 'interrupted';
      default:
        return 'numerical';
    }
  }

  /**
   * Distinguishes infeasible from unbounded by a solve without costs. A program whose relaxation is unbounded is itself
   * unbounded as soon as it is feasible (Meyer 1974, for rational data).
   */
  #withoutCosts(run: () => Outcome, mip: boolean): Ending {
    const costs = this.#model.getLp().colCost;
    const all = { kind: 'range', from: 0, to: costs.length - 1 } as const;
    this.#model.changeColsCost(all, new Float64Array(costs.length));
    const outcome = run();
    const ending: Ending =
      outcome === 'optimal'
        ? { ...NOTHING, status: 'unbounded' }
        : outcome === 'infeasible'
          ? this.#ending(outcome, mip)
          : { ...NOTHING, status: outcome === 'ambiguous' ? 'numerical' : outcome };
    this.#model.changeColsCost(all, costs);
    return ending;
  }

  #ending(status: SolveStatus, mip: boolean): Ending {
    const model = this.#model;
    switch (status) {
      case 'optimal': {
        const solution = model.getSolution();
        const objective = model.getObjectiveValue();
        return {
          ...NOTHING,
          status,
          objective,
          bound: mip ? this.#mipBound(objective) : objective,
          solution: solution.colValue,
          rowDuals: mip ? null : solution.rowDual,
          columnDuals: mip ? null : solution.colDual,
        };
      }
      case 'infeasible':
        return {
          ...NOTHING,
          status,
          bound: Number.NEGATIVE_INFINITY,
          ray: mip ? null : provedRay(this.#model),
        };
      case 'time-limit':
      case 'interrupted': {
        const { feasible } = this.#highs.constants.solutionStatus;
        const found = model.info.get('primal_solution_status') === feasible;
        const objective = found ? model.getObjectiveValue() : null;
        return {
          ...NOTHING,
          status,
          objective,
          bound: mip ? this.#mipBound(objective) : NOTHING.bound,
          solution: found ? model.getSolution().colValue : null,
        };
      }
      default:
        return { ...NOTHING, status };
    }
  }

  /** The proved bound of the search, which rounding may put a hair below the incumbent. */
  #mipBound(objective: number | null): number {
    return Math.max(Number(this.#model.info.get('mip_dual_bound')), objective ?? Number.NEGATIVE_INFINITY);
  }

  #matrix(rows: Rows): SparseMatrix {
    const { starts, indices, values } = rows;
    return {
      format: 'csr',
      numRows: rows.lower.length,
      numCols: this.#integer.length,
      starts,
      indices,
      values,
    };
  }
}

/** HiGHS says −1 for a kind of iteration that does not apply. */
function counted(model: Model, name: string): number {
  return Math.max(0, Number(model.info.get(name)));
}

/** Turns a WebAssembly trap (out of memory, abort) or a refused input into the port's error. */
function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SolverError(`HiGHS failed: ${message}`, { cause: error });
  }
}
