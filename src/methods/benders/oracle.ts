import { type SolveOptions, type Solver, SolverError, type SolveStatus } from '../../lp/solver.ts';
import { assembleSubproblem, rateBounds } from '../../model/assemble.ts';
import type { Layout } from '../../model/layout.ts';
import { cutsFrom } from './cuts.ts';
import type { Cut } from './options.ts';

/** What the subproblem says about a point x, binary or fractional. */
interface OracleAnswer {
  /** Σ α y at x: an inner bound if x is binary. Null if x is infeasible or the solve was stopped. */
  readonly value: number | null;
  readonly status: SolveStatus;
  readonly cuts: readonly Cut[];
}

/** The subproblem as an oracle: it returns values and cuts and never touches the master. */
export interface Oracle {
  evaluate(x: ArrayLike<number>, options: SolveOptions): Promise<OracleAnswer>;
  /** The cuts for given multipliers of the subproblem's rows, without a solve. */
  cutsOf(multipliers: ArrayLike<number>): Cut[];
  dispose(): Promise<void>;
}

export async function openOracle(solver: Solver, layout: Layout): Promise<Oracle> {
  const model = assembleSubproblem(layout);
  const handle = await solver.open(model.program);
  const rateColumns = Int32Array.from(layout.choices, (_, choice) => model.at.y + choice);
  const zeros = new Float64Array(rateColumns.length);
  return {
    async evaluate(x, options) {
      await handle.changeColumnBounds(rateColumns, zeros, rateBounds(layout, x));
      const result = await handle.solve(options);
      if (result.status === 'optimal') {
        if (result.rowDuals === null) throw new SolverError(`${solver.name} gave no duals of an optimal LP.`);
        return {
          value: result.objective,
          status: result.status,
          cuts: cutsFrom(model, 'optimality', result.rowDuals),
        };
      }
      const cuts = result.ray === null ? [] : cutsFrom(model, 'feasibility', result.ray);
      return { value: null, status: result.status, cuts };
    },
    cutsOf: (multipliers) => cutsFrom(model, 'optimality', multipliers),
    dispose: () => handle.dispose(),
  };
}
