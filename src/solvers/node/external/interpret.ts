/** Makes a result of the port from a solver's output and files, and checks whatever can be checked. */
import { isFeasibleWithin } from '../../../lp/feasibility.ts';
import type { LinearProgram } from '../../../lp/program.ts';
import { type SolveResult, SolverError, type SolveStatus } from '../../../lp/solver.ts';
import type { Findings, NamedValue, SolutionFile } from './dialect.ts';
import type { ProcessEnd } from './process.ts';

type Known = Omit<SolveResult, 'seconds'>;
/** `ambiguous`: either infeasible or unbounded. */
export type Verdict = Omit<Known, 'status'> & { readonly status: SolveStatus | 'ambiguous' };

/** How much a solution may violate a row, relative to its terms: covers solvers' tolerances and 8 printed digits. */
const SOLUTION_TOLERANCE = 1e-6;
/** A solution that beats a bound by more than this, relatively, proves the bound wrong. */
const BOUND_TOLERANCE = 1e-6;
/** How far an objective close to 0 may be off, in the units of scaled programs. */
const ZERO_TOLERANCE = 1e-9;

/** No process is started with less time left than this. */
const LEAST_SECONDS = 0.01;

const NOTHING = {
  objective: null,
  bound: Number.POSITIVE_INFINITY,
  solution: null,
  rowDuals: null,
  columnDuals: null,
  ray: null,
  iterations: 0,
  nodes: 0,
} as const;
const INFEASIBLE: Known = { ...NOTHING, status: 'infeasible', bound: Number.NEGATIVE_INFINITY };

/** The result if it is obvious, or if files cannot express the program; null if a solver has to run. */
export function withoutSolving(
  program: LinearProgram,
  remainingSeconds: number,
  isAborted: boolean,
): Known | null {
  const { columns, rows } = program;
  if (isAborted) return { ...NOTHING, status: 'interrupted' };
  const isCrossed = (lower: Float64Array, upper: Float64Array) => lower.some((side, i) => side > upper[i]!);
  if (isCrossed(columns.lower, columns.upper) || isCrossed(rows.lower, rows.upper)) return INFEASIBLE;
  if (columns.cost.length === 0) {
    const holdsZero = rows.lower.every((lower, i) => lower <= 0 && rows.upper[i]! >= 0);
    const empty = { ...NOTHING, objective: 0, bound: 0, solution: new Float64Array() };
    return holdsZero ? { ...empty, status: 'optimal' } : INFEASIBLE;
  }
  return remainingSeconds > LEAST_SECONDS ? null : { ...NOTHING, status: 'time-limit' };
}

/**
 * @param program The program as written, to be maximised; the findings are about its negated costs, minimised
 * @param stop Why the solver was asked to stop, if it was
 * @throws SolverError if the values belong to another program
 */
export function interpret(
  program: LinearProgram,
  log: Findings,
  file: SolutionFile | null,
  stop: ProcessEnd['stop'],
): Verdict {
  const isMip = program.columns.integer.includes(1);
  const { iterations = 0, nodes = 0 } = log;
  const base = { ...NOTHING, iterations, nodes };
  const outcome = log.outcome ?? file?.outcome ?? null;
  const solution = file?.values ? acceptedSolution(program, file.values) : null;

  const isBounded = hasBoundedObjective(program);
  if (solution === null) {
    if (outcome === 'infeasible' || (outcome === 'infeasible-or-unbounded' && isBounded)) {
      return { ...INFEASIBLE, iterations, nodes };
    }
    // For a MIP, "unbounded" says only that its relaxation is.
    if (!isBounded && outcome === 'unbounded' && !isMip) return { ...base, status: 'unbounded' };
    if (!isBounded && (outcome === 'unbounded' || outcome === 'infeasible-or-unbounded')) {
      return { ...base, status: 'ambiguous' };
    }
  }

  const isOptimal = outcome === 'optimal' && solution !== null;
  const objective = solution && objectiveOf(program, solution);
  const claimed = Math.min(
    -(log.lowerBound ?? Number.NEGATIVE_INFINITY),
    isOptimal && file?.optimum !== undefined ? -file.optimum : Number.POSITIVE_INFINITY,
  );
  // For an LP, some solvers say only that it is optimal.
  const proved = isOptimal && !isMip && !Number.isFinite(claimed) ? objective! : claimed;
  const bound = objective === null ? proved : boundAbove(objective, proved);
  return {
    ...base,
    status: isOptimal && Number.isFinite(bound) ? 'optimal' : endOf(outcome, stop),
    objective,
    bound,
    solution,
  };
}

/** Decides between infeasible and unbounded, from the verdict without costs. */
export function toldApart(withoutCosts: Verdict): Known {
  const { status, iterations, nodes } = withoutCosts;
  if (status === 'infeasible') return { ...INFEASIBLE, iterations, nodes };
  const told = status === 'optimal' ? 'unbounded' : status === 'ambiguous' ? 'numerical' : status;
  return { ...NOTHING, status: told, iterations, nodes };
}

function endOf(outcome: Findings['outcome'] | null, stop: ProcessEnd['stop']): SolveStatus {
  if (stop === 'aborted') return 'interrupted';
  return stop === 'overdue' || outcome === 'time-limit' ? 'time-limit' : 'numerical';
}

/** A bound that a solution refutes proves nothing; one that is below it by rounding is raised to it. */
const boundAbove = (objective: number, bound: number): number =>
  objective - bound > BOUND_TOLERANCE * Math.abs(objective) + ZERO_TOLERANCE
    ? Number.POSITIVE_INFINITY
    : Math.max(bound, objective);

/** Whether the bounds of the columns alone keep the objective finite. */
const hasBoundedObjective = ({ columns }: LinearProgram): boolean =>
  columns.cost.every(
    (cost, j) => cost === 0 || Number.isFinite((cost > 0 ? columns.upper : columns.lower)[j]),
  );

/** The values by column, with integers rounded; null if they violate the program. */
function acceptedSolution(program: LinearProgram, values: readonly NamedValue[]): Float64Array | null {
  const { columns } = program;
  const indexOf = new Map(columns.names.map((name, index) => [name, index]));
  const solution = new Float64Array(columns.names.length);
  for (const [name, value] of values) {
    const index = indexOf.get(name);
    if (index === undefined) throw new SolverError(`The solution file names an unknown column, '${name}'.`);
    solution[index] = value;
  }
  if (!isFeasibleWithin(program, solution, SOLUTION_TOLERANCE)) return null;
  const rounded = solution.map((value, index) => (columns.integer[index] ? Math.round(value) : value));
  return isFeasibleWithin(program, rounded, SOLUTION_TOLERANCE) ? rounded : solution;
}

const objectiveOf = ({ columns }: LinearProgram, x: Float64Array): number =>
  x.reduce((sum, value, index) => sum + value * columns.cost[index]!, 0);
