/**
 * The side of the search that proves. Where windows that can be solved span several slots, they are solved
 * to the end at prices from their roots, each pass across the one before and wider when a width
 * is exhausted; otherwise windows are solved at their roots alone first, wider and wider. What windows prove are rows of one relaxation, whose value is the bound; it holds
 * whenever the search is stopped, since only proved rows count in it.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Board } from './board.ts';
import { openRelaxationWithCuts, type PricedRelaxation } from './relaxation-with-cuts.ts';
import { createRootRounds, isWorthwhile, type ProofBench, type RootRounds, tighten } from './root-rounds.ts';
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
/** What tightening may take of the time of a window. */
const TIGHTENING_SHARE = 0.2;

export async function searchBound(
  workshop: Workshop,
  solver: Solver,
  board: Board,
  widths: WindowWidths,
): Promise<void> {
  const proved = await openRelaxationWithCuts(workshop.incidence, solver);
  const sharper = await openRelaxationWithCuts(workshop.incidence, solver);
  try {
    const first = await proved.solve(workshop.limits());
    board.count();
    board.post(first);
    if (first === null) return;
    board.tighten(first.value, 'LP relaxation');
    // From this basis the first solve with cuts is warm.
    await sharper.solve(workshop.limits());
    const bench = { workshop, solver, board, proved, sharper };
    const rounds = createRootRounds(bench);
    const isNarrow = widths.bound < LEAST_EXACT;
    const priced = isNarrow ? await rounds.widen(first, widths.cuts) : first;
    if (priced !== null) await tightenByWindows(bench, rounds, priced, widths);
  } finally {
    await proved.dispose();
    await sharper.dispose();
  }
}

/** Sharper prices, then a pass of windows at them, over and over with wider windows, until one spans all slots. */
async function tightenByWindows(
  bench: ProofBench,
  rounds: RootRounds,
  first: PricedRelaxation,
  widths: WindowWidths,
): Promise<void> {
  const { workshop, solver, board } = bench;
  const slotCount = slotCountOf(workshop);
  let priced = first;
  let rootWidth = Math.min(slotCount, widths.cuts);
  let width = Math.min(slotCount, widths.bound);
  for (let pass = 0; workshop.remainingSeconds() > 0; pass++) {
    const next = await rounds.sharpen(priced, rootWidth, ROOT_TIME_SHARE * workshop.remainingSeconds());
    if (next === null) return;
    priced = next;
    rootWidth = Math.min(slotCount, 2 * rootWidth, widths.cuts * WIDEST_ROOTS);
    const before = board.bound();
    const known = pass === 0 ? null : await tighten(bench, `windows of up to ${width} slots`);
    const prices = known === null ? priced.prices : between(priced.prices, known.prices);
    const isExact = await boundPass(bench, prices, width, shiftOf(pass, width, slotCount));
    if (isExact === 'over') return;
    // The routes of the windows, put together, may make a better plan than any so far.
    board.offer(await ratePlan(workshop, solver, workshop.windowRoutes, workshop.limits()));
    if (width >= slotCount && isExact) return;
    const isStuck = pass > 0 && !isWorthwhile(before - board.bound(), board);
    if (isStuck && isExact) width = Math.min(slotCount, Math.ceil(width * 1.5));
  }
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
  width: number,
  offset: number,
): Promise<boolean | 'over'> {
  const { workshop, solver, board, proved } = bench;
  const windows = partition(slotCountOf(workshop), width, offset);
  let isExact = true;
  let tighteningSeconds = 0;
  for (const [index, window] of windows.entries()) {
    if (workshop.remainingSeconds() <= 0) return 'over';
    const began = workshop.task.elapsedSeconds();
    const found = await boundWindow(workshop, solver, window, prices, {
      // Half of what is left for a pass, shared among its windows: what one leaves the others have.
      seconds: (0.5 * workshop.remainingSeconds()) / (windows.length - index),
      relativeGap: workshop.windowGap,
      plan: board.plan(),
      routes: workshop.windowRoutes,
    });
    board.count();
    if (found.bound === Number.NEGATIVE_INFINITY) {
      board.refute();
      return 'over';
    }
    isExact &&= found.isExact;
    if (!Number.isFinite(found.bound)) continue;
    await proved.addRows([proved.rowOf(found.row)]);
    // The whole relaxation again after every window, as long as that is little beside the window.
    const isLast = index === windows.length - 1;
    const solved = workshop.task.elapsedSeconds();
    if (!isLast && tighteningSeconds > TIGHTENING_SHARE * (solved - began)) continue;
    await tighten(bench, `windows of up to ${width} slots`);
    tighteningSeconds = workshop.task.elapsedSeconds() - solved;
  }
  return isExact;
}

const slotCountOf = ({ incidence }: Workshop): number => incidence.layout.problem.topology.slotCount;
