/** Drives a method from start to end and turns what it yields into records. */
import type { Solver } from '../lp/solver.ts';
import { timeLimit } from '../lp/time-limit.ts';
import type { Method, MethodEnd, MethodProgress } from '../methods/method.ts';
import { solveRelaxation } from '../methods/relaxation.ts';
import { decodePrices } from '../model/decode.ts';
import type { Layout } from '../model/layout.ts';
import { rateCapBound } from '../model/rate-cap-bounds.ts';
import { tightenRateCaps } from '../model/reachable-stock.ts';
import { programSize } from '../model/size.ts';
import type { RowPrices } from '../model/solution.ts';
import { scenarioHash } from '../scenario/hash.ts';
import { LARGEST_WHOLE } from './choose-method.ts';
import { externalSolver } from './external-solver.ts';
import { finish } from './finish.ts';
import { buildFirstPlan } from './first-plan.ts';
import { type PacedOffers, paceOffers } from './pace-offers.ts';
import { finishingSeconds, type PlanTask, provedBefore } from './plan-task.ts';
import type { SelectionRater } from './rate-selections.ts';
import { openRater, openRating } from './rating.ts';
import type { PlanRecord } from './record.ts';
import {
  endSearch,
  noteBreakOff,
  type Run,
  secondsToFinish,
  tellProgress,
  tellRecord,
  traceNow,
  withoutSolver,
} from './run.ts';
import { runContext } from './run-context.ts';
import {
  type Earlier,
  initialState,
  noteDraw,
  noteHybridStep,
  noteRelaxation,
  remark,
  tighten,
} from './run-state.ts';
import { foreignSampler } from './sampler.ts';
import { startOf } from './start.ts';

/** Plans with a method: a search over all slots or in blocks, or a rule. */
export async function conduct(method: Method, task: PlanTask): Promise<PlanRecord> {
  const { layout, input, environment } = task;
  const { options } = input;
  const began = environment.now();
  const elapsedSeconds = () => environment.now() - began;
  const searched = method.kind === 'search' && options.tightRateCaps ? tightenRateCaps(layout) : layout;
  const before = method.kind === 'search' ? provedBefore(task) : null;
  const capBound = method.kind === 'search' ? rateCapBound(searched) : Number.POSITIVE_INFINITY;
  const external = await externalSolver(options, environment);
  const sampler = await foreignSampler(options, environment);
  const build = () => buildFirstPlan(method, task, searched, capBound, elapsedSeconds);
  // A resumed run has its own plan.
  const built = input.resume?.record.plan ? null : build();
  await built;
  const solver = await environment.openSolver();
  const rating = method.ratedBy === 'beside' ? await environment.openSolver() : null;
  try {
    const run = await openRun(task, external ?? solver, elapsedSeconds, before?.record);
    const routes = rating && (await openRating(run, rating));
    const rater = routes && openRater(run, routes);
    run.state = tighten(run.state, capBound, 'rate caps');
    const known = before?.record.bounds;
    if (known?.bound != null) run.state = tighten(run.state, known.bound, known.boundBy);
    const start = await startOf(run, method, rater, () => built ?? build());
    const isSearch = method.kind === 'search';
    const relaxation =
      isSearch && method.needs.relaxation ? await relax(run, solver, searched, secondsToSearch(run)) : null;
    if (options.method === 'auto' && method.name === 'blocks') {
      const columns = programSize(layout).columns.toLocaleString('en-GB');
      const text = `auto: the program of all slots would have ${columns} columns, too many: in blocks`;
      run.state = remark(run.state, text);
    }
    task.onEvent({ kind: 'stage', stage: 'search', share: 0 });
    const search = method.solve({
      layout: searched,
      solver: external ?? solver,
      ...(sampler && { sampler }),
      openSolver: environment.openSolver,
      options,
      relaxation: {
        bound: Math.min(
          relaxation?.bound ?? Number.POSITIVE_INFINITY,
          known?.bound ?? Number.POSITIVE_INFINITY,
        ),
        prices: relaxation?.prices ?? null,
      },
      start: start.selection,
      ...(start.plan && { earlier: start.plan }),
      proofs: before?.proofs ?? [],
      elapsedSeconds,
      ...(environment.signal && { signal: environment.signal }),
      onActivity: (activity) => task.onEvent({ kind: 'activity', ...activity }),
    });
    // A rule runs before its bound is computed, so the time for the bound does not change the plan.
    const steps = isSearch ? search : await runAhead(search);
    const beside = isSearch ? relaxation : await relaxBeside(run, method, solver);
    const end = await follow(run, method, steps, rater);
    return await finish(run, method, end, { solver, routes, relaxationBound: beside?.bound ?? null });
  } finally {
    await Promise.all([solver.close(), rating?.close(), external?.close()]);
  }
}

async function openRun(
  task: PlanTask,
  solver: Pick<Solver, 'name' | 'version'>,
  elapsedSeconds: Run['elapsedSeconds'],
  earlier: Earlier | null = null,
): Promise<Run> {
  const { prepared, layout, input, environment } = task;
  const { scenario, options } = input;
  const context = runContext({
    document: scenario,
    scenarioHash: await scenarioHash(scenario),
    options,
    version: environment.version,
    prepared,
    layout,
    solver,
  });
  return {
    task,
    context,
    elapsedSeconds,
    finishBy: options.timeLimitSeconds + finishingSeconds(options),
    state: initialState(earlier),
  };
}

const secondsToSearch = ({ context, elapsedSeconds }: Run): number =>
  timeLimit(context.options.timeLimitSeconds - elapsedSeconds());

/** Solves the LP relaxation for a bound beside the plan of a rule, which stays even if there is none. */
async function relaxBeside(run: Run, { name, needs }: Method, solver: Solver): Promise<Relaxed | null> {
  if (!needs.relaxation) return null;
  const { layout } = run.task;
  const { columns } = programSize(layout);
  if (columns > LARGEST_WHOLE) {
    const text = `${name}: no bound beside the plan, since the LP relaxation would have ${columns.toLocaleString('en-GB')} columns`;
    run.state = remark(run.state, text);
    return null;
  }
  try {
    return await relax(run, solver, layout, secondsToFinish(run));
  } catch (error) {
    noteBreakOff(run, 'The LP relaxation', error);
    return null;
  }
}

interface Relaxed {
  readonly bound: number;
  readonly prices: RowPrices | null;
}

/** Solves the LP relaxation for its bound and prices. */
async function relax(run: Run, solver: Solver, searched: Layout, timeLimitSeconds: number): Promise<Relaxed> {
  const { context, task } = run;
  const { seed } = context.options;
  task.onEvent({ kind: 'stage', stage: 'relaxation', share: 0 });
  const { bound, prices: rowPrices } = await solveRelaxation(solver, searched, {
    timeLimitSeconds,
    seed,
    ...(task.environment.signal && { signal: task.environment.signal }),
  });
  const prices = rowPrices && decodePrices(context.layout, rowPrices);
  run.state = noteRelaxation(context, run.state, { bound, prices });
  run.state = tighten(run.state, bound, 'LP relaxation');
  const point = run.state.best && traceNow(run, 0, null);
  if (point) tellProgress(run, point);
  return { bound, prices: rowPrices };
}

/** Runs a method to its end now; the returned generator repeats its steps and its end. */
async function runAhead(
  search: AsyncGenerator<MethodProgress, MethodEnd>,
): Promise<AsyncGenerator<MethodProgress, MethodEnd>> {
  const steps: MethodProgress[] = [];
  const toItsEnd = async (): Promise<() => MethodEnd> => {
    for (;;) {
      const step = await search.next();
      if (step.done) return () => step.value;
      steps.push(step.value);
    }
  };
  const end = await toItsEnd().catch((error: unknown) => () => {
    throw error;
  });
  return (async function* () {
    yield* steps;
    return end();
  })();
}

/** Runs a method to its end and turns what it yields into state, events and records. */
async function follow(
  run: Run,
  method: Method,
  search: AsyncGenerator<MethodProgress, MethodEnd>,
  rater: SelectionRater | null,
): Promise<MethodEnd> {
  // A rule ends before anybody could act on its progress.
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
    if (method.kind === 'search') endSearch(run);
    offers.proceed(true);
    await rater?.settle();
  };
  const work =
    method.kind === 'rule' ? `The rule ${method.name}` : `The search by ${run.context.solver.name}`;
  // If a search fails, nothing is lost: waiting plans are rated and saved first.
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
  { iteration, improvement, draw, bound, boundBy, newProofs, hybridStep, remark: text }: MethodProgress,
  rater: SelectionRater | null,
  offers: PacedOffers,
): void {
  const { onEvent } = run.task;
  run.state = tighten(run.state, bound, boundBy);
  if (text !== undefined) run.state = remark(run.state, text);
  if (hybridStep) run.state = noteHybridStep(run.state, hybridStep);
  if (newProofs.length > 0) onEvent({ kind: 'proofs', proofs: newProofs });
  if (draw !== undefined) {
    run.state = noteDraw(run.context, run.state, draw);
  }
  if (improvement === null) rater?.proceed();
  else if (rater === null) offers.submit(improvement);
  else rater.submit(improvement.selection, improvement);
  const point = traceNow(run, iteration, improvement?.objective ?? null);
  if (point && method.kind === 'search') tellProgress(run, point);
  offers.proceed();
  // For a bound alone, a record is made only if that takes little time, which it does not for a long horizon.
  if (point && rater) tellRecord(run);
}
