/**
 * The side of the search that proves. Where windows that can be solved span several slots, they are solved
 * to the end at prices from their roots, in passes over the horizon, wider ones as long as they are solved in
 * time; otherwise windows are solved at their roots alone first, wider and wider. What windows prove are rows
 * of one relaxation, whose value is the bound; it holds whenever the search is stopped, since only proved rows
 * count in it.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Board } from './board.ts';
import { crossPlans } from './cross.ts';
import { createLessons, openProofBench, type ProofBench, price, tighten } from './proof-bench.ts';
import type { PricedRelaxation } from './relaxation-with-cuts.ts';
import { sharpenByRoots, widenRoots } from './root-rounds.ts';
import type { Job, SharedWork } from './shared-work.ts';
import type { StockPrices } from './stock-prices.ts';
import type { WindowWidths } from './widths.ts';
import { boundWindow } from './window-bound.ts';
import { ratePlan } from './working-plan.ts';
import { partition, shiftOf, type Workshop } from './workshop.ts';

/** Slots of a window from which on it tells enough to be solved to the end. */
const LEAST_EXACT = 4;
/** Share of what is left of the time that may go into roots before a pass of windows. */
const ROOT_TIME_SHARE = 0.25;
/** How many times as wide as the first the windows of roots become. */
const WIDEST_ROOTS = 2;
/** Share of what is left of the time that a pass of windows may take. */
const PASS_TIME_SHARE = 0.7;
/** And the crossing of plans after it. */
const CROSSING_TIME_SHARE = 0.1;
/** How many times as wide windows become after a pass that solved all to the end. */
const WIDENING = 1.5;
/** What learning from a window may take of the time of the window. */
const LEARNING_SHARE = 0.2;

export async function searchBound(
  workshop: Workshop,
  solver: Solver,
  board: Board,
  widths: WindowWidths,
  work: SharedWork,
): Promise<void> {
  const bench = await openProofBench(workshop, solver, board);
  const { proved, sharper } = bench;
  try {
    const first = await proved.solve(workshop.limits());
    board.count();
    board.post(first);
    if (first === null) return;
    board.tighten(first.value, 'LP relaxation');
    // From this basis the first solve with cuts is warm.
    await sharper.solve(workshop.limits());
    const isNarrow = widths.bound < LEAST_EXACT;
    const priced = isNarrow ? await widenRoots(bench, first, widths.cuts) : first;
    if (priced !== null) await tightenByWindows(bench, priced, widths, work);
  } finally {
    await proved.dispose();
    await sharper.dispose();
  }
}

/** Passes of windows, wider as long as all are solved to the end, at prices that each pass sharpens. */
async function tightenByWindows(
  bench: ProofBench,
  first: PricedRelaxation,
  widths: WindowWidths,
  work: SharedWork,
): Promise<void> {
  const { workshop } = bench;
  const slotCount = slotCountOf(workshop);
  let priced: PricedRelaxation | null = first;
  let rootWidth = Math.min(slotCount, widths.cuts);
  let width = Math.min(slotCount, widths.bound);
  let solvedWidth = 0;
  let failedWidth = slotCount + 1;
  for (let pass = 0; workshop.remainingSeconds() > 0; pass++) {
    const isWider: boolean = width > solvedWidth;
    if (pass > 0 && isWider) priced = await price(bench);
    else {
      const seconds = ROOT_TIME_SHARE * workshop.remainingSeconds();
      priced = await sharpenByRoots(bench, priced, rootWidth, seconds);
      rootWidth = Math.min(slotCount, 2 * rootWidth, widths.cuts * WIDEST_ROOTS);
    }
    if (priced === null) return;
    const known = isWider ? null : await tighten(bench, `windows of up to ${width} slots`);
    const prices = known === null ? priced.prices : between(priced.prices, known.prices);
    const offset = isWider ? 0 : shiftOf(pass, width, slotCount);
    const isExact = await boundPass(bench, prices, partition(slotCount, width, offset), work);
    if (isExact === 'over') return;
    await planFromWindows(bench);
    if (width >= slotCount && isExact) return;
    if (isExact) solvedWidth = Math.max(width, solvedWidth);
    else failedWidth = Math.min(width, failedWidth);
    if (solvedWidth > 0) width = nextWidth(solvedWidth, failedWidth, slotCount);
  }
}

/**
 * Wider than what was solved to the end, since wide windows prove what no prices make narrow ones prove;
 * between that and what was not solved in time, where there is such.
 */
function nextWidth(solved: number, failed: number, slotCount: number): number {
  if (failed > slotCount) return Math.min(slotCount, Math.ceil(WIDENING * solved));
  return Math.max(solved, Math.floor((solved + failed) / 2));
}

/** The routes of the windows, put together, may make a better plan than any so far, or have a part of one. */
async function planFromWindows({ workshop, solver, board }: ProofBench): Promise<void> {
  const { limits, windowRoutes } = workshop;
  const plan = await ratePlan(workshop, solver, windowRoutes.slice(), limits());
  const best = board.plan();
  board.offer(plan);
  if (plan === null || best === null) return;
  await crossPlans(workshop, solver, board, [plan, best], CROSSING_TIME_SHARE * workshop.remainingSeconds());
}

/**
 * Prices halfway between those of cuts that nobody has proved, which know more than windows can prove, and those
 * of the proved rows, which alone jump from side to side (in-out, as in decision 8).
 */
function between(first: StockPrices, second: StockPrices): StockPrices {
  const prices = new Map<number, number>();
  for (const [index, price] of first) prices.set(index, price / 2);
  for (const [index, price] of second) prices.set(index, (prices.get(index) ?? 0) + price / 2);
  return prices;
}

/** Bounds all windows of a partition; whether all exactly. Over where time is up or there is no plan. */
async function boundPass(
  bench: ProofBench,
  prices: StockPrices,
  windows: readonly (readonly [from: number, to: number])[],
  work: SharedWork,
): Promise<boolean | 'over'> {
  const { workshop, board } = bench;
  const widest = Math.max(...windows.map(([from, to]) => to - from));
  const lessons = createLessons(bench, `windows of up to ${widest} slots`, LEARNING_SHARE);
  let left = windows.length;
  let isExact = true;
  const solveOn = async (solver: Solver, window: readonly [from: number, to: number]): Promise<void> => {
    const share = Math.min(1, work.hands() / left--);
    if (board.isRefuted() || workshop.remainingSeconds() <= 0) return;
    const began = workshop.task.elapsedSeconds();
    const found = await boundWindow(workshop, solver, window, prices, {
      // What one window leaves of the time of a pass the others have.
      seconds: PASS_TIME_SHARE * share * workshop.remainingSeconds(),
      relativeGap: workshop.windowGap,
      plan: board.plan(),
      withCuts: true,
      routes: workshop.windowRoutes,
    });
    board.count();
    // No plan of the horizon without one of the window.
    if (found.bound === Number.NEGATIVE_INFINITY) board.refute();
    isExact &&= found.isExact;
    lessons.note(found);
    // The relaxations live in the solver of this side, which may have another window in hand.
    if (solver === bench.solver) await lessons.learn(workshop.task.elapsedSeconds() - began);
  };
  const jobs = windows.map(
    (window): Job =>
      (solver) =>
        solveOn(solver, window),
  );
  await work.doAll(jobs, bench.solver);
  if (board.isRefuted() || workshop.remainingSeconds() <= 0) return 'over';
  await lessons.learn();
  return isExact;
}

const slotCountOf = ({ incidence }: Workshop): number => incidence.layout.problem.topology.slotCount;
