/** Fix and optimise over moving windows of slots, narrow ones first. */
import type { Solver } from '../../lp/solver.ts';
import type { Selection } from '../../model/selection.ts';
import type { Board } from './board.ts';
import { improvePlan } from './improve.ts';
import type { PricedRelaxation } from './relaxation-with-cuts.ts';
import type { WindowWidths } from './widths.ts';
import { ratePlan, type WorkingPlan } from './working-plan.ts';
import type { Workshop } from './workshop.ts';

/** Slots around a neighbourhood of one slot, and of several, in which rates and stocks may change. */
const SLOT_PAD = 5;
const PAD = 2;
/** Of a neighbourhood of one slot, and of the first wider ones: the share of candidates offered; see `cheapest`. */
const SLOT_SHARE = 0.5;
const FIRST_SHARE = 0.3;

export interface PlanSearch {
  readonly workshop: Workshop;
  readonly solver: Solver;
  readonly board: Board;
  readonly widths: WindowWidths;
}

interface Shape {
  readonly width: number;
  readonly share: number;
  readonly pad: number;
}

/** Level 0 is slot by slot; each further level is wider and offers more candidates. */
function neighbourhoodOf({ workshop, widths }: PlanSearch, level: number): Shape {
  const { slotCount } = workshop.incidence.layout.problem.topology;
  if (level === 0) return { width: 1, share: SLOT_SHARE, pad: SLOT_PAD };
  return {
    width: Math.min(slotCount, Math.round((widths.improve * (1 + level)) / 2)),
    share: Math.min(1, FIRST_SHARE * level),
    pad: PAD,
  };
}

/** The plan that a sweep works on; the proving side may find a better one meanwhile. */
export interface Workpiece {
  read(): WorkingPlan;
  /** Says whether it is better. */
  offer(plan: WorkingPlan | null): boolean;
}

/** A plan of its own, which need not be the best. */
export function ownPlan(board: Board, from: WorkingPlan): Workpiece {
  let plan = from;
  return {
    read: () => plan,
    offer(found) {
      if (found === null || found.objective <= plan.objective) return false;
      plan = found;
      board.offer(plan);
      return true;
    },
  };
}

/** The best plan of all, whoever found it. */
export const bestPlan = (board: Board): Workpiece => ({
  read: () => board.plan()!,
  offer: (found) => board.offer(found),
});

/**
 * Moves a neighbourhood over the horizon until a whole pass finds nothing better, or `mayEnd`, asked
 * before every step. Whether the plan is optimal, since a neighbourhood spanned everything.
 */
export async function sweep(
  search: PlanSearch,
  level: number,
  piece: Workpiece,
  mayEnd: (isPassOver: boolean) => boolean,
): Promise<boolean> {
  const { workshop, solver, board } = search;
  const { width, share, pad } = neighbourhoodOf(search, level);
  const { slotCount } = workshop.incidence.layout.problem.topology;
  const stride = Math.max(1, Math.ceil(width / 2));
  const starts: number[] = [];
  for (let slot = 0; slot === 0 || slot + width < slotCount + stride; slot += stride) {
    starts.push(Math.min(slot, slotCount - width));
  }
  let sinceBetter = 0;
  let isComplete = true;
  for (let turn = 0; sinceBetter < starts.length; turn++) {
    const isOver = turn > 0 && mayEnd(turn % starts.length === 0);
    if (isOver || workshop.remainingSeconds() <= 0) return false;
    const from = starts[turn % starts.length]!;
    const to = from + width;
    const plan = piece.read();
    const { isComplete: isDone, better } = await improvePlan(
      workshop,
      solver,
      plan,
      { from, to, pad, keeps: cheapest(board.prices()!, share) },
      Math.max(1, workshop.remainingSeconds() / starts.length),
    );
    board.count();
    isComplete &&= isDone;
    const newest = piece.read();
    const routes =
      better && (newest === plan ? better : transplant(workshop, better, newest.selection, from, to));
    if (routes && piece.offer(await ratePlan(workshop, solver, routes, workshop.limits()))) sinceBetter = 0;
    else sinceBetter++;
  }
  return isComplete && width >= slotCount && share >= 1;
}

/** The routes of some slots, put into another selection. */
function transplant(
  { incidence }: Workshop,
  routes: Selection,
  into: Selection,
  from: number,
  to: number,
): Selection {
  return into.map((choice, group) => {
    const { slot } = incidence.layout.groups[group]!;
    return slot >= from && slot < to ? routes[group]! : choice;
  });
}

/** The share of all candidates that cost least at the prices, against the best of their group. */
export function cheapest({ regret }: PricedRelaxation, share: number): (choice: number) => boolean {
  const sorted = regret.filter(Number.isFinite).sort();
  const most = share >= 1 ? Number.POSITIVE_INFINITY : (sorted[Math.floor(share * sorted.length)] ?? 0);
  return (choice) => regret[choice]! <= most;
}
