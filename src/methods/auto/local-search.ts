/** Fix-and-optimise over moving windows of slots, narrow ones first. */
import type { Solver } from '../../lp/solver.ts';
import type { Selection } from '../../model/selection.ts';
import { fixAndOptimise } from '../windows/fix-and-optimise.ts';
import { type RatedSelection, ratePlan } from '../windows/rate-selection.ts';
import type { PricedRelaxation } from '../windows/relaxation-with-cuts.ts';
import type { SearchContext } from '../windows/search-context.ts';
import type { WindowWidths } from '../windows/window-widths.ts';
import type { Side } from './side.ts';

/** Slots around a neighbourhood, of one slot and of several, in which rates and stocks may change. */
const SLOT_PAD = 5;
const PAD = 2;
/** Share of candidates offered in a neighbourhood of one slot; see `cheapest`. */
const SLOT_SHARE = 0.5;

export interface PlanSearch {
  readonly context: SearchContext;
  readonly solver: Solver;
  readonly state: Side;
  readonly widths: WindowWidths;
}

interface Shape {
  readonly width: number;
  readonly share: number;
  readonly pad: number;
}

/** Level 0 is slot by slot; each further level is wider and offers more candidates. */
function neighbourhoodOf({ context, widths }: PlanSearch, level: number): Shape {
  const { slotCount } = context.incidence.layout.problem.topology;
  if (level === 0) return { width: 1, share: SLOT_SHARE, pad: SLOT_PAD };
  return {
    width: Math.min(slotCount, Math.round((widths.improve * (1 + level)) / 2)),
    share: Math.min(1, widths.offered * level),
    pad: PAD,
  };
}

/** The plan that a local search works on; the proving side may find a better one meanwhile. */
interface SearchedPlan {
  read(): RatedSelection;
  /** Returns whether it is better. */
  offer(plan: RatedSelection | null): boolean;
}

/** A separate plan, which need not be the best. */
export function ownPlan(state: Side, from: RatedSelection): SearchedPlan {
  let plan = from;
  return {
    read: () => plan,
    offer(found) {
      if (found === null || found.objective <= plan.objective) return false;
      plan = found;
      state.offer(plan);
      return true;
    },
  };
}

/** The best plan of all, whichever side found it. */
export const bestPlan = (state: Side): SearchedPlan => ({
  read: () => state.plan()!,
  offer: (found) => state.offer(found),
});

/**
 * Moves a neighbourhood over the horizon until a whole pass finds nothing better, or until `mayEnd`, asked before every
 * step, says so. Returns whether the plan is optimal because a neighbourhood spanned everything.
 */
export async function localSearch(
  search: PlanSearch,
  level: number,
  piece: SearchedPlan,
  mayEnd: (isPassOver: boolean) => boolean,
): Promise<boolean> {
  const { context, solver, state } = search;
  const { width, share, pad } = neighbourhoodOf(search, level);
  const { slotCount } = context.incidence.layout.problem.topology;
  const stride = Math.max(1, Math.ceil(width / 2));
  const starts: number[] = [];
  for (let slot = 0; slot === 0 || slot + width < slotCount + stride; slot += stride) {
    starts.push(Math.min(slot, slotCount - width));
  }
  let sinceBetter = 0;
  let isComplete = true;
  for (let turn = 0; sinceBetter < starts.length; turn++) {
    const isOver = turn > 0 && mayEnd(turn % starts.length === 0);
    if (isOver || context.remainingSeconds() <= 0) return false;
    const from = starts[turn % starts.length]!;
    const to = from + width;
    const plan = piece.read();
    const { isComplete: isDone, better } = await fixAndOptimise(
      context,
      solver,
      plan,
      { from, to, pad, keeps: cheapest(state.prices()!, share) },
      Math.max(1, context.remainingSeconds() / starts.length),
    );
    state.count();
    isComplete &&= isDone;
    const newest = piece.read();
    const routes =
      better && (newest === plan ? better : transplant(context, better, newest.selection, from, to));
    if (routes && piece.offer(await ratePlan(context, solver, routes, context.limits()))) sinceBetter = 0;
    else sinceBetter++;
  }
  return isComplete && width >= slotCount && share >= 1;
}

/** Replaces the routes of some slots in another selection. */
function transplant(
  { incidence }: SearchContext,
  routes: Selection,
  into: Selection,
  from: number,
  to: number,
): Selection {
  return into.map((choice, group) => {
    const { groups, pointing } = incidence.layout;
    const { slot } = groups[group] ?? pointing!.columns[group - groups.length]!;
    return slot >= from && slot < to ? routes[group]! : choice;
  });
}

/** Selects the share of all candidates that cost least at the prices, relative to the best of their group. */
export function cheapest({ regret }: PricedRelaxation, share: number): (choice: number) => boolean {
  const sorted = regret.filter(Number.isFinite).sort();
  const most = share >= 1 ? Number.POSITIVE_INFINITY : (sorted[Math.floor(share * sorted.length)] ?? 0);
  return (choice) => regret[choice]! <= most;
}
