/**
 * The side of the search that proves. If windows that can be solved span several slots, they are solved to optimality
 * at prices from their roots, in passes over the horizon, with wider windows as long as they are solved in time.
 * Otherwise windows are first solved only at their roots, wider and wider. What windows prove becomes rows of one
 * relaxation, whose value is the bound. It holds whenever the search is stopped, since only proved rows count in it.
 */
import type { Solver } from '../../lp/solver.ts';
import { ratePlan } from '../windows/rate-selection.ts';
import type { PricedRelaxation } from '../windows/relaxation-with-cuts.ts';
import { partition, type SearchContext, shiftOf } from '../windows/search-context.ts';
import type { StockPrices } from '../windows/stock-prices.ts';
import { boundWindow } from '../windows/window-bound.ts';
import type { WindowWidths } from '../windows/window-widths.ts';
import {
  type BoundingRelaxations,
  createPendingRows,
  openBoundingRelaxations,
  price,
  tighten,
} from './bounding-relaxations.ts';
import { crossover } from './crossover.ts';
import { sharpenByRoots, widenRoots } from './cut-rounds.ts';
import type { Side } from './side.ts';
import type { Job, WorkQueue } from './work-queue.ts';

/** A window of at least this many slots tells enough to be solved to optimality. */
const LEAST_EXACT = 4;
/** Share of the remaining time that may go into roots before a pass of windows. */
const ROOT_TIME_SHARE = 0.25;
/** How many times as wide as the first ones the windows of roots become. */
const WIDEST_ROOTS = 2;
/** Share of the remaining time that a pass of windows may take. */
const PASS_TIME_SHARE = 0.7;
/** Share of the remaining time that the crossover of plans after it may take. */
const CROSSING_TIME_SHARE = 0.1;
/** How many times as wide windows become after a pass that solved all of them to optimality. */
const WIDENING = 1.5;
/** Share of a window's time that adding its rows may take. */
const LEARNING_SHARE = 0.2;

export async function searchBound(
  context: SearchContext,
  solver: Solver,
  state: Side,
  widths: WindowWidths,
  work: WorkQueue,
): Promise<void> {
  const relaxations = await openBoundingRelaxations(context, solver, state);
  const { proved, sharper } = relaxations;
  try {
    const first = await state.work('LP relaxation', async () => {
      const priced = await proved.solve(context.limits());
      state.count();
      state.post(priced);
      if (priced === null) return null;
      state.tighten(priced.value, 'LP relaxation');
      // From this basis the first solve with cuts is warm.
      if (!isPointed(context)) await sharper.solve(context.limits());
      return priced;
    });
    if (first === null) return;
    const isNarrow = widths.bound < LEAST_EXACT && !isPointed(context);
    const priced = isNarrow
      ? await state.work('roots of windows', () => widenRoots(relaxations, first, widths.cuts))
      : first;
    if (priced !== null) await tightenByWindows(relaxations, priced, widths, work);
  } finally {
    await proved.dispose();
    await sharper.dispose();
  }
}

/** Passes of windows, wider as long as all are solved to optimality, at prices that each pass sharpens. */
async function tightenByWindows(
  relaxations: BoundingRelaxations,
  first: PricedRelaxation,
  widths: WindowWidths,
  work: WorkQueue,
): Promise<void> {
  const { context, state } = relaxations;
  const slotCount = slotCountOf(context);
  let priced: PricedRelaxation | null = first;
  let rootWidth = Math.min(slotCount, widths.cuts);
  let width = Math.min(slotCount, widths.bound);
  let solvedWidth = 0;
  let failedWidth = slotCount + 1;
  for (let pass = 0; context.remainingSeconds() > 0; pass++) {
    const isWider: boolean = width > solvedWidth;
    if (pass === 0 && isPointed(context)) priced = first;
    else if (pass > 0 && isWider) priced = await state.work('windows', () => price(relaxations));
    else {
      const seconds = ROOT_TIME_SHARE * context.remainingSeconds();
      const [from, width]: [PricedRelaxation, number] = [priced, rootWidth];
      priced = await state.work('roots of windows', () => sharpenByRoots(relaxations, from, width, seconds));
      rootWidth = Math.min(slotCount, 2 * rootWidth, widths.cuts * WIDEST_ROOTS);
    }
    if (priced === null) return;
    const known = isWider ? null : await tighten(relaxations, `windows of up to ${width} slots`);
    const prices = known === null ? priced.prices : between(priced.prices, known.prices);
    const offset = isWider ? 0 : shiftOf(pass, width, slotCount);
    const windows = partition(slotCount, width, offset);
    const isExact = await state.work('windows', () => boundPass(relaxations, prices, windows, work));
    if (isExact === 'over') return;
    await planFromWindows(relaxations);
    if (width >= slotCount && isExact) return;
    if (isExact) solvedWidth = Math.max(width, solvedWidth);
    else failedWidth = Math.min(width, failedWidth);
    if (solvedWidth > 0) width = nextWidth(solvedWidth, failedWidth, slotCount);
  }
}

/**
 * Wider than what was solved to optimality, since wide windows prove what narrow ones cannot prove at any prices;
 * halfway between that and the narrowest width that was not solved in time, if there is one.
 */
function nextWidth(solved: number, failed: number, slotCount: number): number {
  if (failed > slotCount) return Math.min(slotCount, Math.ceil(WIDENING * solved));
  return Math.max(solved, Math.floor((solved + failed) / 2));
}

/** The combined routes of the windows may make a better plan than any so far, or contain a part of one. */
async function planFromWindows({ context, solver, state }: BoundingRelaxations): Promise<void> {
  const { limits, windowRoutes } = context;
  const best = state.plan();
  const plan = await state.work('routes of windows', async () => {
    const rated = await ratePlan(context, solver, windowRoutes.slice(), limits());
    state.offer(rated);
    return rated;
  });
  if (plan === null || best === null) return;
  await crossover(context, solver, state, [plan, best], CROSSING_TIME_SHARE * context.remainingSeconds());
}

/**
 * Prices halfway between those of the unproved cuts, which know more than windows can prove, and those of the proved
 * rows, which on their own jump from side to side (in-out, as in decision 8).
 */
function between(first: StockPrices, second: StockPrices): StockPrices {
  const prices = new Map<number, number>();
  for (const [index, price] of first) prices.set(index, price / 2);
  for (const [index, price] of second) prices.set(index, (prices.get(index) ?? 0) + price / 2);
  return prices;
}

/**
 * Bounds all windows of a partition. Returns whether all were solved exactly, or `over` if time is up or there is no
 * plan.
 */
async function boundPass(
  relaxations: BoundingRelaxations,
  prices: StockPrices,
  windows: readonly (readonly [from: number, to: number])[],
  work: WorkQueue,
): Promise<boolean | 'over'> {
  const { context, state } = relaxations;
  const widest = Math.max(...windows.map(([from, to]) => to - from));
  const pendingRows = createPendingRows(relaxations, `windows of up to ${widest} slots`, LEARNING_SHARE);
  let left = windows.length;
  let isExact = true;
  const solveOn = async (solver: Solver, window: readonly [from: number, to: number]): Promise<void> => {
    const share = Math.min(1, work.hands() / left--);
    if (state.isRefuted() || context.remainingSeconds() <= 0) return;
    const began = context.task.elapsedSeconds();
    const found = await boundWindow(context, solver, window, prices, {
      // What one window leaves of the time of a pass the others have.
      seconds: PASS_TIME_SHARE * share * context.remainingSeconds(),
      relativeGap: context.windowGap,
      plan: state.plan(),
      withCuts: true,
      routes: context.windowRoutes,
    });
    state.count();
    // No plan of the horizon without one of the window.
    if (found.bound === Number.NEGATIVE_INFINITY) state.refute();
    isExact &&= found.isExact;
    pendingRows.note(found);
    // The relaxations live in the solver of this side, which may have another window in hand.
    if (solver === relaxations.solver)
      await pendingRows.addToRelaxations(context.task.elapsedSeconds() - began);
  };
  const jobs = windows.map(
    (window): Job =>
      (solver) =>
        solveOn(solver, window),
  );
  await work.doAll(jobs, relaxations.solver);
  if (state.isRefuted() || context.remainingSeconds() <= 0) return 'over';
  await pendingRows.addToRelaxations();
  return isExact;
}

/** With telescopes, roots of windows take long and tell little. */
const isPointed = ({ incidence }: SearchContext): boolean => incidence.layout.pointing !== null;

const slotCountOf = ({ incidence }: SearchContext): number => incidence.layout.problem.topology.slotCount;
