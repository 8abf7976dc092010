/**
 * Rounds of windows solved at their roots. Each root gives a proved bound and unproved cuts: the bounds become rows of
 * one relaxation, the cuts rows of another, whose duals are the prices of the next round.
 */

import type { PricedRelaxation } from '../windows/relaxation-with-cuts.ts';
import { partition, shiftOf } from '../windows/search-context.ts';
import { boundWindowAtRoot } from '../windows/window-bound.ts';
import { type BoundingRelaxations, createPendingRows, isWorthwhile, price } from './bounding-relaxations.ts';

/** A round is still begun twice as wide as the last if it should take at most this share of the remaining time. */
const WIDER_SHARE = 0.8;
/** Share of a root's time that adding its rows may take. */
const LEARNING_SHARE = 0.1;

/**
 * Rounds with windows twice as wide each time while there is time, then repeated at newer prices. All partitions have
 * the same boundaries: with cuts across these, the prices would suit what no window can see. Null if the search is
 * over.
 */
export async function widenRoots(
  relaxations: BoundingRelaxations,
  first: PricedRelaxation,
  firstWidth: number,
): Promise<PricedRelaxation | null> {
  const { context, state } = relaxations;
  const { slotCount } = context.incidence.layout.problem.topology;
  let priced = first;
  let width = Math.min(slotCount, firstWidth);
  while (context.remainingSeconds() > 0) {
    const began = context.task.elapsedSeconds();
    const next = await solveRound(relaxations, priced, partition(slotCount, width), Number.POSITIVE_INFINITY);
    if (next === null) return null;
    const seconds = context.task.elapsedSeconds() - began;
    const gained = priced.value - next.value;
    priced = next;
    if (width < slotCount && 2 * seconds <= WIDER_SHARE * context.remainingSeconds()) {
      width = Math.min(slotCount, 2 * width);
    } else if (width >= slotCount || !isWorthwhile(gained, state)) return priced;
  }
  return priced;
}

/**
 * Rounds of one width, each shifted against the previous one, until they gain little or the time is up. Null if the
 * search is over.
 */
export async function sharpenByRoots(
  relaxations: BoundingRelaxations,
  first: PricedRelaxation,
  width: number,
  seconds: number,
): Promise<PricedRelaxation | null> {
  const { context, state } = relaxations;
  const { slotCount } = context.incidence.layout.problem.topology;
  const latest = context.task.elapsedSeconds() + seconds;
  let priced = first;
  for (let turn = 0; ; turn++) {
    const windows = partition(slotCount, width, shiftOf(turn, width, slotCount));
    const next = await solveRound(relaxations, priced, windows, latest);
    if (next === null) return null;
    const gained = priced.value - next.value;
    priced = next;
    if (context.task.elapsedSeconds() >= latest || !isWorthwhile(gained, state)) return priced;
  }
}

/** Solves one window after another until `latest`, and returns the prices after that; null if the search is over. */
async function solveRound(
  relaxations: BoundingRelaxations,
  { prices }: PricedRelaxation,
  windows: readonly (readonly [from: number, to: number])[],
  latest: number,
): Promise<PricedRelaxation | null> {
  const { context, solver, state } = relaxations;
  const pendingRows = createPendingRows(relaxations, 'roots of windows', LEARNING_SHARE);
  for (const [index, window] of windows.entries()) {
    if (context.remainingSeconds() <= 0) return null;
    const began = context.task.elapsedSeconds();
    if (began >= latest) break;
    const left = Math.min(context.remainingSeconds(), latest - began);
    const root = await boundWindowAtRoot(context, solver, window, prices, left / (windows.length - index));
    state.count();
    if (root === null) break;
    // No plan of the horizon without one of the window.
    if (root.bound === Number.NEGATIVE_INFINITY) state.refute();
    if (state.isRefuted()) return null;
    pendingRows.note(root);
    await pendingRows.addToRelaxations(context.task.elapsedSeconds() - began);
  }
  await pendingRows.addToRelaxations();
  return price(relaxations);
}
