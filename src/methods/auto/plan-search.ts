/**
 * The side of the search that plans. From the prices of the proving side a dive over all slots, or a
 * priced rolling horizon where windows can be wide; then fix and optimise over moving windows, narrow ones
 * first. Sharper prices begin it anew.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Board } from './board.ts';
import { dive } from './dive.ts';
import { improvePlan } from './improve.ts';
import type { PricedRelaxation } from './relaxation-with-cuts.ts';
import { rollForward } from './roll.ts';
import { solveWhole } from './whole.ts';
import type { WindowWidths } from './widths.ts';
import { ratePlan, type WorkingPlan } from './working-plan.ts';
import type { Workshop } from './workshop.ts';

/** Slots around a neighbourhood in which rates and stocks may change. */
const PAD = 5;
/** Of a neighbourhood of one slot, and of the first wider ones: the share of candidates offered; see `cheapest`. */
const SLOT_SHARE = 0.5;
const FIRST_SHARE = 0.3;
/** Share of the time that a dive, and a roll, may take. */
const CONSTRUCTION_SHARE = 0.2;
/** Slots of a window from which on rolling sees far enough to be worth its time. */
const LEAST_ROLL = 5;
/** Share of the time that has to be left for beginning anew. */
const RENEWAL_SHARE = 0.4;

export async function searchPlan(
  workshop: Workshop,
  solver: Solver,
  board: Board,
  widths: WindowWidths,
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
    const { plan, isOptimal } = await sweep(search, board.plan()!, neighbourhoodOf(search, level), isNew);
    board.offer(plan);
    if (isOptimal) return;
    if (!isNew() || workshop.remainingSeconds() < task.options.timeLimitSeconds * RENEWAL_SHARE) continue;
    used = board.prices()!;
    await construct(search, used);
    level = 0;
  }
}

interface PlanSearch {
  readonly workshop: Workshop;
  readonly solver: Solver;
  readonly board: Board;
  readonly widths: WindowWidths;
}

/** Plans from the prices, each put right slot by slot. */
async function construct(search: PlanSearch, priced: PricedRelaxation): Promise<void> {
  const { workshop, solver, board, widths } = search;
  const { task, limits } = workshop;
  const seconds = () =>
    Math.min(workshop.remainingSeconds(), task.options.timeLimitSeconds * CONSTRUCTION_SHARE);
  const makers = [
    () => dive(workshop, solver, priced, seconds()),
    ...(widths.roll >= LEAST_ROLL
      ? [
          () =>
            rollForward(workshop, solver, priced.prices, task.start, {
              width: widths.roll,
              step: Math.max(1, Math.floor(widths.roll / 3)),
              relativeGap: 1e-4,
              seconds: seconds(),
              keeps: cheapest(priced, FIRST_SHARE),
            }),
        ]
      : []),
  ];
  for (const make of makers) {
    const selection = await make();
    board.count();
    const plan = selection && (await ratePlan(workshop, solver, selection, limits()));
    if (!plan) continue;
    board.offer(plan);
    board.offer((await sweep(search, plan, neighbourhoodOf(search, 0), () => true)).plan);
  }
}

interface Shape {
  readonly width: number;
  readonly share: number;
}

/** Level 0 is slot by slot; each further level is wider and offers more candidates. */
function neighbourhoodOf({ workshop, widths }: PlanSearch, level: number): Shape {
  const { slotCount } = workshop.incidence.layout.problem.topology;
  if (level === 0) return { width: 1, share: SLOT_SHARE };
  return {
    width: Math.min(slotCount, Math.round((widths.improve * (1 + level)) / 2)),
    share: Math.min(1, FIRST_SHARE * level),
  };
}

/**
 * Moves a neighbourhood over the horizon until a whole pass finds nothing better, or a pass is over and
 * `mayEnd`. Optimal is the plan where the neighbourhood spanned everything.
 */
async function sweep(
  { workshop, solver, board }: PlanSearch,
  from: WorkingPlan,
  { width, share }: Shape,
  mayEnd: () => boolean,
): Promise<{ readonly plan: WorkingPlan; readonly isOptimal: boolean }> {
  const { slotCount } = workshop.incidence.layout.problem.topology;
  const stride = Math.max(1, Math.ceil(width / 2));
  const starts: number[] = [];
  for (let slot = 0; slot === 0 || slot + width < slotCount + stride; slot += stride) {
    starts.push(Math.min(slot, slotCount - width));
  }
  let plan = from;
  let sinceBetter = 0;
  let isComplete = true;
  for (let turn = 0; sinceBetter < starts.length; turn++) {
    const isOver = turn > 0 && turn % starts.length === 0 && mayEnd();
    if (isOver || workshop.remainingSeconds() <= 0) return { plan, isOptimal: false };
    const start = starts[turn % starts.length]!;
    const tried = await improvePlan(
      workshop,
      solver,
      plan,
      { from: start, to: start + width, pad: PAD, keeps: cheapest(board.prices()!, share) },
      Math.max(1, workshop.remainingSeconds() / starts.length),
    );
    board.count();
    isComplete &&= tried.isComplete;
    if (tried.better) {
      plan = tried.better;
      board.offer(plan);
      sinceBetter = 0;
    } else sinceBetter++;
  }
  return { plan, isOptimal: isComplete && width >= slotCount && share >= 1 };
}

/** The share of all candidates that cost least at the prices, against the best of their group. */
function cheapest({ regret }: PricedRelaxation, share: number): (choice: number) => boolean {
  const sorted = regret.filter(Number.isFinite).sort();
  const most = share >= 1 ? Number.POSITIVE_INFINITY : (sorted[Math.floor(share * sorted.length)] ?? 0);
  return (choice) => regret[choice]! <= most;
}
