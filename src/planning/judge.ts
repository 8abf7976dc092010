import type { CheckedCertificate } from '../domain/certificate.ts';
import type { Plan } from '../domain/plan.ts';
import type { Shortage } from '../domain/run-record.ts';
import type { RunStatus } from '../domain/run-status.ts';
import { mayMissMinimumRates } from '../domain/schemes/may-miss-minimum-rates.ts';
import { contradicts } from '../methods/bounds.ts';
import { decodePlan } from '../model/decode.ts';
import type { Solution } from '../model/solution.ts';
import { certifyChecked } from '../verify/certify.ts';
import { missedMinimumRates } from '../verify/minimum-rates.ts';
import { type CheckedPlan, checkPlan } from '../verify/verify-plan.ts';
import type { RunContext } from './run-context.ts';

/** A solution as a plan, with what the checker says about it. */
interface Judgement {
  readonly plan: Plan;
  readonly certificate: CheckedCertificate;
  /** Minimum rates that the plan misses, if its rule ignores them. */
  readonly missed: readonly Shortage[];
  /** Upper bound that belongs to the plan; Infinity if there is none. */
  readonly bound: number;
}

/** A solution as a plan, and what is found about it whatever is proved of the optimum. */
interface Planned {
  readonly context: RunContext;
  readonly status: RunStatus | undefined;
  readonly plan: Plan;
  readonly checked: CheckedPlan;
  readonly missed: readonly Shortage[];
}

const remembered = new WeakMap<Solution, Planned>();

/**
 * Decodes a solution and has it checked together with its bound. A solution is judged when it is offered and again when it
 * is recorded, maybe with a lower bound; decoding and checking it takes seconds over a long horizon, so the latest answer
 * is remembered.
 * @param status of the run, once it has ended
 */
export function judge(
  context: RunContext,
  { bound, dualBound }: { readonly bound: number; readonly dualBound: number | null },
  solution: Solution,
  status?: RunStatus,
): Judgement {
  const { plan, checked, missed } = planned(context, solution, status);
  const isContradicted = contradicts(bound, solution.objective);
  // What bounds the plans that keep minimum rates does not bind those that miss them; a bound may lie below its plan
  // by what solvers round.
  const beside =
    missed.length > 0
      ? Number.POSITIVE_INFINITY
      : isContradicted
        ? bound
        : Math.max(bound, solution.objective);
  const certificate = certifyChecked(checked, {
    // One of the two is wrong: the plan is checked by itself.
    bound: isContradicted || !Number.isFinite(beside) ? null : beside,
    dualBound,
    catalogue: context.own.check,
  });
  return { plan, certificate, missed, bound: beside };
}

/** The plan of a solution that was judged. */
export const planOf = (context: RunContext, solution: Solution): Plan => planned(context, solution).plan;

function planned(context: RunContext, solution: Solution, ended?: RunStatus): Planned {
  // Of the states of a run, the checker knows only that one.
  const status = ended === 'infeasible' ? ended : undefined;
  const known = remembered.get(solution);
  if (known?.context === context && known.status === status) return known;
  const { scenario, layout, options, own } = context;
  const { scheme } = options;
  const { objective, values, selection } = solution;
  const plan = decodePlan(layout, values, selection);
  const missed = mayMissMinimumRates(scheme, status) ? missedMinimumRates(scenario, plan, own.exempt) : [];
  const { topology } = layout.problem;
  const checked = checkPlan({
    scenario,
    topology,
    plan,
    objective,
    exempt: own.exempt,
    scheme,
    status,
    margins: options.inSpec?.margins,
  });
  const found = { context, status, plan, checked, missed };
  remembered.set(solution, found);
  return found;
}
