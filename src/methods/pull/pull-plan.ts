/** Builds a first plan, demand by demand and slot by slot, and improves it. */
import { randomStream } from '../../base/random.ts';
import { flownLayout } from '../../model/flown-layout.ts';
import type { Layout } from '../../model/layout.ts';
import { rateCapsByGroup } from '../../model/rate-cap-bounds.ts';
import { choicesOf, type Selection } from '../../model/selection.ts';
import type { Solution } from '../../model/solution.ts';
import { pointTelescopes } from './point-telescopes.ts';
import { openPulledPlan, type PulledPlan } from './pulled-plan.ts';
import { type Improver, openImprover } from './ruin-and-recreate.ts';

/** Tries in a round, and in total. The clock is read between rounds. */
const TRIES = 1_000;
const MOST_TRIES = 60_000;
/** The search goes on only if this many rounds have improved the plan by more than this share. */
const ROUNDS_PER_CHECK = 10;
const WORTHWHILE = 1e-4;

export interface PullStep {
  readonly solution: Solution;
  readonly keepsMinimumRates: boolean;
}

interface PullSearch extends Omit<Improver, 'build'> {
  readonly plan: PulledPlan;
}

/**
 * Builds a plan slot by slot, in each slot beginning with the demands that could gain most. Where telescopes are pointed,
 * they come first, and the plan keeps to that.
 */
export function openPullSearch(whole: Layout, seed: number): PullSearch {
  const pointed = whole.pointing && pointTelescopes(whole, firstOrder(whole));
  const layout = pointed ? flownLayout(whole, pointed) : whole;
  const plan = withPointing(whole, pointed, openPulledPlan(layout));
  const { build, ...improver } = openImprover(plan, randomStream(seed, 'ruin and recreate'));
  build(firstOrder(layout));
  return { plan, ...improver };
}

/**
 * Builds a plan and improves it as long as that takes little time. Yields the plan as it is built and, if there was time to
 * improve it, at the end.
 * The number of tries does not depend on the clock, so the plan is the same in every run unless `isOver` ends it early.
 */
export async function* pullPlan(
  layout: Layout,
  seed: number,
  isOver: () => boolean,
): AsyncGenerator<PullStep, void> {
  const search = openPullSearch(layout, seed);
  const step = (): PullStep => ({
    solution: search.plan.solution(),
    keepsMinimumRates: search.value().missing === 0,
  });
  yield step();
  let tries = 0;
  while (tries < MOST_TRIES && !isOver()) {
    const before = search.value();
    for (let round = 0; round < ROUNDS_PER_CHECK && !isOver(); round++) {
      search.improve(TRIES);
      tries += TRIES;
      await breath();
    }
    const now = search.value();
    const isRaised = now.objective - before.objective > WORTHWHILE * now.objective;
    // A plan that misses less of the minimum rates is better even if it delivers fewer pairs.
    const isMissingLess = before.missing - now.missing > WORTHWHILE * before.missing;
    if (!isRaised && !isMissingLess) break;
  }
  if (tries > 0) yield step();
}

function firstOrder(layout: Layout): number[] {
  const { groups } = layout;
  const most = rateCapsByGroup(layout);
  return [...groups.keys()].sort((a, b) => groups[a]!.slot - groups[b]!.slot || most[b]! - most[a]! || a - b);
}

/** Lets other tasks of this thread run, so that an interruption is noticed. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** The plan, with the telescopes in its solution. */
const withPointing = (layout: Layout, pointed: Selection | null, plan: PulledPlan): PulledPlan =>
  pointed === null
    ? plan
    : {
        ...plan,
        solution() {
          const solution = plan.solution();
          const selection = pointed.slice();
          selection.set(choicesOf(layout, solution.selection!));
          return { ...solution, selection };
        },
      };
