/** The plan that every search shows at once, before anything is solved. */
import { pullPlan } from '../methods/pull/pull-plan.ts';
import type { Layout } from '../model/layout.ts';
import type { Solution } from '../model/solution.ts';
import { offer, type Run, tellProgress, tellRecord, traceNow } from './run.ts';

/** Share of the time limit that recording plans may take before the search. */
const TELLING_SHARE = 0.1;
/** Share of the time limit after which it is not improved: over a long horizon, a bound is worth more by then. */
const IMPROVING_SHARE = 1 / 3;

/**
 * Shows the plan when it is built, and again when it has been improved; over a long horizon, where recording a plan takes
 * seconds, only its progress. Returns null if it misses a minimum rate.
 */
export async function firstPlan(run: Run, layout: Layout): Promise<Solution | null> {
  const { options } = run.context;
  const { signal } = run.task.environment;
  if (layout.groups.length === 0) return null;
  run.task.onEvent({ kind: 'stage', stage: 'first plan', share: 0 });
  const isOver = () =>
    signal?.aborted === true || run.elapsedSeconds() >= IMPROVING_SHARE * options.timeLimitSeconds;
  let shown: Solution | null = null;
  let tellingSeconds = 0;
  for await (const { solution, keepsMinimumRates } of pullPlan(layout, options.seed, isOver)) {
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
