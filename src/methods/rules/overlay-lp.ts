import { overlayLp as facts } from '../../domain/methods/overlay-lp.ts';
import type { RunStatus } from '../../domain/run-status.ts';
import type { SolveOptions, SolveResult, Solver, SolveStatus } from '../../lp/solver.ts';
import { weakDualBound } from '../../lp/weak-duality.ts';
import { type AssembledModel, assembleSplit } from '../../model/assemble.ts';
import { flownLayout } from '../../model/flown-layout.ts';
import type { Layout } from '../../model/layout.ts';
import { roundSelection } from '../../model/selection.ts';
import { OPTIMALITY_TOLERANCE, relativeGap, statusOfGap } from '../bounds.ts';
import { type Method, type MethodEnd, NO_BOUND } from '../method.ts';
import { remainingLimits } from '../remaining-limits.ts';

/** Share of the time in which the MILP says where telescopes point; the LP of the rates has the rest. */
const POINTING_SHARE = 0.9;

/**
 * The overlay model of Pouryousef, Panigrahy, Towsley (INFOCOM 2023), reference [10] of the paper: rates split freely
 * over all paths, with C3..C6 only (and C7 if minimum rates are requested). Without path selection it is no plan of
 * PS-EGR, and its optimum is at least that of the LP relaxation, in which x distributes shares.
 *
 * Where telescopes are pointed, it is a MILP over w; the rates are those of the LP in which telescopes point as it says.
 */
export const overlayLp: Method<'overlay-lp'> = {
  ...facts,
  name: 'overlay-lp',
  needs: { relaxation: false, wholeProgram: true },
  firstPlan: () => 'none',
  ratedBy: 'whole',
  async *solve(task) {
    const { layout, solver, options } = task;
    const isLp = layout.pointing === null;
    const limits = remainingLimits(task);
    const whole = await solveSplit(
      solver,
      layout,
      isLp
        ? limits
        : {
            ...limits,
            timeLimitSeconds: POINTING_SHARE * limits.timeLimitSeconds!,
            relativeGap: options.gap,
          },
    );
    const { at, result } = whole;
    const known = boundOf(whole);
    const unplanned = (status: SolveStatus): MethodEnd => ({
      status: endOf(status),
      iterations: 0,
      ...known,
    });
    if (result.solution === null || (isLp && result.status !== 'optimal')) return unplanned(result.status);
    const selection = roundSelection(
      layout,
      result.solution.subarray(at.y, at.fill),
      result.solution.subarray(at.pointed, at.slewed),
    );
    const rated = isLp
      ? result
      : (await solveSplit(solver, flownLayout(layout, selection), remainingLimits(task))).result;
    if (rated.status !== 'optimal' || rated.solution === null) return unplanned(rated.status);
    const values = {
      rates: rated.solution.slice(at.y, at.fill),
      fillRates: rated.solution.slice(at.fill, at.stock),
    };
    const objective = rated.objective!;
    yield { iteration: 0, improvement: { selection, objective, values }, newProofs: [], ...known };
    const status = isLp ? 'optimal' : endOfMip(result.status, objective, known.bound, options.gap);
    return { status, iterations: 0, ...known };
  },
};

type SplitRates = AssembledModel & { readonly result: SolveResult };

async function solveSplit(solver: Solver, layout: Layout, options: SolveOptions): Promise<SplitRates> {
  const model = assembleSplit(layout);
  const handle = await solver.open(model.program);
  try {
    return { ...model, result: await handle.solve(options) };
  } finally {
    await handle.dispose();
  }
}

/** A MILP proves something also while it has no solution. */
function boundOf({ layout, program, result }: SplitRates): Pick<MethodEnd, 'bound' | 'boundBy'> {
  const { status, rowDuals } = result;
  if (layout.pointing === null && status !== 'optimal') return NO_BOUND;
  const bound = rowDuals ? weakDualBound(program, rowDuals) : result.bound;
  return Number.isFinite(bound) ? { bound, boundBy: 'overlay LP' } : NO_BOUND;
}

function endOfMip(status: SolveStatus, objective: number, bound: number, gap: number): RunStatus {
  const reached = statusOfGap(objective, bound, gap);
  if (reached) return reached;
  // Asked for less than solvers can tell, it is as good as they say.
  return status === 'optimal' && relativeGap(objective, bound) > OPTIMALITY_TOLERANCE
    ? 'numerical'
    : endOf(status);
}

function endOf(status: SolveStatus): RunStatus {
  return status === 'unbounded' ? 'numerical' : status;
}
