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
import type { StockPrices } from './stock-prices.ts';
import type { WindowWidths } from './widths.ts';
import { boundWindow } from './window-bound.ts';
import { createCutPool, harvestCuts } from './window-cuts.ts';
import { ratePlan } from './working-plan.ts';
import { partition, type Workshop } from './workshop.ts';

/** Share of the time after which no further cuts are looked for. */
const CUT_TIME_SHARE = 0.25;
/** A round of cuts, or a pass of windows, that closes less of the open gap than this is the last of its kind. */
const LEAST_GAIN = 0.05;
/** Gap within which a window counts as solved. */
const WINDOW_GAP = 1e-5;

export async function searchBound(
  workshop: Workshop,
  solver: Solver,
  board: Board,
  widths: WindowWidths,
): Promise<void> {
  const proved = await openRelaxationWithCuts(workshop.incidence, solver);
  const sharpened = await openRelaxationWithCuts(workshop.incidence, solver);
  try {
    const first = await proved.solve(workshop.limits());
    board.count();
    board.post(first);
    if (first === null) return;
    board.tighten(first.value, 'LP relaxation');
    const priced = await sharpenPrices(workshop, solver, board, sharpened, first, widths.cuts);
    await tightenByWindows({ workshop, solver, board, proved, sharpened }, priced, widths.bound);
  } finally {
    await proved.dispose();
    await sharpened.dispose();
  }
}

/** Rounds of cuts, each from windows that lie across those of the last, until they gain little. */
async function sharpenPrices(
  workshop: Workshop,
  solver: Solver,
  board: Board,
  relaxation: RelaxationWithCuts,
  first: PricedRelaxation,
  width: number,
): Promise<PricedRelaxation> {
  const { incidence, task } = workshop;
  const pool = createCutPool(incidence, relaxation.columnOf);
  const latest = task.options.timeLimitSeconds * CUT_TIME_SHARE;
  let priced = first;
  for (let round = 0; ; round++) {
    const windows = partition(slotCountOf(workshop), width, round % 2 === 0 ? 0 : Math.ceil(width / 2));
    let isWhole = true;
    for (const [index, [from, to]] of windows.entries()) {
      const seconds = (latest - task.elapsedSeconds()) / (windows.length - index);
      if (workshop.remainingSeconds() <= 0 || seconds <= 0) {
        isWhole = false;
        break;
      }
      const found = await harvestCuts(workshop, solver, { from, to }, priced.prices, seconds);
      board.count();
      if (found === null) return priced;
      await relaxation.addRows(pool.take(found.model, found.cuts));
    }
    const next = await relaxation.solve(workshop.limits());
    board.count();
    if (next === null) return priced;
    board.post(next);
    const gained = priced.value - next.value;
    priced = next;
    if (!isWhole || !isWorthwhile(gained, next.value, board)) return priced;
  }
}

interface Bench {
  readonly workshop: Workshop;
  readonly solver: Solver;
  readonly board: Board;
  readonly proved: RelaxationWithCuts;
  readonly sharpened: RelaxationWithCuts;
}

/** Passes of windows, with the prices that the proved rows lead to, until one window spans all slots. */
async function tightenByWindows(bench: Bench, first: PricedRelaxation, narrowest: number): Promise<void> {
  const { workshop, solver, board, sharpened } = bench;
  const slotCount = slotCountOf(workshop);
  let { prices } = first;
  let width = Math.min(slotCount, narrowest);
  for (let pass = 0; workshop.remainingSeconds() > 0; pass++) {
    const offset = pass % 2 === 0 ? 0 : Math.ceil(width / 2) % width;
    const before = board.bound();
    const isExact = await boundPass(bench, prices, width, offset);
    if (isExact === null) return;
    if (!(await tighten(bench, width))) return;
    if (width >= slotCount && isExact) return;
    const next = await sharpened.solve(workshop.limits());
    if (next === null) return;
    board.post(next);
    prices = next.prices;
    // The routes of the windows, put together, may make a better plan than any so far.
    board.offer(await ratePlan(workshop, solver, workshop.windowRoutes, workshop.limits()));
    const isWider = pass % 2 === 1 && !isWorthwhile(before - board.bound(), board.bound(), board);
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
  const { workshop, solver, board, proved, sharpened } = bench;
  const windows = partition(slotCountOf(workshop), width, offset);
  let isExact = true;
  for (const [index, window] of windows.entries()) {
    if (workshop.remainingSeconds() <= 0) return null;
    const found = await boundWindow(workshop, solver, window, prices, {
      // Half of what is left for a pass, shared among its windows: what one leaves the others have.
      seconds: (0.5 * workshop.remainingSeconds()) / (windows.length - index),
      relativeGap: WINDOW_GAP,
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
    await sharpened.addRows([rowOf(found.row, sharpened)]);
    await tighten(bench, width);
  }
  return isExact;
}

/** The bound that all proved rows give together; false where the search is over. */
async function tighten({ workshop, board, proved }: Bench, width: number): Promise<boolean> {
  const known = await proved.solve(workshop.limits());
  if (known !== null) board.tighten(known.value, `windows of up to ${width} slots`);
  return known !== null;
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

/** Whether a gain is a fair part of what is open between a value and the best plan. */
function isWorthwhile(gained: number, value: number, board: Board): boolean {
  const plan = board.plan();
  const open = plan === null ? Math.abs(value) : Math.max(0, value - plan.objective);
  return gained >= LEAST_GAIN * open && gained > 1e-9 * Math.max(1, Math.abs(value));
}
