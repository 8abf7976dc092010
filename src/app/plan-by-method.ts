import { auto } from '../methods/auto/auto.ts';
import { benders } from '../methods/benders/benders.ts';
import { relativeGap } from '../methods/bounds.ts';
import { type FixedRouteSolution, type FixedRoutes, openFixedRoutes } from '../methods/fixed-routes.ts';
import { explainInfeasibility } from '../methods/infeasibility.ts';
import type { Method, MethodEnd, MethodName } from '../methods/method.ts';
import { monolith } from '../methods/monolith.ts';
import { rateCapBound, solveRelaxation } from '../methods/relaxation.ts';
import { decodePrices, selectionOfPlan } from '../model/decode.ts';
import { tightenRateCaps } from '../model/reachable-stock.ts';
import { bestRealPaths, type Selection } from '../model/selection.ts';
import { skippedLimits, weighLimits } from './catalogue-limits.ts';
import { externalSolver } from './external-solver.ts';
import {
  FINISHING_SECONDS,
  follow,
  noteShortages,
  olderPlans,
  openRecorder,
  type PlanTask,
  provedBefore,
  withoutSolver,
} from './plan-task.ts';
import type { PlanRecord } from './recorder.ts';
import { shadowPrices } from './shadow-prices.ts';
import { settled } from './status.ts';

const METHODS: Readonly<Record<MethodName, Method>> = { auto, benders, milp: monolith };

/** Rates of better plans are computed beside the search in no more than this share of its time, which shares processors. */
const RATING_SHARE = 0.1;

/** Solves the program of a scheme by the method asked for. */
export async function planByMethod(task: PlanTask): Promise<PlanRecord> {
  const { layout, input, tools, onEvent } = task;
  const { options } = input;
  const searched = options.tightRateCaps ? tightenRateCaps(layout) : layout;
  const proved = provedBefore(task);
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
    const recorder = await openRecorder<FixedRouteSolution>(
      task,
      external ?? searcher,
      elapsedSeconds,
      proved?.record,
    );
    const routes = await openFixedRoutes(finisher, layout);
    const saveInterim = () => onEvent({ kind: 'record', record: recorder.record('interrupted') });
    const incumbents = createIncumbents(routes, finishLimits, elapsedSeconds, (solution) => {
      if (recorder.offer(solution)) saveInterim();
    });

    recorder.tighten(rateCapBound(searched), 'rate caps');
    onEvent({ kind: 'stage', stage: 'relaxation', share: 0 });
    const relaxation = await solveRelaxation(searcher, searched, searchLimits());
    recorder.relax(
      relaxation.status === 'unsolved' ? Number.POSITIVE_INFINITY : relaxation.bound,
      relaxation.multipliers && decodePrices(layout, relaxation.meanings, relaxation.multipliers),
    );
    recorder.tighten(relaxation.bound, 'LP relaxation');
    const earlier = proved?.record.bounds;
    if (earlier?.bound != null) recorder.tighten(earlier.bound, earlier.boundBy);
    const bound = Math.min(relaxation.bound, earlier?.bound ?? Number.POSITIVE_INFINITY);

    const fallback = bestRealPaths(layout);
    const starts = olderPlans(input).map((plan) => selectionOfPlan(layout, plan, fallback));
    const start = await incumbents.best(starts.length > 0 ? starts : [fallback]);

    onEvent({ kind: 'stage', stage: 'search', share: 0 });
    const search = METHODS[options.method].solve({
      layout: searched,
      solver: external ?? searcher,
      openSolver: tools.openSolver,
      options,
      relaxation: { bound, multipliers: relaxation.multipliers },
      start,
      proofs: proved?.proofs ?? [],
      elapsedSeconds,
      ...signal,
    });
    let iterations = 0;
    const following = follow(search, (progress) => {
      iterations = progress.iteration;
      recorder.tighten(progress.bound, progress.boundBy);
      if (progress.remark !== undefined) recorder.remark(progress.remark);
      const point = recorder.trace(progress.iteration, progress.improvement?.objective ?? null);
      if (progress.newProofs.length > 0) onEvent({ kind: 'proofs', proofs: progress.newProofs });
      if (progress.improvement) incumbents.submit(progress.improvement.selection);
      else incumbents.proceed();
      if (point) {
        const gap = point.bound === null ? null : relativeGap(point.incumbent, point.bound);
        onEvent({ kind: 'progress', ...point, relativeGap: Number.isFinite(gap) ? gap : null });
        saveInterim();
      }
    });
    // A search that fails takes nothing with it: plans that wait are rated and saved first.
    const end = await withoutSolver<MethodEnd>(
      following.finally(incumbents.settle),
      () => ({ status: 'numerical', iterations, bound: Number.POSITIVE_INFINITY, boundBy: 'none' }),
      { work: `The search by ${(external ?? searcher).name}`, recorder, onEvent },
    );

    onEvent({ kind: 'stage', stage: 'finishing', share: 0 });
    recorder.tighten(end.bound, end.boundBy);
    recorder.finish(end.iterations);
    const best = recorder.best();
    if (best && options.shadowPrices) {
      const prices = shadowPrices(layout, routes, best, finishLimits);
      const none = () => ({ links: [], memories: [] });
      recorder.price(await withoutSolver(prices, none, { work: 'The pricing', recorder, onEvent }));
    }
    if (best && task.weighsLimits) {
      const weighing = weighLimits(task, searcher, {
        objective: best.objective,
        relaxationBound: relaxation.bound,
        status: end.status,
        elapsedSeconds,
      });
      const unknown = () => skippedLimits(task, 'numerical');
      recorder.limit(
        await withoutSolver(weighing, unknown, {
          work: 'The search for what limits cost',
          recorder,
          onEvent,
        }),
      );
    }
    let { status } = end;
    if (status === 'infeasible') {
      const shortages = best ? [] : await explainInfeasibility(searcher, layout, finishLimits());
      status = noteShortages(recorder, shortages, external === null);
    }
    return settled(recorder.record(status));
  } finally {
    await Promise.all([searcher.close(), finisher.close(), external?.close()]);
  }
}

/**
 * Turns selections into rates beside the search, on a solver of its own. Only the newest waits:
 * a selection that was overtaken before its turn is not evaluated.
 */
function createIncumbents(
  routes: FixedRoutes,
  limits: () => { timeLimitSeconds: number },
  elapsedSeconds: () => number,
  onSolution: (solution: FixedRouteSolution) => void,
) {
  let waiting: Selection | null = null;
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  /** Before it the next evaluation does not begin. */
  let restsUntil = 0;
  const work = async (isLast: boolean) => {
    while (waiting && (isLast || elapsedSeconds() >= restsUntil)) {
      const selection = waiting;
      waiting = null;
      const began = elapsedSeconds();
      const { solution } = await routes.evaluate(selection, limits());
      if (solution) onSolution(solution);
      const ended = elapsedSeconds();
      restsUntil = ended + (ended - began) / RATING_SHARE;
    }
    busy = false;
  };
  return {
    /** The best of several selections; a single one is not waited for. */
    async best(selections: readonly Selection[]): Promise<Selection> {
      let [best] = selections;
      if (selections.length === 1) this.submit(best!);
      let value = Number.NEGATIVE_INFINITY;
      for (const selection of selections.length > 1 ? selections : []) {
        const { solution } = await routes.evaluate(selection, limits());
        if (solution) onSolution(solution);
        if (solution === null || solution.objective <= value) continue;
        best = selection;
        value = solution.objective;
      }
      return best!;
    },
    submit(selection: Selection) {
      waiting = selection;
      this.proceed();
    },
    /** Begins with what waits, if it is time. */
    proceed() {
      if (busy) return;
      busy = true;
      working = work(false);
      // Reported by settle(); without this a failure before would end the process.
      working.catch(() => {});
    },
    async settle() {
      await working;
      await work(true);
    },
  };
}
