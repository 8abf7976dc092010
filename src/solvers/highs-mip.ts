/** Options and callbacks of HiGHS for solving a MIP. */
import type { CallbackData, Highs, HighsCallbackMap } from 'highs';
import type { Rows } from '../lp/program.ts';
import type { SolveProgress } from '../lp/solver.ts';

const NO_HEURISTICS = {
  mip_heuristic_effort: 0,
  // Sub-MIPs take nine tenths of the time of a root.
  mip_heuristic_run_rins: false,
  mip_heuristic_run_rens: false,
  mip_heuristic_run_root_reduced_cost: false,
} as const;
/** Without presolve, cuts are over the program's own columns, and our programs get their bounds twice as fast. */
export const PROVING = {
  presolve: 'off',
  ...NO_HEURISTICS,
  // Without strong branching, our windows take two thirds of the time.
  mip_pscost_minreliable: 0,
} as const;
/** HiGHS's defaults. */
export const SEARCHING = {
  presolve: 'choose',
  mip_heuristic_effort: 0.05,
  mip_heuristic_run_rins: true,
  mip_heuristic_run_rens: true,
  mip_heuristic_run_root_reduced_cost: true,
  mip_pscost_minreliable: 8,
} as const;
export const EMPHASES = { bound: PROVING, 'presolved bound': { ...SEARCHING, ...NO_HEURISTICS } } as const;
export const NO_NODE_LIMIT = 2 ** 31 - 1;
export const NO_ROWS: Rows = {
  names: [],
  lower: new Float64Array(),
  upper: new Float64Array(),
  starts: new Int32Array(1),
  indices: new Int32Array(),
  values: new Float64Array(),
};

/** Reports incumbents and bounds as they come, each at least as good as the one before. */
export function progressCallbacks(highs: Highs, report: (progress: SolveProgress) => void): HighsCallbackMap {
  let best: SolveProgress = { incumbent: null, solution: null, bound: Number.POSITIVE_INFINITY };
  const improve = ({ data }: { readonly data: CallbackData }): undefined => {
    const bound = Math.min(best.bound, data.mip_dual_bound ?? best.bound);
    const incumbent = data.objective_function_value ?? Number.NEGATIVE_INFINITY;
    const solution = data.mip_solution;
    if (solution && incumbent > (best.incumbent ?? Number.NEGATIVE_INFINITY)) {
      best = { incumbent: incumbent + 0, solution, bound };
    } else if (bound < best.bound) {
      best = { ...best, bound };
    } else return;
    report(best);
  };
  const { mipImprovingSolution, mipInterrupt } = highs.constants.callbackType;
  return {
    [mipImprovingSolution]: improve,
    // The only callback that reports bounds between incumbents; it interrupts nothing.
    [mipInterrupt]: improve,
  };
}

/** Reports the cuts that are in place at the end of the root. */
export function cutPoolCallback(highs: Highs, report: (cuts: Rows) => void): HighsCallbackMap {
  return {
    [highs.constants.callbackType.mipCutPool]: ({ data }: { readonly data: CallbackData }): undefined => {
      const pool = data.cut_pool;
      if (!pool) return;
      const { lower, upper, starts, indices, values, numCuts } = pool;
      const names = Array.from({ length: numCuts }, (_, cut) => `cut${cut}`);
      report({ names, lower, upper, starts, indices, values });
    },
  };
}
