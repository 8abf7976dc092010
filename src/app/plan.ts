/** The main job: a scenario in, events on the way, a verified run record out. No I/O here. */
import type { Plan } from '../domain/plan.ts';
import type { RunRecord, TrajectoryPoint } from '../domain/run-record.ts';
import { benders } from '../methods/benders/benders.ts';
import type { Cut } from '../methods/benders/options.ts';
import { OPTIMALITY_TOLERANCE, relativeGap, statusOfGap } from '../methods/bounds.ts';
import { type FixedRouteSolution, type FixedRoutes, openFixedRoutes } from '../methods/fixed-routes.ts';
import { explainInfeasibility } from '../methods/infeasibility.ts';
import type { Method, MethodEnd, MethodName, MethodProgress, RunStatus } from '../methods/method.ts';
import { monolith } from '../methods/monolith.ts';
import { solveRelaxation } from '../methods/relaxation.ts';
import { decodePrices, selectionOfPlan } from '../model/decode.ts';
import { layOut } from '../model/layout.ts';
import { tightenRateCaps } from '../model/reachable-stock.ts';
import { bestRealPaths, type Selection } from '../model/selection.ts';
import { scenarioHash } from '../scenario/hash.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { externalSolver } from './external-solver.ts';
import { checkOptions, type PlanOptions } from './options.ts';
import { prepare } from './prepare.ts';
import { createRecorder, type PlanRecord } from './recorder.ts';
import { shadowPrices } from './shadow-prices.ts';
import type { Tools } from './tools.ts';

const METHODS: Readonly<Record<MethodName, Method>> = { benders, milp: monolith };

/** Seconds after the end of the search in which rates and prices may still be polished. */
const FINISHING_SECONDS = 20;

export interface PlanInput {
  readonly scenario: Scenario;
  readonly options: PlanOptions;
  /** Routes of an older plan to start from. */
  readonly start?: Plan;
  /** An interrupted run of the same scenario to go on from. */
  readonly resume?: { readonly record: RunRecord; readonly cuts: readonly Cut[] };
}

export type PlanEvent =
  | {
      readonly kind: 'stage';
      readonly stage: 'topology' | 'catalogue' | 'relaxation' | 'search' | 'finishing';
      /** How much of the stage is done, 0 to 1, where that is known; 0 where it begins. */
      readonly share: number;
    }
  | ({ readonly kind: 'progress' } & TrajectoryPoint & { readonly relativeGap: number | null })
  /** A better plan or bound, as a complete record that could be the last word. */
  | { readonly kind: 'record'; readonly record: PlanRecord }
  /** Cuts that a later run can go on from. */
  | { readonly kind: 'cuts'; readonly cuts: readonly Cut[] };

/**
 * Plans a scenario. Every record that leaves here holds a plan that the independent checker
 * passed, or none.
 * @throws InputError for mistakes of the scenario that only its topology reveals, or its size
 */
export async function planScenario(
  input: PlanInput,
  tools: Tools,
  onEvent: (event: PlanEvent) => void,
): Promise<PlanRecord> {
  const { options } = input;
  checkOptions(options);
  const prepared = await prepare(input.scenario, tools, (stage, share) =>
    onEvent({ kind: 'stage', stage, share }),
  );
  const { problem } = prepared;
  const layout = layOut(problem);
  const searched = options.tightRateCaps ? tightenRateCaps(layout) : layout;
  // What an older run proved holds only for the same catalogue, made by the same version.
  const proved =
    input.resume?.record.satqn.version === tools.version &&
    input.resume.record.catalogue.choices === layout.choices.length
      ? input.resume
      : null;
  const external = await externalSolver(options, tools);
  const searcher = await tools.openSolver();
  const finisher = await tools.openSolver();
  try {
    const began = tools.now();
    const elapsedSeconds = () => tools.now() - began;
    const signal = tools.signal ? { signal: tools.signal } : {};
    const searchLimits = () => ({
      timeLimitSeconds: Math.max(0.01, options.timeLimitSeconds - elapsedSeconds()),
      seed: options.seed,
      ...signal,
    });
    const finishLimits = () => ({ timeLimitSeconds: FINISHING_SECONDS, seed: options.seed });
    const recorder = createRecorder({
      scenario: input.scenario,
      scenarioHash: await scenarioHash(input.scenario),
      options,
      version: tools.version,
      prepared,
      layout,
      solver: external ?? searcher,
      elapsedSeconds,
      earlier: proved?.record.trajectory ?? [],
    });
    const routes = await openFixedRoutes(finisher, layout);
    const older = input.start ?? input.resume?.record.plan ?? null;
    const saveInterim = () => {
      // A plan on record gives way only to a plan.
      if (recorder.best() === null && input.resume?.record.plan) return;
      onEvent({ kind: 'record', record: recorder.record('interrupted') });
    };
    const incumbents = createIncumbents(routes, finishLimits, (solution) => {
      if (recorder.offer(solution)) saveInterim();
    });

    onEvent({ kind: 'stage', stage: 'relaxation', share: 0 });
    const relaxation = await solveRelaxation(searcher, searched, searchLimits());
    recorder.relax(
      relaxation.bound,
      relaxation.multipliers && decodePrices(layout, relaxation.meanings, relaxation.multipliers),
    );
    recorder.tighten(relaxation.bound, 'LP relaxation');
    const earlier = proved?.record.bounds;
    if (earlier?.bound != null) recorder.tighten(earlier.bound, earlier.boundBy);
    const bound = Math.min(relaxation.bound, earlier?.bound ?? Number.POSITIVE_INFINITY);

    const fallback = bestRealPaths(layout);
    const start: Selection = older ? selectionOfPlan(layout, older, fallback) : fallback;
    incumbents.submit(start);

    onEvent({ kind: 'stage', stage: 'search', share: 0 });
    const search = METHODS[options.method].solve({
      layout: searched,
      solver: external ?? searcher,
      options,
      relaxation: { bound, multipliers: relaxation.multipliers },
      start,
      cuts: proved?.cuts ?? [],
      elapsedSeconds,
      ...signal,
    });
    const end = await follow(search, (progress) => {
      recorder.tighten(progress.bound, progress.boundBy);
      const point = recorder.trace(progress.iteration, progress.improvement?.objective ?? null);
      if (progress.newCuts.length > 0) onEvent({ kind: 'cuts', cuts: progress.newCuts });
      if (progress.improvement) incumbents.submit(progress.improvement.selection);
      if (point) {
        const gap = point.bound === null ? null : relativeGap(point.incumbent, point.bound);
        onEvent({ kind: 'progress', ...point, relativeGap: Number.isFinite(gap) ? gap : null });
        saveInterim();
      }
    });

    onEvent({ kind: 'stage', stage: 'finishing', share: 0 });
    await incumbents.settle();
    recorder.tighten(end.bound, end.boundBy);
    recorder.finish(end.iterations);
    const best = recorder.best();
    if (best) recorder.price(await shadowPrices(layout, routes, best, finishLimits));
    let { status } = end;
    if (status === 'infeasible') {
      const shortages = best ? [] : await explainInfeasibility(searcher, layout, finishLimits());
      recorder.short(shortages);
      // The word of an external solver alone makes no scenario infeasible.
      if (external && shortages.length === 0) status = 'numerical';
    }
    const record = recorder.record(status);
    return { ...record, status: statusByBounds(record) };
  } finally {
    await Promise.all([searcher.close(), finisher.close(), external?.close()]);
  }
}

/** The method judged by its own bounds; what counts is the verified plan and the best bound of the record. */
function statusByBounds({ status, plan, bounds, options }: PlanRecord): RunStatus {
  if (plan === null) return status;
  const reached = statusOfGap(bounds.incumbent, bounds.bound ?? Number.POSITIVE_INFINITY, options.gap);
  if (reached) return reached;
  const isClaimed = status === 'optimal' || status === 'gap-reached';
  return isClaimed && !(bounds.relativeGap! <= options.gap + OPTIMALITY_TOLERANCE) ? 'numerical' : status;
}

/** Runs a generator to its end and hands on what it yields. */
async function follow(
  search: AsyncGenerator<MethodProgress, MethodEnd>,
  onProgress: (progress: MethodProgress) => void,
): Promise<MethodEnd> {
  for (;;) {
    const step = await search.next();
    if (step.done) return step.value;
    onProgress(step.value);
  }
}

/**
 * Turns selections into rates beside the search, on a solver of its own. Only the newest waits:
 * a selection that was overtaken before its turn is not evaluated.
 */
function createIncumbents(
  routes: FixedRoutes,
  limits: () => { timeLimitSeconds: number },
  onSolution: (solution: FixedRouteSolution) => void,
) {
  let waiting: Selection | null = null;
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  const work = async () => {
    while (waiting) {
      const selection = waiting;
      waiting = null;
      const { solution } = await routes.evaluate(selection, limits());
      if (solution) onSolution(solution);
    }
    busy = false;
  };
  return {
    submit(selection: Selection) {
      waiting = selection;
      if (busy) return;
      busy = true;
      working = work();
      // Reported by settle(); without this a failure before would end the process.
      working.catch(() => {});
    },
    settle: () => working,
  };
}
