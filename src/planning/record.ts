import type { Plan } from '../domain/plan.ts';
import type { CheckedRecord, Shortage } from '../domain/run-record.ts';
import type { RunStatus } from '../domain/run-status.ts';
import { SCHEMES } from '../domain/schemes/schemes.ts';
import { relativeGap } from '../methods/bounds.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { withBusyTelescopes } from './busy-telescopes.ts';
import { judge } from './judge.ts';
import type { PlanOptions } from './options.ts';
import { factsOfPlan, factsOfProblem, NO_FACTS } from './record-facts.ts';
import type { RunContext } from './run-context.ts';
import { finiteOrNull, type RunState } from './run-state.ts';
import { withoutTerminal } from './warnings.ts';

export type PlanRecord = CheckedRecord<Scenario, PlanOptions>;

/**
 * The complete record of a run in its present state. A plan that fails its certificate is left out.
 * @param solveSeconds since the solution process of this run began
 */
export function toRecord(
  context: RunContext,
  state: RunState,
  status: RunStatus,
  solveSeconds: number,
): PlanRecord {
  const { scenario, document, options, layout } = context;
  const { scheme } = options;
  const { problem } = layout;
  const judged = state.best && judge(context, state, state.best.solution, status);
  const certificate = judged?.certificate ?? null;
  const bound = judged?.bound ?? state.bound;
  const valid = judged?.certificate.status === 'verified' ? judged.plan : null;
  const incumbent = valid && state.best!.solution.objective;
  const missed = valid ? withBusyTelescopes(judged!.missed, problem, valid) : [];
  const stated = statusOf(status, valid, missed);
  const facts = valid ? factsOfPlan(scenario, problem, valid, { scheme, status: stated }) : NO_FACTS;
  return {
    satqn: { record: 1, version: context.version },
    status: stated,
    method: SCHEMES[scheme].rule ?? options.method,
    scheme,
    objective: incumbent,
    totalPairs: valid && certificate!.totalPairs,
    bounds: {
      incumbent,
      bound: finiteOrNull(bound),
      relativeGap: finiteOrNull(relativeGap(incumbent, bound)),
      boundBy: missed.length > 0 ? 'none' : state.boundBy,
    },
    iterations: state.iterations,
    certificate,
    scenario: { name: scenario.name, hash: context.scenarioHash, document },
    options,
    solver: { name: context.solver.name, version: context.solver.version },
    seconds: { ...context.prepared.seconds, solve: state.before.seconds + solveSeconds },
    ...factsOfProblem(problem),
    ...facts,
    prices: state.prices,
    trajectory: state.trajectory,
    ...(state.hybridSteps.length > 0 ? { hybridMaster: state.hybridSteps } : {}),
    relaxation: state.relaxation,
    ...(valid && state.limits.length > 0 ? { catalogueLimits: state.limits } : {}),
    shortages: missed.length > 0 ? missed : state.shortages,
    warnings: [...context.warnings, ...withoutTerminal(facts.demands)],
    notes: [...problem.topology.notes, ...state.remarks, ...state.rejections],
    draws: SCHEMES[scheme].isMean ? state.draws : null,
    plan: valid,
  };
}

function statusOf(status: RunStatus, plan: Plan | null, missed: readonly Shortage[]): RunStatus {
  if (missed.length > 0 && status !== 'infeasible') return 'minimum-rate-missed';
  return plan === null && !NO_PLAN.includes(status) ? 'no-incumbent' : status;
}

/** Statuses that by themselves explain that there may be no plan. */
const NO_PLAN: readonly RunStatus[] = ['infeasible', 'no-incumbent', 'numerical'];
