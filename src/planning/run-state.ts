/** What is known about a run: plain data, and functions that return the next state when something new is known. */
import type { LimitFinding } from '../domain/catalogue-limit.ts';
import type { DualPrices } from '../domain/certificate.ts';
import type { HybridStep } from '../domain/hybrid.ts';
import type {
  DrawSummary,
  RunRecord,
  ShadowPrices,
  Shortage,
  TrajectoryPoint,
} from '../domain/run-record.ts';
import { contradicts } from '../methods/bounds.ts';
import type { Solution } from '../model/solution.ts';
import { formatNumber } from '../report/numbers.ts';
import { lagrangianBound } from '../verify/lagrangian.ts';
import { judge } from './judge.ts';
import type { RunContext } from './run-context.ts';

export interface RunState {
  /** The best solution that passed its check; one that failed is kept only until another one passes. */
  readonly best: BestSolution | null;
  /** The best of the method's own that passed its check. */
  readonly own: BestSolution | null;
  readonly bound: number;
  readonly boundBy: string;
  /** Sources of bounds that a plan refuted: their bounds do not count again. */
  readonly refuted: readonly string[];
  readonly relaxation: {
    readonly bound: number | null;
    readonly prices: DualPrices | null;
  };
  /** What these prices prove, recomputed; over a long horizon this takes seconds. */
  readonly dualBound: number | null;
  /** Where the run that this one resumes had stopped. */
  readonly before: { readonly seconds: number; readonly iteration: number };
  readonly iterations: number;
  readonly trajectory: readonly TrajectoryPoint[];
  /** The best value that the search reported, checked or not. */
  readonly reportedValue: number;
  readonly draws: readonly DrawSummary[];
  /** Steps of a master that is sampled. */
  readonly hybridSteps: readonly HybridStep[];
  readonly prices: ShadowPrices;
  readonly limits: readonly LimitFinding[];
  readonly shortages: readonly Shortage[];
  /** What a reader of the record should know about how it was made. */
  readonly remarks: readonly string[];
  /** Better plans that failed their check. */
  readonly rejections: readonly string[];
}

interface BestSolution {
  readonly solution: Solution;
  readonly isVerified: boolean;
  readonly keepsMinimumRates: boolean;
}

/** What a resumed run continues from: iterations and seconds count all runs of a directory together. */
export type Earlier = Pick<RunRecord, 'trajectory' | 'seconds' | 'hybridMaster'>;

/** @param earlier the run that this one resumes */
export function initialState(earlier: Earlier | null = null): RunState {
  const last = earlier?.trajectory.at(-1) ?? { seconds: 0, iteration: 0, incumbent: null };
  const before = {
    ...last,
    seconds: Math.max(last.seconds, earlier?.seconds.solve ?? 0),
    // The steps of a sampled master are told apart by their iterations.
    iteration: Math.max(last.iteration, earlier?.hybridMaster?.at(-1)?.iteration ?? 0),
  };
  return {
    best: null,
    own: null,
    bound: Number.POSITIVE_INFINITY,
    boundBy: 'none',
    refuted: [],
    relaxation: { bound: null, prices: null },
    dualBound: null,
    before,
    iterations: before.iteration,
    trajectory: earlier?.trajectory ?? [],
    reportedValue: before.incumbent ?? Number.NEGATIVE_INFINITY,
    draws: [],
    hybridSteps: earlier?.hybridMaster ?? [],
    prices: { links: [], memories: [] },
    limits: [],
    shortages: [],
    remarks: [],
    rejections: [],
  };
}

/** The share by which values of one plan may differ that is rated twice: the LP gives up 1e-9 for the least filling. */
const SAME = 1e-8;

/**
 * Takes a solution if it is better than the best so far and passes its check.
 * @param isOwn whether the method found it, rather than what planned before it
 */
export function improve(context: RunContext, before: RunState, solution: Solution, isOwn = true): RunState {
  const { certificate, missed } = judge(context, before, solution);
  const isVerified = certificate.status === 'verified';
  // A plan made beforehand counts only if it holds.
  if (!isOwn && !isVerified) return before;
  const found = { solution, isVerified, keepsMinimumRates: missed.length === 0 };
  const isBetterOwn = isOwn && isVerified && solution.objective > valueOfBest(before.own);
  const state = isBetterOwn ? { ...before, own: found } : before;
  const { best } = state;
  const isBetter = best === null || solution.objective > best.solution.objective;
  if (best?.isVerified && !isVerified) {
    return isBetter ? { ...state, rejections: [...state.rejections, rejection(solution)] } : state;
  }
  if (!isBetter && best.isVerified === isVerified) return { ...state, best: withPrices(best, solution) };
  return withoutRefuted({ ...state, best: found });
}

/** Takes a plan of least shortfall, where no plan keeps all minimum rates, if it passes its check in all else. */
export function keepShortfall(context: RunContext, state: RunState, solution: Solution): RunState {
  const { certificate } = judge(context, state, solution, 'infeasible');
  if (certificate.status !== 'verified') return state;
  return { ...state, best: { solution, isVerified: true, keepsMinimumRates: false } };
}

/** The best with the prices of the LP that rated its routes, where it was found without them. */
function withPrices(best: BestSolution, { objective, selection, prices }: Solution): BestSolution {
  const { solution } = best;
  const isSame =
    isWorth(objective, solution.objective) &&
    selection?.every((choice, group) => choice === solution.selection?.[group]) === true;
  return prices && !solution.prices && isSame ? { ...best, solution: { ...solution, prices } } : best;
}

const isWorth = (objective: number, wanted: number): boolean => objective >= wanted - SAME * Math.abs(wanted);

/** Whether a solution of the method's own that holds is worth as much. */
export const isCovered = ({ own }: RunState, { objective }: Solution): boolean =>
  isWorth(valueOfBest(own), objective);

const valueOfBest = (best: BestSolution | null): number =>
  best?.solution.objective ?? Number.NEGATIVE_INFINITY;

/** Takes a bound if it is below the best so far and no plan has refuted a bound from the same source. */
export function tighten(state: RunState, bound: number, boundBy: string): RunState {
  if (bound >= state.bound || state.refuted.includes(boundBy)) return state;
  return withoutRefuted({ ...state, bound, boundBy });
}

/** A valid plan refutes a bound below it; what the prices of the relaxation prove stays. */
function withoutRefuted(state: RunState): RunState {
  const { best, bound, boundBy } = state;
  if (!best?.isVerified || !best.keepsMinimumRates) return state;
  const { objective } = best.solution;
  if (!contradicts(bound, objective)) return state;
  const proved = state.dualBound ?? Number.POSITIVE_INFINITY;
  const left = contradicts(proved, objective) ? Number.POSITIVE_INFINITY : proved;
  return {
    ...state,
    bound: left,
    boundBy: Number.isFinite(left) ? 'LP relaxation' : 'none',
    refuted: [...state.refuted, boundBy],
    remarks: [...state.remarks, refutation(bound, boundBy, objective)],
  };
}

/** Notes the result of the LP relaxation, and what its prices prove. */
export function noteRelaxation(
  { own }: RunContext,
  state: RunState,
  { bound, prices }: { readonly bound: number; readonly prices: DualPrices | null },
): RunState {
  const dualBound = prices && lagrangianBound({ problem: own.problem, prices });
  return { ...state, relaxation: { bound: finiteOrNull(bound), prices }, dualBound };
}

/** Notes a draw of random routing and what the checker says about it; null for a draw without a plan. */
export function noteDraw(context: RunContext, state: RunState, drawn: Solution | null): RunState {
  const certificate = drawn && judge(context, state, drawn).certificate;
  const draw = {
    objective: drawn?.objective ?? null,
    totalPairs: certificate?.totalPairs ?? null,
    maxViolation: certificate?.maxViolation ?? null,
  };
  return { ...state, draws: [...state.draws, draw] };
}

/** Notes a step of a master that is sampled; iterations count all runs of a directory together. */
export const noteHybridStep = (state: RunState, step: HybridStep): RunState => ({
  ...state,
  hybridSteps: [...state.hybridSteps, { ...step, iteration: state.before.iteration + step.iteration }],
});

/** Notes where the run stands, as a point of the trajectory if anything has changed since the last one. */
export function trace(
  state: RunState,
  { seconds, iteration, incumbent }: Omit<TrajectoryPoint, 'bound'>,
): RunState {
  const reportedValue = Math.max(state.reportedValue, incumbent ?? Number.NEGATIVE_INFINITY);
  const point: TrajectoryPoint = {
    seconds: state.before.seconds + seconds,
    iteration: state.before.iteration + iteration,
    incumbent: finiteOrNull(reportedValue),
    bound: finiteOrNull(state.bound),
  };
  const last = state.trajectory.at(-1);
  const isSame = last && last.incumbent === point.incumbent && last.bound === point.bound;
  return {
    ...state,
    reportedValue,
    iterations: point.iteration,
    trajectory: isSame ? state.trajectory : [...state.trajectory, point],
  };
}

export const remark = (state: RunState, text: string): RunState => ({
  ...state,
  remarks: [...state.remarks, text],
});

/** JSON has no infinite numbers. */
export const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** With enough digits to distinguish a bound from a plan slightly above it. */
const precisely = (value: number): string => formatNumber(value, 8);

/** Identifies the note about a bound that a plan refuted. */
export const REFUTED = 'lies below a plan';

const refutation = (bound: number, boundBy: string, objective: number): string =>
  `error: a bound of ${precisely(bound)} by the ${boundBy} ${REFUTED} of Σ α y = ${precisely(objective)} that holds, and was thrown away`;

/** Identifies the note about a plan that was left out. */
export const REJECTED = 'failed the independent check';

/** A later plan that fails must not destroy the result of a run. */
const rejection = ({ objective }: Solution): string =>
  `error: a plan of Σ α y = ${precisely(objective)} ${REJECTED} and was left out`;
