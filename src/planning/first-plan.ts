/** The plan that every search shows at once, before anything is solved. */
import { openPullSearch } from '../methods/pull/pull-plan.ts';
import type { Layout } from '../model/layout.ts';
import type { Solution } from '../model/solution.ts';
import { offer, type Run, tellProgress, tellRecord, traceNow } from './run.ts';

/** Tries between two looks at the clock, and at most. */
const TRIES = 1_000;
const MOST_TRIES = 60_000;
/** So many tries have to bring more than this share, or the method goes on. */
const PATIENCE = 10;
const WORTHWHILE = 1e-4;

/**
 * Pulls a plan together and betters it as long as that is quickly done; the tries are counted, so that it is the same each
 * time unless the time is up before. Null where it misses a minimum rate.
 */
export async function firstPlan(run: Run, layout: Layout): Promise<Solution | null> {
  const { options } = run.context;
  const { signal } = run.task.environment;
  if (layout.groups.length === 0) return null;
  run.task.onEvent({ kind: 'stage', stage: 'first plan', share: 0 });
  const search = openPullSearch(layout, options.seed);
  let shown: Solution | null = null;
  const show = () => {
    if (!search.keepsMinimumRates()) return;
    const solution = search.plan.solution();
    if (!offer(run, solution, false)) return;
    shown = solution;
    const point = traceNow(run, 0, solution.objective);
    if (point) tellProgress(run, point);
    tellRecord(run);
  };
  show();
  const isOver = () => signal?.aborted || run.elapsedSeconds() >= options.timeLimitSeconds;
  for (let tries = 0; tries < MOST_TRIES && !isOver(); ) {
    let gained = 0;
    for (let turn = 0; turn < PATIENCE && !isOver(); turn++) {
      gained += search.improve(TRIES);
      tries += TRIES;
      await breath();
    }
    if (gained <= WORTHWHILE * search.plan.solution().objective) break;
  }
  show();
  return shown;
}

/** Lets whoever shares the thread have a turn, such as an interruption. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
