/**
 * Rounds of windows at their roots. Each root gives a bound that is proved and cuts that are not: the
 * bounds become rows of one relaxation, the cuts rows of another, whose duals are the prices of the next
 * round. Rounds widen while that pays and there is time.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Board } from './board.ts';
import type { PricedRelaxation, RelaxationWithCuts } from './relaxation-with-cuts.ts';
import { boundWindowAtRoot } from './window-bound.ts';
import { createCutPool } from './window-cuts.ts';
import type { Workshop } from './workshop.ts';
import { partition, shiftOf } from './workshop.ts';

export interface ProofBench {
  readonly workshop: Workshop;
  readonly solver: Solver;
  readonly board: Board;
  /** With proved rows alone: its value is the bound. */
  readonly proved: RelaxationWithCuts;
  /** With cuts that nobody has proved: its duals are the prices, for which anything will do. */
  readonly sharper: RelaxationWithCuts;
}

/** A round of this share of the time that is left is still begun twice as wide as the last. */
const WIDER_SHARE = 0.5;
/** What tightening may take of the time of a window. */
const TIGHTENING_SHARE = 0.2;

/** The sharpest prices; null where the search is over. */
export async function boundByRoots(
  bench: ProofBench,
  first: PricedRelaxation,
  firstWidth: number,
): Promise<PricedRelaxation | null> {
  const { workshop, board, sharper } = bench;
  const { slotCount } = workshop.incidence.layout.problem.topology;
  const pool = createCutPool(workshop.incidence, sharper.columnOf);
  let priced = first;
  let width = Math.min(slotCount, firstWidth);
  for (let repeats = 0; workshop.remainingSeconds() > 0; ) {
    const began = workshop.task.elapsedSeconds();
    if (!(await round(bench, priced, width, shiftOf(repeats, width, slotCount), pool))) return null;
    const seconds = workshop.task.elapsedSeconds() - began;
    const next = await sharper.solve(workshop.limits());
    if (next === null) return priced;
    board.count();
    board.post(next);
    const gained = priced.value - next.value;
    priced = next;
    const left = workshop.remainingSeconds();
    if (width < slotCount && 2 * seconds <= WIDER_SHARE * left) {
      width = Math.min(slotCount, 2 * width);
      repeats = 0;
    } else if (width < slotCount && isWorthwhile(gained, board)) {
      repeats++;
    } else return priced;
  }
  return priced;
}

/** One window after another; false where the search is over. */
async function round(
  { workshop, solver, board, proved, sharper }: ProofBench,
  { prices }: PricedRelaxation,
  width: number,
  shift: number,
  pool: ReturnType<typeof createCutPool>,
): Promise<boolean> {
  const windows = partition(workshop.incidence.layout.problem.topology.slotCount, width, shift);
  let tighteningSeconds = 0;
  for (const [index, window] of windows.entries()) {
    if (workshop.remainingSeconds() <= 0) return false;
    const began = workshop.task.elapsedSeconds();
    const seconds = workshop.remainingSeconds() / (windows.length - index);
    const root = await boundWindowAtRoot(workshop, solver, window, prices, seconds);
    board.count();
    if (root === null) return true;
    if (root.bound === Number.NEGATIVE_INFINITY) {
      // No plan of the horizon without one of the window.
      board.refute();
      return false;
    }
    await sharper.addRows(pool.take(root.model, root.cuts));
    if (!Number.isFinite(root.bound)) continue;
    await proved.addRows([proved.rowOf(root.row)]);
    // The whole relaxation again after every window, as long as that is little beside the window.
    const isLast = index === windows.length - 1;
    const solved = workshop.task.elapsedSeconds();
    if (!isLast && tighteningSeconds > TIGHTENING_SHARE * (solved - began)) continue;
    await tighten({ workshop, board, proved }, `roots of windows of ${width} slots`);
    tighteningSeconds = workshop.task.elapsedSeconds() - solved;
  }
  return true;
}

/** The bound that all proved rows give together. */
export async function tighten(
  { workshop, board, proved }: Pick<ProofBench, 'workshop' | 'board' | 'proved'>,
  boundBy: string,
): Promise<void> {
  const known = await proved.solve(workshop.limits());
  if (known !== null) board.tighten(known.value, boundBy);
}

/** A step that closes less of the open gap than this gains little. */
const LEAST_GAIN = 0.05;

/** Whether a gain is a fair part of what is open between the bound and the best plan. */
export function isWorthwhile(gained: number, board: Board): boolean {
  const [bound, plan] = [board.bound(), board.plan()];
  const open = plan === null ? Math.abs(bound) : Math.max(0, bound - plan.objective);
  return gained >= LEAST_GAIN * open && gained > 1e-9 * Math.max(1, Math.abs(bound));
}
