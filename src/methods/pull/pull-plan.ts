/** A first plan, demand by demand and slot by slot, and its improvement. */
import { randomStream } from '../../base/random.ts';
import type { Layout } from '../../model/layout.ts';
import type { Solution } from '../../model/solution.ts';
import { openPulledPlan, type PulledPlan } from './pulled-plan.ts';
import { type Improver, openImprover } from './ruin-and-recreate.ts';

/** Tries between two looks at the clock, and at most. */
const TRIES = 1_000;
const MOST_TRIES = 60_000;
/** So many times that have to bring more than this share, or the plan stays as it is. */
const PATIENCE = 10;
const WORTHWHILE = 1e-4;

interface PullStep {
  readonly solution: Solution;
  readonly keepsMinimumRates: boolean;
}

interface PullSearch extends Omit<Improver, 'build'> {
  readonly plan: PulledPlan;
}

/** Slot by slot, and in a slot those demands first to which it could give most. */
export function openPullSearch(layout: Layout, seed: number): PullSearch {
  const plan = openPulledPlan(layout);
  const { build, ...improver } = openImprover(plan, randomStream(seed, 'ruin and recreate'));
  build(firstOrder(layout));
  return { plan, ...improver };
}

/**
 * Pulls a plan together and betters it as long as that is quickly done. Yields the plan at first and when it is done. Tries
 * are counted, so it is the same each time unless `isOver` ends them before.
 */
export async function* pullPlan(
  layout: Layout,
  seed: number,
  isOver: () => boolean,
): AsyncGenerator<PullStep, void> {
  const search = openPullSearch(layout, seed);
  const now = (): PullStep => ({
    solution: search.plan.solution(),
    keepsMinimumRates: search.keepsMinimumRates(),
  });
  yield now();
  for (let tries = 0; tries < MOST_TRIES && !isOver(); ) {
    let gained = 0;
    for (let turn = 0; turn < PATIENCE && !isOver(); turn++) {
      gained += search.improve(TRIES);
      tries += TRIES;
      await breath();
    }
    if (gained <= WORTHWHILE * search.plan.solution().objective) break;
  }
  yield now();
}

function firstOrder({ groups, choices, problem }: Layout): number[] {
  const most = groups.map(({ demand, slot, choices: own }) => {
    const weight = problem.demands[demand]!.weight[slot]!;
    return own.reduce((best, choice) => Math.max(best, weight * choices[choice]!.offer.rateCap), 0);
  });
  return [...groups.keys()].sort((a, b) => groups[a]!.slot - groups[b]!.slot || most[b]! - most[a]! || a - b);
}

/** Lets whoever shares the thread have a turn, such as an interruption. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
