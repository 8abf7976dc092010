/** What follows a search: prices, what the limits cost, why there is no plan, and the final record. */
import type { RunStatus } from '../domain/run-status.ts';
import type { SolveOptions, Solver } from '../lp/solver.ts';
import type { FixedRoutes } from '../methods/fixed-routes.ts';
import { explainInfeasibility } from '../methods/infeasibility.ts';
import type { Method, MethodEnd } from '../methods/method.ts';
import { programSize } from '../model/size.ts';
import { assumptionsOf } from './assumptions/assumptions.ts';
import { skippedLimits, weighLimits } from './catalogue-limits.ts';
import { LARGEST_WHOLE } from './choose-method.ts';
import type { PlanRecord } from './record.ts';
import { type Run, recordNow, secondsToFinish, withoutSolver } from './run.ts';
import { keepShortfall, remark, tighten } from './run-state.ts';
import { shadowPrices } from './shadow-prices.ts';
import { settled } from './status.ts';

interface Finishing {
  readonly solver: Solver;
  /** Null if the rates of the method's plans are its own. */
  readonly routes: FixedRoutes | null;
  /** Null if the method needs no relaxation. */
  readonly relaxationBound: number | null;
}

export async function finish(
  run: Run,
  method: Method,
  end: MethodEnd,
  finishing: Finishing,
): Promise<PlanRecord> {
  run.task.onEvent({ kind: 'stage', stage: 'finishing', share: 0 });
  run.state = tighten(run.state, end.bound, end.boundBy);
  run.state = { ...run.state, iterations: run.state.before.iteration + end.iterations };
  // What such a method proves is proved of its own plan, which a better one by the gap may not hide.
  const isProved = end.status === 'optimal' || end.status === 'gap-reached';
  if (method.firstPlan(run.context.options) === 'beside' && isProved && run.state.own) {
    run.state = { ...run.state, best: run.state.own };
  }
  await priceBest(run, finishing);
  await weighCatalogue(run, end, finishing);
  const status = end.status === 'infeasible' ? await explain(run, method, finishing) : end.status;
  const record = recordNow(run, status);
  return withAssumptions(run, method.kind === 'search' ? settled(record) : record);
}

function withAssumptions({ context }: Run, record: PlanRecord): PlanRecord {
  const { plan, storage } = record;
  if (plan === null) return record;
  return { ...record, assumptions: assumptionsOf(context.scenario, context.layout.problem, plan, storage) };
}

/** Limits of the solves that follow the search, which share the time that is left for them. */
const remainingLimits = (run: Run) => (): SolveOptions => ({
  timeLimitSeconds: secondsToFinish(run),
  seed: run.context.options.seed,
});

async function priceBest(run: Run, { routes }: Finishing): Promise<void> {
  const { layout, options } = run.context;
  const best = run.state.best?.solution;
  if (!routes || !best?.selection || !best.prices || !options.shadowPrices) return;
  const pricing = shadowPrices(
    layout,
    routes,
    { ...best, selection: best.selection, prices: best.prices },
    remainingLimits(run),
  );
  const prices = await withoutSolver(run, 'The pricing', pricing, () => ({ links: [], memories: [] }));
  run.state = { ...run.state, prices };
}

async function weighCatalogue(
  run: Run,
  { status }: MethodEnd,
  { solver, relaxationBound }: Finishing,
): Promise<void> {
  const { task, state, elapsedSeconds } = run;
  if (!state.best || !task.weighsLimits) return;
  const { objective } = state.best.solution;
  const weighing = weighLimits(task, solver, { objective, relaxationBound, status, elapsedSeconds });
  const limits = await withoutSolver(run, 'The search for what limits cost', weighing, () =>
    skippedLimits(task, 'numerical'),
  );
  run.state = { ...run.state, limits };
}

/** Notes where minimum rates cannot be met, and returns the final status of a run that was called infeasible. */
async function explain(run: Run, method: Method, { solver }: Finishing): Promise<RunStatus> {
  const { layout, options } = run.context;
  // There is a plan, whatever the solver said.
  if (run.state.best) return 'numerical';
  if (run.task.input.scenario.pointings?.length) {
    const text = 'The minimum rates were asked for with the pointings that are decided by hand.';
    run.state = remark(run.state, text);
  }
  const isSmall = programSize(layout).columns <= LARGEST_WHOLE;
  if (!method.needs.wholeProgram && !isSmall) return 'infeasible';
  // Of the rules, the overlay LP alone holds minimum rates against anything.
  const paths = method.kind === 'rule' ? 'split' : 'single';
  const explained = await explainInfeasibility(solver, layout, remainingLimits(run), paths);
  if (explained !== null) {
    const { shortages, isLeast, plan } = explained;
    run.state = { ...run.state, shortages };
    if (plan) run.state = keepShortfall(run.context, run.state, plan);
    if (!isLeast) run.state = remark(run.state, 'warning: less may be short than could be found out in time');
    // With nothing short there is a plan.
    return shortages.length > 0 ? 'infeasible' : 'numerical';
  }
  // A solver of the machine's is not believed without an explanation.
  if (options.solver !== 'built-in') return 'numerical';
  const text = 'warning: which minimum rates cannot be met could not be found out in time';
  run.state = remark(run.state, text);
  return 'infeasible';
}
