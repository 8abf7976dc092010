/**
 * Rounds of windows at their roots. Each root gives a bound that is proved and cuts that are not: the
 * bounds become rows of one relaxation, the cuts rows of another, whose duals are the prices of the next
 * round.
 */
import { createLessons, isWorthwhile, type ProofBench, price } from './proof-bench.ts';
import type { PricedRelaxation } from './relaxation-with-cuts.ts';
import { boundWindowAtRoot } from './window-bound.ts';
import { partition, shiftOf } from './workshop.ts';

/** A round that takes this share of the time that is left is still begun twice as wide as the last. */
const WIDER_SHARE = 0.8;
/** What learning from a root may take of the time of the root. */
const LEARNING_SHARE = 0.1;

/**
 * Rounds twice as wide each while there is time, then repeated at the newer prices, all cut at the same
 * slots: with cuts that lie across those, prices would be best for what no window can see. Null where
 * the search is over.
 */
export async function widenRoots(
  bench: ProofBench,
  first: PricedRelaxation,
  firstWidth: number,
): Promise<PricedRelaxation | null> {
  const { workshop, board } = bench;
  const { slotCount } = workshop.incidence.layout.problem.topology;
  let priced = first;
  let width = Math.min(slotCount, firstWidth);
  while (workshop.remainingSeconds() > 0) {
    const began = workshop.task.elapsedSeconds();
    const next = await solveRound(bench, priced, partition(slotCount, width), Number.POSITIVE_INFINITY);
    if (next === null) return null;
    const seconds = workshop.task.elapsedSeconds() - began;
    const gained = priced.value - next.value;
    priced = next;
    if (width < slotCount && 2 * seconds <= WIDER_SHARE * workshop.remainingSeconds()) {
      width = Math.min(slotCount, 2 * width);
    } else if (width >= slotCount || !isWorthwhile(gained, board)) return priced;
  }
  return priced;
}

/**
 * Rounds of one width, each across the one before, until they gain little or the time is up. Null where the
 * search is over.
 */
export async function sharpenByRoots(
  bench: ProofBench,
  first: PricedRelaxation,
  width: number,
  seconds: number,
): Promise<PricedRelaxation | null> {
  const { workshop, board } = bench;
  const { slotCount } = workshop.incidence.layout.problem.topology;
  const latest = workshop.task.elapsedSeconds() + seconds;
  let priced = first;
  for (let turn = 0; ; turn++) {
    const windows = partition(slotCount, width, shiftOf(turn, width, slotCount));
    const next = await solveRound(bench, priced, windows, latest);
    if (next === null) return null;
    const gained = priced.value - next.value;
    priced = next;
    if (workshop.task.elapsedSeconds() >= latest || !isWorthwhile(gained, board)) return priced;
  }
}

/** One window after another, until `latest`, and the prices after them; null where the search is over. */
async function solveRound(
  bench: ProofBench,
  { prices }: PricedRelaxation,
  windows: readonly (readonly [from: number, to: number])[],
  latest: number,
): Promise<PricedRelaxation | null> {
  const { workshop, solver, board } = bench;
  const lessons = createLessons(bench, 'roots of windows', LEARNING_SHARE);
  for (const [index, window] of windows.entries()) {
    if (workshop.remainingSeconds() <= 0) return null;
    const began = workshop.task.elapsedSeconds();
    if (began >= latest) break;
    const left = Math.min(workshop.remainingSeconds(), latest - began);
    const root = await boundWindowAtRoot(workshop, solver, window, prices, left / (windows.length - index));
    board.count();
    if (root === null) break;
    // No plan of the horizon without one of the window.
    if (root.bound === Number.NEGATIVE_INFINITY) board.refute();
    if (board.isRefuted()) return null;
    lessons.note(root);
    await lessons.learn(workshop.task.elapsedSeconds() - began);
  }
  await lessons.learn();
  return price(bench);
}
