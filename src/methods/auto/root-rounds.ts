/**
 * Rounds of windows at their roots. Each root gives a bound that is proved and cuts that are not: the
 * bounds become rows of one relaxation, the cuts rows of another, whose duals are the prices of the next
 * round.
 */
import type { Rows } from '../../lp/program.ts';
import type { Solver } from '../../lp/solver.ts';
import type { WindowModel } from '../../model/window.ts';
import type { Board } from './board.ts';
import type { PricedRelaxation, RelaxationWithCuts } from './relaxation-with-cuts.ts';
import type { StockPrices } from './stock-prices.ts';
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

export interface RootRounds {
  /** Adds cuts of a window to the relaxation that gives prices. */
  learn(model: WindowModel, cuts: Rows): Promise<void>;
  /** The prices of all cuts so far; null where the search is over. */
  price(): Promise<PricedRelaxation | null>;
  /**
   * Rounds twice as wide each while there is time, then repeated at the newer prices, all cut at the same
   * slots: with cuts that lie across those, prices would be best for what no window can see. Null where
   * the search is over.
   */
  widen(first: PricedRelaxation, width: number): Promise<PricedRelaxation | null>;
  /** Rounds of one width, each across the one before, until they gain little or the time is up. */
  sharpen(first: PricedRelaxation, width: number, seconds: number): Promise<PricedRelaxation | null>;
}

/** A round that takes this share of the time that is left is still begun twice as wide as the last. */
const WIDER_SHARE = 0.8;
/** What tightening may take of the time of a window. */
const TIGHTENING_SHARE = 0.1;

export function createRootRounds(bench: ProofBench): RootRounds {
  const { workshop, board, sharper } = bench;
  const { slotCount } = workshop.incidence.layout.problem.topology;
  const pool = createCutPool(workshop.incidence, sharper.columnOf);
  /** The prices after a round; null where the search is over. */
  const round = async (
    { prices }: PricedRelaxation,
    width: number,
    shift: number,
    latest: number,
  ): Promise<PricedRelaxation | null> => {
    if (!(await solveRoots(bench, prices, partition(slotCount, width, shift), pool, latest))) return null;
    return price();
  };
  const price = async (): Promise<PricedRelaxation | null> => {
    const next = await sharper.solve(workshop.limits());
    if (next === null) return null;
    board.count();
    board.post(next);
    return next;
  };
  return {
    learn: (model, cuts) => sharper.addRows(pool.take(model, cuts)),
    price,
    async widen(first, firstWidth) {
      let priced = first;
      let width = Math.min(slotCount, firstWidth);
      while (workshop.remainingSeconds() > 0) {
        const began = workshop.task.elapsedSeconds();
        const next = await round(priced, width, 0, Number.POSITIVE_INFINITY);
        if (next === null) return null;
        const seconds = workshop.task.elapsedSeconds() - began;
        const gained = priced.value - next.value;
        priced = next;
        if (width < slotCount && 2 * seconds <= WIDER_SHARE * workshop.remainingSeconds()) {
          width = Math.min(slotCount, 2 * width);
        } else if (width >= slotCount || !isWorthwhile(gained, board)) return priced;
      }
      return priced;
    },
    async sharpen(first, width, seconds) {
      const latest = workshop.task.elapsedSeconds() + seconds;
      let priced = first;
      for (let turn = 0; ; turn++) {
        const next = await round(priced, width, shiftOf(turn, width, slotCount), latest);
        if (next === null) return null;
        const gained = priced.value - next.value;
        priced = next;
        if (workshop.task.elapsedSeconds() >= latest || !isWorthwhile(gained, board)) return priced;
      }
    },
  };
}

/** One window after another, until `latest`; false where the search is over. */
async function solveRoots(
  { workshop, solver, board, proved, sharper }: ProofBench,
  prices: StockPrices,
  windows: readonly (readonly [from: number, to: number])[],
  pool: ReturnType<typeof createCutPool>,
  latest: number,
): Promise<boolean> {
  let tighteningSeconds = 0;
  for (const [index, window] of windows.entries()) {
    if (workshop.remainingSeconds() <= 0) return false;
    const began = workshop.task.elapsedSeconds();
    if (began >= latest) return true;
    const left = Math.min(workshop.remainingSeconds(), latest - began);
    const root = await boundWindowAtRoot(workshop, solver, window, prices, left / (windows.length - index));
    board.count();
    if (root === null) return true;
    if (root.bound === Number.NEGATIVE_INFINITY) {
      // No plan of the horizon without one of the window.
      board.refute();
      if (board.isRefuted()) return false;
      continue;
    }
    await sharper.addRows(pool.take(root.model, root.cuts));
    if (!Number.isFinite(root.bound)) continue;
    await proved.addRows([proved.rowOf(root.row)]);
    // The whole relaxation again after every window, as long as that is little beside the window.
    const isLast = index === windows.length - 1;
    const solved = workshop.task.elapsedSeconds();
    if (!isLast && tighteningSeconds > TIGHTENING_SHARE * (solved - began)) continue;
    await tighten({ workshop, board, proved }, 'roots of windows');
    tighteningSeconds = workshop.task.elapsedSeconds() - solved;
  }
  return true;
}

/** The bound that all proved rows give together, and the prices at which they give it. */
export async function tighten(
  { workshop, board, proved }: Pick<ProofBench, 'workshop' | 'board' | 'proved'>,
  boundBy: string,
): Promise<PricedRelaxation | null> {
  const known = await proved.solve(workshop.limits());
  if (known !== null) board.tighten(known.value, boundBy);
  return known;
}

/** A step that closes less of the open gap than this gains little. */
const LEAST_GAIN = 0.05;

/** Whether a gain is a fair part of what is open between the bound and the best plan. */
export function isWorthwhile(gained: number, board: Board): boolean {
  const [bound, plan] = [board.bound(), board.plan()];
  const open = plan === null ? Math.abs(bound) : Math.max(0, bound - plan.objective);
  return gained >= LEAST_GAIN * open && gained > 1e-9 * Math.max(1, Math.abs(bound));
}
