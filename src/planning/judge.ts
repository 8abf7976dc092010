import type { CheckedCertificate } from '../domain/certificate.ts';
import type { Plan } from '../domain/plan.ts';
import type { Shortage } from '../domain/run-record.ts';
import type { RunStatus } from '../domain/run-status.ts';
import { mayMissMinimumRates } from '../domain/schemes/may-miss-minimum-rates.ts';
import { contradicts } from '../methods/bounds.ts';
import { decodePlan } from '../model/decode.ts';
import type { Solution } from '../model/solution.ts';
import { certify } from '../verify/certify.ts';
import { missedMinimumRates } from '../verify/minimum-rates.ts';
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

/** What a solution is judged by. */
interface Asked {
  readonly context: RunContext;
  readonly bound: number;
  readonly dualBound: number | null;
  readonly status: RunStatus | undefined;
}

const remembered = new WeakMap<Solution, { readonly asked: Asked; readonly judgement: Judgement }>();

/**
 * Decodes a solution and has it checked together with its bound. A solution is judged when it is offered and again when it
 * is recorded, which takes seconds over a long horizon, so the latest answer is remembered.
 * @param status of the run, once it has ended
 */
export function judge(
  context: RunContext,
  { bound, dualBound }: { readonly bound: number; readonly dualBound: number | null },
  solution: Solution,
  status?: RunStatus,
): Judgement {
  // Of the states of a run, the checker knows only that one.
  const asked: Asked = { context, bound, dualBound, status: status === 'infeasible' ? status : undefined };
  const known = remembered.get(solution);
  if (known && isSame(known.asked, asked)) return known.judgement;
  const judgement = judged(asked, solution);
  remembered.set(solution, { asked, judgement });
  return judgement;
}

const isSame = (one: Asked, other: Asked): boolean =>
  one.context === other.context &&
  one.bound === other.bound &&
  one.dualBound === other.dualBound &&
  one.status === other.status;

function judged({ context, bound, dualBound, status }: Asked, solution: Solution): Judgement {
  const { scenario, layout, options, own } = context;
  const { scheme } = options;
  const { objective, values, selection } = solution;
  const plan = decodePlan(layout, values, selection);
  const missed = mayMissMinimumRates(scheme, status) ? missedMinimumRates(scenario, plan, own.exempt) : [];
  const isContradicted = contradicts(bound, objective);
  // What bounds the plans that keep minimum rates does not bind those that miss them; a bound may lie below its plan
  // by what solvers round.
  const beside =
    missed.length > 0 ? Number.POSITIVE_INFINITY : isContradicted ? bound : Math.max(bound, objective);
  const certificate = certify({
    scenario,
    topology: layout.problem.topology,
    plan,
    objective,
    // One of the two is wrong: the plan is checked by itself.
    bound: isContradicted || !Number.isFinite(beside) ? null : beside,
    dualBound,
    exempt: own.exempt,
    catalogue: own.check,
    scheme,
    status,
  });
  return { plan, certificate, missed, bound: beside };
}
