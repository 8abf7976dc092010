/**
 * The side of the search that proves. It solves windows at the prices of the LP relaxation and adds what
 * they prove to that relaxation, whose value is the bound; wider windows follow when those of a width
 * are exhausted. A second relaxation, with cuts from the roots of windows that nobody has proved, gives better
 * prices. Every value is a bound whenever the search is stopped, since only proved rows count in it.
 */
import type { Row } from '../../lp/program.ts';
import type { Solver } from '../../lp/solver.ts';
import type { Board } from './board.ts';
import {
  openRelaxationWithCuts,
  type PricedRelaxation,
  type RelaxationWithCuts,
} from './relaxation-with-cuts.ts';
import { isWorthwhile, openSharpener, type Sharpener } from './sharpener.ts';
import type { StockPrices } from './stock-prices.ts';
import type { WindowWidths } from './widths.ts';
import { boundWindow } from './window-bound.ts';
import { ratePlan } from './working-plan.ts';
import { partition, shiftOf, type Workshop } from './workshop.ts';

/** Share of what is left of the time that may go into cuts before a pass of windows. */
const CUT_TIME_SHARE = 0.25;
/** What tightening may take of the time of a window. */
const TIGHTENING_SHARE = 0.2;
/** How many times as wide as the first the windows of cuts become. */
const WIDEST_CUTS = 2;

export async function searchBound(
  workshop: Workshop,
  solver: Solver,
  board: Board,
  widths: WindowWidths,
): Promise<void> {
  const proved = await openRelaxationWithCuts(workshop.incidence, solver);
  const sharpener = await openSharpener(workshop, solver, board);
  try {
    const first = await proved.solve(workshop.limits());
    board.count();
    board.post(first);
    if (first === null) return;
    board.tighten(first.value, 'LP relaxation');
    await tightenByWindows({ workshop, solver, board, proved, sharpener }, first, widths);
  } finally {
    await proved.dispose();
    await sharpener.dispose();
  }
}

interface Bench {
  readonly workshop: Workshop;
  readonly solver: Solver;
  readonly board: Board;
  readonly proved: RelaxationWithCuts;
  readonly sharpener: Sharpener;
}

/** Sharper prices, then a pass of windows at them, over and over with wider windows, until one spans all slots. */
async function tightenByWindows(bench: Bench, first: PricedRelaxation, widths: WindowWidths): Promise<void> {
  const { workshop, solver, board, sharpener } = bench;
  const slotCount = slotCountOf(workshop);
  let priced = first;
  let cutWidth = Math.min(slotCount, widths.cuts);
  let width = Math.min(slotCount, widths.bound);
  for (let pass = 0; workshop.remainingSeconds() > 0; pass++) {
    priced = await sharpener.sharpen(priced, cutWidth, CUT_TIME_SHARE * workshop.remainingSeconds());
    cutWidth = Math.min(slotCount, cutWidth * 2, widths.cuts * WIDEST_CUTS);
    const before = board.bound();
    const isExact = await boundPass(bench, priced.prices, width, shiftOf(pass, width, slotCount));
    if (isExact === null) return;
    // The routes of the windows, put together, may make a better plan than any so far.
    board.offer(await ratePlan(workshop, solver, workshop.windowRoutes, workshop.limits()));
    if (width >= slotCount && isExact) return;
    const isWider = pass > 0 && isExact && !isWorthwhile(before - board.bound(), board);
    if (isWider) width = Math.min(slotCount, Math.ceil(width * 1.5));
  }
}

/** Bounds all windows of a partition; whether all exactly. Null where the search is over, or has no plan. */
async function boundPass(
  bench: Bench,
  prices: StockPrices,
  width: number,
  offset: number,
): Promise<boolean | null> {
  const { workshop, solver, board, proved } = bench;
  const windows = partition(slotCountOf(workshop), width, offset);
  let isExact = true;
  let tighteningSeconds = 0;
  for (const [index, window] of windows.entries()) {
    if (workshop.remainingSeconds() <= 0) return null;
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
      // No plan of the horizon without one of the window.
      board.refute();
      return null;
    }
    isExact &&= found.isExact;
    if (!Number.isFinite(found.bound)) continue;
    await proved.addRows([rowOf(found.row, proved)]);
    // The whole relaxation again after every window, as long as that is little beside the window.
    const isLast = index === windows.length - 1;
    const solved = workshop.task.elapsedSeconds();
    if (!isLast && tighteningSeconds > TIGHTENING_SHARE * (solved - began)) continue;
    await tighten(bench, width);
    tighteningSeconds = workshop.task.elapsedSeconds() - solved;
  }
  return isExact;
}

/** The bound that all proved rows give together. */
async function tighten({ workshop, board, proved }: Bench, width: number): Promise<void> {
  const known = await proved.solve(workshop.limits());
  if (known !== null) board.tighten(known.value, `windows of up to ${width} slots`);
}

const rowOf = (
  { entries, upper }: { readonly entries: ReadonlyMap<number, number>; readonly upper: number },
  { columnOf }: RelaxationWithCuts,
): Row => ({
  name: 'window',
  lower: Number.NEGATIVE_INFINITY,
  upper,
  entries: [...entries].map(([identity, value]) => [columnOf(identity), value] as const),
});

const slotCountOf = ({ incidence }: Workshop): number => incidence.layout.problem.topology.slotCount;
