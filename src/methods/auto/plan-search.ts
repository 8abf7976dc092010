/**
 * The side of the search that plans. From the prices of the proving side a dive over all slots, or a
 * priced rolling horizon where windows can be wide; then fix and optimise over moving windows, narrow ones
 * first. Sharper prices begin it anew.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Selection } from '../../model/selection.ts';
import type { Board } from './board.ts';
import { crossPlans } from './cross.ts';
import { dive } from './dive.ts';
import { improvePlan } from './improve.ts';
import type { PricedRelaxation } from './relaxation-with-cuts.ts';
import { rollForward } from './roll.ts';
import type { SharedWork } from './shared-work.ts';
import { solveWhole } from './whole.ts';
import type { WindowWidths } from './widths.ts';
import { ratePlan, type WorkingPlan } from './working-plan.ts';
import type { Workshop } from './workshop.ts';

/** Slots around a neighbourhood of one slot, and of several, in which rates and stocks may change. */
const SLOT_PAD = 5;
const PAD = 2;
/** Of a neighbourhood of one slot, and of the first wider ones: the share of candidates offered; see `cheapest`. */
const SLOT_SHARE = 0.5;
const FIRST_SHARE = 0.3;
/** Share of the time that a dive, and a roll, may take. */
const CONSTRUCTION_SHARE = 0.2;
/** Share of the time that the crossing of two plans may take. */
const CROSSING_SHARE = 0.1;
/** Slots of a window from which on rolling sees far enough to be worth its time. */
const LEAST_ROLL = 5;
/** Level from which on so little is found that work of the proving side goes first. */
const LEAST_IDLE = 2;
/** Share of the time that has to be left for beginning anew. */
const RENEWAL_SHARE = 0.4;

/** Between its own sweeps it does `shared` work of the proving side, if it has a solver of its own for it. */
export async function searchPlan(
  workshop: Workshop,
  solver: Solver,
  board: Board,
  widths: WindowWidths,
  shared: SharedWork | null,
): Promise<void> {
  const { task, limits } = workshop;
  board.offer(await ratePlan(workshop, solver, task.start, limits()));
  board.count();
  let used = await board.firstPrices;
  if (used === null) return;
  const search: PlanSearch = { workshop, solver, board, widths };
  await construct(search, used);
  // Diving and rolling look no further than they must, and may miss a minimum rate that could be met.
  if (board.plan() === null) return solveWhole(workshop, solver, board);

  for (let level = 1; workshop.remainingSeconds() > 0; level++) {
    const isNew = () => board.prices() !== used;
    // Prices without cuts are so dull that nothing is lost by leaving them at once.
    const isDull = used.binding.length === 0;
    const isIdle = level >= LEAST_IDLE;
    shared?.setReady(isIdle);
    let isCalled = false;
    const mayEnd = (isPassOver: boolean) => {
      isCalled = isIdle && shared?.isWaiting() === true;
      return isCalled || ((isPassOver || isDull) && isNew());
    };
    const isOptimal = await sweepBest(search, level, mayEnd);
    if (isOptimal) return;
    await shared?.help(solver);
    // The sweep was left, not done.
    if (isCalled) level--;
    if (!isNew() || workshop.remainingSeconds() < task.options.timeLimitSeconds * RENEWAL_SHARE) continue;
    used = board.prices()!;
    shared?.setReady(false);
    await construct(search, used);
    level = 0;
  }
}

async function rollOver(
  { workshop, solver, widths }: PlanSearch,
  priced: PricedRelaxation,
  seconds: number,
): Promise<Selection | null> {
  const { slotCount } = workshop.incidence.layout.problem.topology;
  const plan = { selection: workshop.task.start.slice(), values: new Map<number, number>() };
  const isWhole = await rollForward(workshop, solver, priced.prices, plan, {
    from: 0,
    to: slotCount,
    horizon: slotCount,
    width: widths.roll,
    step: Math.max(1, Math.floor(widths.roll / 3)),
    relativeGap: 1e-4,
    seconds,
    keeps: cheapest(priced, FIRST_SHARE),
  });
  return isWhole ? plan.selection : null;
}

interface PlanSearch {
  readonly workshop: Workshop;
  readonly solver: Solver;
  readonly board: Board;
  readonly widths: WindowWidths;
}

/** Plans from the prices, each put right slot by slot, and crossed with the best. */
async function construct(search: PlanSearch, priced: PricedRelaxation): Promise<void> {
  const { workshop, solver, board, widths } = search;
  const { task, limits } = workshop;
  const seconds = () =>
    Math.min(workshop.remainingSeconds(), task.options.timeLimitSeconds * CONSTRUCTION_SHARE);
  const makers = [
    () => dive(workshop, solver, priced, seconds()),
    ...(widths.roll >= LEAST_ROLL ? [() => rollOver(search, priced, seconds())] : []),
  ];
  for (const make of makers) {
    const best = board.plan();
    const selection = await make();
    board.count();
    const plan = selection && (await ratePlan(workshop, solver, selection, limits()));
    if (!plan) continue;
    board.offer(plan);
    const isDull = priced.binding.length === 0;
    const mayEnd = (isPassOver: boolean) => isPassOver || (isDull && board.prices() !== priced);
    const piece = ownPlan(search, plan);
    await sweep(search, neighbourhoodOf(search, 0), piece, mayEnd);
    if (best === null || isDull) continue;
    const [better, worse] = [best, piece.read()].sort((a, b) => b.objective - a.objective);
    const limit = task.options.timeLimitSeconds * CROSSING_SHARE;
    const routes = await crossPlans(workshop, solver, better!, worse!, limit);
    board.offer(routes && (await ratePlan(workshop, solver, routes, limits())));
  }
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
interface Workpiece {
  read(): WorkingPlan;
  /** Says whether it is better. */
  offer(plan: WorkingPlan | null): boolean;
}

function ownPlan({ board }: PlanSearch, from: WorkingPlan): Workpiece {
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

const sweepBest = (
  search: PlanSearch,
  level: number,
  mayEnd: (isPassOver: boolean) => boolean,
): Promise<boolean> =>
  sweep(
    search,
    neighbourhoodOf(search, level),
    { read: () => search.board.plan()!, offer: (found) => search.board.offer(found) },
    mayEnd,
  );

/**
 * Moves a neighbourhood over the horizon until a whole pass finds nothing better, or `mayEnd`, asked
 * before every step. Whether the plan is optimal, since a neighbourhood spanned everything.
 */
async function sweep(
  { workshop, solver, board }: PlanSearch,
  { width, share, pad }: Shape,
  piece: Workpiece,
  mayEnd: (isPassOver: boolean) => boolean,
): Promise<boolean> {
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
function cheapest({ regret }: PricedRelaxation, share: number): (choice: number) => boolean {
  const sorted = regret.filter(Number.isFinite).sort();
  const most = share >= 1 ? Number.POSITIVE_INFINITY : (sorted[Math.floor(share * sorted.length)] ?? 0);
  return (choice) => regret[choice]! <= most;
}
