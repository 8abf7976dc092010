import { InputError } from '../base/errors.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { ruleOf, SCHEME_NAMES, type SchemeName } from '../domain/scheme.ts';
import type { BendersOptions } from '../methods/benders/options.ts';
import { ACCELERATED } from '../methods/benders/options.ts';
import type { MethodName } from '../methods/method.ts';

/** Who solves the MILP: the HiGHS that comes with the software, or an executable of the machine. */
export const SOLVER_NAMES = ['built-in', 'cbc', 'highs', 'scip', 'gurobi_cl'] as const;
export type SolverName = (typeof SOLVER_NAMES)[number];
export type ExternalSolverName = Exclude<SolverName, 'built-in'>;

/** What a run is asked for. */
export interface PlanOptions {
  readonly scheme: SchemeName;
  /** Paths to choose from: the scheme's own, or the union over all schemes, on which they can be compared. */
  readonly catalogue: 'own' | 'shared';
  /** Of schemes without a rule of their own. */
  readonly method: MethodName;
  /** Of method `milp`; relaxation, rates and prices are always those of the built-in solver. */
  readonly solver: SolverName;
  /** Stop at (UB − LB)/|UB| ≤ gap. */
  readonly gap: number;
  /** Of solving only; topology and catalogue are not counted. */
  readonly timeLimitSeconds: number;
  readonly iterationLimit: number;
  readonly seed: number;
  /** Search with Y^max tightened by the stock that can be there at all; the plan's Y^max is the paper's. */
  readonly tightRateCaps: boolean;
  /** Of random routing. */
  readonly draws: number;
  /** Whether the dearest links and memories are looked for at the end. */
  readonly shadowPrices: boolean;
  readonly benders: BendersOptions;
}

export const DEFAULT_PLAN_OPTIONS: PlanOptions = {
  scheme: 'ps-egr',
  catalogue: 'own',
  method: 'benders',
  solver: 'built-in',
  gap: 1e-4,
  timeLimitSeconds: 600,
  iterationLimit: 1_000_000,
  seed: 1,
  tightRateCaps: true,
  draws: 20,
  shadowPrices: true,
  benders: ACCELERATED,
};

/** The schemes whose paths a run chooses from. */
export const catalogueSchemes = ({ scheme, catalogue }: PlanOptions): readonly SchemeName[] =>
  catalogue === 'shared' ? SCHEME_NAMES : [scheme];

/** The options of a recorded run; those that its version did not know take their defaults. */
export function optionsOfRecord({ options }: RunRecord): PlanOptions {
  const recorded = options as Partial<PlanOptions>;
  return {
    ...DEFAULT_PLAN_OPTIONS,
    ...recorded,
    benders: { ...DEFAULT_PLAN_OPTIONS.benders, ...recorded.benders },
  };
}

/** @throws InputError where options do not go together */
export function checkOptions({ scheme, method, solver }: PlanOptions): void {
  if (!SOLVER_NAMES.includes(solver)) {
    const message = `There is no solver '${solver}'.`;
    throw new InputError([{ path: '', message, hint: `Choose among ${SOLVER_NAMES.join(', ')}.` }]);
  }
  if (solver === 'built-in') return;
  if (ruleOf(scheme) !== null) {
    const message = `The scheme ${scheme} goes by a rule of its own, which ${solver} has no part in.`;
    throw new InputError([{ path: '', message, hint: 'Leave the solver out.' }]);
  }
  if (method === 'milp') return;
  const message = `The method ${method} needs LP duals, which ${solver} does not hand over.`;
  const hint = 'Let it solve the whole MILP (--method milp), or leave the method to the built-in solver.';
  throw new InputError([{ path: '', message, hint }]);
}
