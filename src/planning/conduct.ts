/** Drives a method from start to end and turns what it yields into records. */
import type { Plan } from '../domain/plan.ts';
import type { Solver } from '../lp/solver.ts';
import type { FixedRoutes } from '../methods/fixed-routes.ts';
import type { Method, MethodEnd, MethodProgress } from '../methods/method.ts';
import { openRatedRoutes } from '../methods/rated-routes.ts';
import { rateCapBound, solveRelaxation } from '../methods/relaxation.ts';
import { decodePlan, decodePrices, selectionOfPlan, valuesOfPlan } from '../model/decode.ts';
import type { Layout } from '../model/layout.ts';
import { tightenRateCaps } from '../model/reachable-stock.ts';
import { bestRealPaths, type Selection } from '../model/selection.ts';
import { programSize } from '../model/size.ts';
import { scenarioHash } from '../scenario/hash.ts';
import { LARGEST_WHOLE } from './choose-method.ts';
import { externalSolver } from './external-solver.ts';
import { finish } from './finish.ts';
import { firstPlan } from './first-plan.ts';
import { type PacedOffers, paceOffers } from './pace-offers.ts';
import { finishingSeconds, olderPlans, type PlanTask, provedBefore } from './plan-task.ts';
import { openSelectionRater, type SelectionRater } from './rate-selections.ts';
import type { PlanRecord } from './record.ts';
import { offer, type Run, tellProgress, tellRecord, traceNow, withoutSolver } from './run.ts';
import { runContext } from './run-context.ts';
import { type Earlier, initialState, noteDraw, relax, remark, tighten } from './run-state.ts';

/** Plans with a method: a search over all slots or in blocks, or a rule. */
export async function conduct(method: Method, task: PlanTask): Promise<PlanRecord> {
  const { layout, input, environment } = task;
  const { options } = input;
  const searched = method.kind === 'search' && options.tightRateCaps ? tightenRateCaps(layout) : layout;
  const before = method.kind === 'search' ? provedBefore(task) : null;
  const external = await externalSolver(options, environment);
  const solver = await environment.openSolver();
  const rating = method.rates === 'beside' ? await environment.openSolver() : null;
  try {
    const run = await openRun(task, external ?? solver, before?.record);
    const { elapsedSeconds } = run;
    const routes = rating && (await openRatedRoutes(rating, layout));
    const rater = routes && raterOf(run, routes);
    if (method.kind === 'search') run.state = tighten(run.state, rateCapBound(searched), 'rate caps');
    const known = before?.record.bounds;
    if (known?.bound != null) run.state = tighten(run.state, known.bound, known.boundBy);
    const { start, earlier } = await startOf(run, method, rater, searched);
    const relaxation = relaxes(run, method) ? await relaxFirst(run, solver, searched) : null;
    if (options.method === 'auto' && method.name === 'blocks') {
      const columns = programSize(layout).columns.toLocaleString('en-GB');
      const text = `auto: the program of all slots would have ${columns} columns, too many: in blocks`;
      run.state = remark(run.state, text);
    }
    task.onEvent({ kind: 'stage', stage: 'search', share: 0 });
    const search = method.solve({
      layout: searched,
      solver: external ?? solver,
      openSolver: environment.openSolver,
      options,
      relaxation: {
        bound: Math.min(
          relaxation?.bound ?? Number.POSITIVE_INFINITY,
          known?.bound ?? Number.POSITIVE_INFINITY,
        ),
        prices: relaxation?.prices ?? null,
      },
      start,
      ...(earlier && { earlier }),
      proofs: before?.proofs ?? [],
      elapsedSeconds,
      ...(environment.signal && { signal: environment.signal }),
    });
    const end = await follow(run, method, search, rater);
    return await finish(run, method, end, { solver, routes, relaxationBound: relaxation?.bound ?? null });
  } finally {
    await Promise.all([solver.close(), rating?.close(), external?.close()]);
  }
}

async function openRun(
  task: PlanTask,
  solver: Pick<Solver, 'name' | 'version'>,
  earlier: Earlier | null = null,
): Promise<Run> {
  const { prepared, layout, input, environment } = task;
  const { scenario, options } = input;
  const began = environment.now();
  const context = runContext({
    scenario,
    scenarioHash: await scenarioHash(scenario),
    options,
    version: environment.version,
    prepared,
    layout,
    solver,
  });
  return { task, context, elapsedSeconds: () => environment.now() - began, state: initialState(earlier) };
}

const raterOf = (run: Run, routes: FixedRoutes): SelectionRater =>
  openSelectionRater(
    routes,
    () => ({ timeLimitSeconds: finishingSeconds(run.context.options), seed: run.context.options.seed }),
    run.elapsedSeconds,
    (solution) => {
      if (offer(run, solution)) tellRecord(run);
    },
  );

/** Whether the LP relaxation is solved first: for a rule, which can do without, only where it is quickly solved. */
function relaxes(run: Run, { name, kind, needs }: Method): boolean {
  if (!needs.relaxation || kind === 'search') return needs.relaxation;
  const { columns } = programSize(run.task.layout);
  if (columns <= LARGEST_WHOLE) return true;
  const text = `${name}: no bound beside the plan, since the LP relaxation would have ${columns.toLocaleString('en-GB')} columns`;
  run.state = remark(run.state, text);
  return false;
}

/**
 * The first outer bounds: rate caps, and the LP relaxation with its prices. A rule is compared with the latter only.
 */
async function relaxFirst(run: Run, solver: Solver, searched: Layout) {
  const { context, task, elapsedSeconds } = run;
  const { timeLimitSeconds, seed } = context.options;
  task.onEvent({ kind: 'stage', stage: 'relaxation', share: 0 });
  const { bound, prices: rowPrices } = await solveRelaxation(solver, searched, {
    timeLimitSeconds: Math.max(0.01, timeLimitSeconds - elapsedSeconds()),
    seed,
    ...(task.environment.signal && { signal: task.environment.signal }),
  });
  const prices = rowPrices && decodePrices(context.layout, rowPrices);
  run.state = relax(context, run.state, { bound, prices });
  run.state = tighten(run.state, bound, 'LP relaxation');
  const point = run.state.best && traceNow(run, 0, null);
  if (point) tellProgress(run, point);
  return { bound, prices: rowPrices };
}

/**
 * Where the method begins: at the best of the older plans; otherwise at the plan that is made at once, or with every
 * demand on its best real path.
 */
async function startOf(
  run: Run,
  method: Method,
  rater: SelectionRater | null,
  searched: Layout,
): Promise<{ readonly start: Selection; readonly earlier: Plan | null }> {
  const { layout, input } = run.task;
  const fallback = bestRealPaths(layout);
  const plans = method.kind === 'search' ? olderPlans(input) : [];
  const starts = rater ? plans.map((plan) => selectionOfPlan(layout, plan, fallback)) : [];
  if (rater && starts.length > 0) return { start: await rater.best(starts), earlier: null };
  const earlier = rater ? null : offerOlder(run, method, plans);
  const use = method.firstPlan(run.context.options);
  const found = use === 'none' || earlier !== null ? null : await firstPlan(run, searched);
  const first = use === 'start' ? found : null;
  const start = first?.selection ?? fallback;
  if (rater) return { start: await rater.best([start]), earlier };
  return { start, earlier: earlier ?? (first && decodePlan(layout, first.values)) };
}

/** The best of the older plans that hold as they are. */
function offerOlder(run: Run, method: Method, plans: readonly Plan[]): Plan | null {
  let earlier: Plan | null = null;
  for (const plan of plans) {
    // Its rates are kept, so it has to be valid as it is.
    const solution = valuesOfPlan(run.task.layout, plan);
    if (!offer(run, solution)) continue;
    if (run.state.best!.isVerified) {
      earlier = plan;
      const point = traceNow(run, 0, solution.objective);
      if (point) tellProgress(run, point);
    } else {
      const text = `${method.name}: an older plan does not hold in this network, and is left out`;
      run.state = remark(run.state, text);
    }
  }
  return earlier;
}

/** Runs a method to its end and turns what it yields into state, events and records. */
async function follow(
  run: Run,
  method: Method,
  search: AsyncGenerator<MethodProgress, MethodEnd>,
  rater: SelectionRater | null,
): Promise<MethodEnd> {
  // A rule is over before anybody could act on where it stands.
  const tells = method.kind === 'search';
  const offers = paceOffers(run, () => tells && tellRecord(run));
  const toItsEnd = async (): Promise<MethodEnd> => {
    for (;;) {
      const step = await search.next();
      if (step.done) return step.value;
      take(run, method, step.value, rater, offers);
    }
  };
  const settle = async () => {
    offers.proceed(true);
    await rater?.settle();
  };
  const work =
    method.kind === 'rule' ? `The rule ${method.name}` : `The search by ${run.context.solver.name}`;
  // A search that fails takes nothing with it: plans that wait are rated and saved first.
  return withoutSolver<MethodEnd>(run, work, toItsEnd().finally(settle), () => ({
    status: 'numerical',
    iterations: run.state.iterations - run.state.before.iteration,
    bound: Number.POSITIVE_INFINITY,
    boundBy: 'none',
  }));
}

function take(
  run: Run,
  method: Method,
  { iteration, improvement, draw, bound, boundBy, newProofs, remark: text }: MethodProgress,
  rater: SelectionRater | null,
  offers: PacedOffers,
): void {
  const { onEvent } = run.task;
  run.state = tighten(run.state, bound, boundBy);
  if (text !== undefined) run.state = remark(run.state, text);
  if (newProofs.length > 0) onEvent({ kind: 'proofs', proofs: newProofs });
  if (draw !== undefined) {
    run.state = noteDraw(run.context, run.state, draw);
  }
  if (improvement?.values !== undefined) offers.submit({ ...improvement, values: improvement.values });
  if (improvement) rater?.submit(improvement.selection);
  else rater?.proceed();
  const point = traceNow(run, iteration, improvement?.objective ?? null);
  if (point && method.kind === 'search') tellProgress(run, point);
  offers.proceed();
  // A bound alone is worth a record where one is quickly made: not of a long horizon.
  if (point && rater) tellRecord(run);
}
