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
import type { PricedRelaxation } from './relaxation-with-cuts.ts';
import { rollForward } from './roll.ts';
import type { SharedWork } from './shared-work.ts';
import { bestPlan, cheapest, ownPlan, type PlanSearch, sweep } from './sweep.ts';
import { solveWhole } from './whole.ts';
import type { WindowWidths } from './widths.ts';
import { ratePlan } from './working-plan.ts';
import type { Workshop } from './workshop.ts';

/** Share of the time that a dive, and a roll, may take. */
const CONSTRUCTION_SHARE = 0.2;
/** Share of the time that the crossing of two plans may take. */
const CROSSING_SHARE = 0.1;
/** Of a roll: the share of candidates offered; see `cheapest`. */
const ROLL_SHARE = 0.3;
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
    const isOptimal = await sweep(search, level, bestPlan(board), mayEnd);
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
    keeps: cheapest(priced, ROLL_SHARE),
  });
  return isWhole ? plan.selection : null;
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
    const piece = ownPlan(board, plan);
    await sweep(search, 0, piece, mayEnd);
    if (best === null || isDull) continue;
    const limit = task.options.timeLimitSeconds * CROSSING_SHARE;
    await crossPlans(workshop, solver, board, [piece.read(), best], limit);
  }
}
