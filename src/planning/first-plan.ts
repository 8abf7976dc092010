/** The plan that every search shows at once, before anything is solved. */
import type { Method } from '../methods/method.ts';
import { type PullStep, pullPlan } from '../methods/pull/pull-plan.ts';
import type { Layout } from '../model/layout.ts';
import type { Solution } from '../model/solution.ts';
import type { PlanTask } from './plan-task.ts';
import { offer, type Run, tellProgress, tellRecord, traceNow } from './run.ts';

/** Share of the time limit that recording plans may take before the search. */
const TELLING_SHARE = 0.1;
/** Share of the time limit after which it is not improved: over a long horizon, a bound is worth more by then. */
const IMPROVING_SHARE = 1 / 4;

/** The plan as it is built, then as it is improved. */
export type BuiltPlans = AsyncIterable<PullStep>;

/**
 * Builds the plan before anything else is done, since over a long horizon already the check of the catalogue takes
 * seconds. Returns null for methods that begin without it.
 * @param layout as the method is given it
 * @param bound upper bound on every plan
 * @param elapsedSeconds since the solution process began
 */
export async function buildFirstPlan(
  method: Method,
  { input: { options }, environment: { signal }, onEvent }: PlanTask,
  layout: Layout,
  bound: number,
  elapsedSeconds: () => number,
): Promise<BuiltPlans | null> {
  if (method.firstPlan(options) === 'none' || layout.groups.length === 0) return null;
  onEvent({ kind: 'stage', stage: 'first plan', share: 0 });
  const isOver = () =>
    signal?.aborted === true || elapsedSeconds() >= IMPROVING_SHARE * options.timeLimitSeconds;
  const plans = pullPlan(layout, options.seed, isOver);
  const built = await plans.next();
  if (built.done) return null;
  const { solution, keepsMinimumRates } = built.value;
  if (keepsMinimumRates) onEvent({ kind: 'built', objective: solution.objective, bound });
  return (async function* () {
    yield built.value;
    yield* plans;
  })();
}

/**
 * Shows the plan, and again when it has been improved; over a long horizon, where recording a plan takes seconds, only its
 * progress. Returns null if it misses a minimum rate.
 */
export async function showFirstPlan(run: Run, plans: BuiltPlans): Promise<Solution | null> {
  const { options } = run.context;
  let shown: Solution | null = null;
  let tellingSeconds = 0;
  for await (const { solution, keepsMinimumRates } of plans) {
    if (!keepsMinimumRates || !offer(run, solution, false)) continue;
    shown = solution;
    const point = traceNow(run, 0, solution.objective);
    if (point) tellProgress(run, point);
    if (tellingSeconds > TELLING_SHARE * options.timeLimitSeconds) continue;
    const began = run.elapsedSeconds();
    tellRecord(run);
    tellingSeconds += run.elapsedSeconds() - began;
  }
  return shown;
}
