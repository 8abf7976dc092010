/**
 * The side of the search that proves: prices from the LP relaxation, sharpened by cuts of windows, then
 * the window-Lagrangian bound at them. Every value that it gives is a bound whenever it is stopped.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Board } from './board.ts';
import { openRelaxationWithCuts, type PricedRelaxation } from './relaxation-with-cuts.ts';
import type { WindowWidths } from './widths.ts';
import { boundWindows, totalBound } from './window-bound.ts';
import { createCutPool, harvestCuts } from './window-cuts.ts';
import { partition, type Workshop } from './workshop.ts';

/** Share of the time after which no further cuts are looked for. */
const CUT_TIME_SHARE = 0.4;
/** A round of cuts that closes less of the open gap than this is the last. */
const LEAST_GAIN = 0.05;

export async function searchBound(
  workshop: Workshop,
  solver: Solver,
  board: Board,
  widths: WindowWidths,
): Promise<void> {
  const { slotCount } = workshop.incidence.layout.problem.topology;
  const priced = await sharpenPrices(workshop, solver, board, widths);
  if (priced === null) return;
  let width = widths.bound;
  for (let pass = 0; workshop.remainingSeconds() > 0; pass++) {
    const offset = pass % 2 === 0 ? 0 : Math.floor(width / 2);
    const windows = boundWindows(workshop, solver, priced.prices, { width, offset, share: 0.6 });
    for (;;) {
      const step = await windows.next();
      if (step.done) {
        const isWhole = step.value.at(-1)?.to === slotCount;
        if (isWhole) board.tighten(totalBound(step.value), `windows of ${width} slots`);
        if (isWhole && width >= slotCount && workshop.remainingSeconds() > 0) return;
        break;
      }
      board.count();
      // No plan of the horizon without one of the window.
      if (step.value.bound === Number.NEGATIVE_INFINITY) return board.refute();
    }
    if (pass % 2 === 1) width = Math.min(slotCount, Math.ceil(width * 1.5));
  }
}

/** Rounds of cuts until they gain little; null where even the relaxation was not solved. */
async function sharpenPrices(
  workshop: Workshop,
  solver: Solver,
  board: Board,
  widths: WindowWidths,
): Promise<PricedRelaxation | null> {
  const { incidence, task } = workshop;
  const { slotCount } = incidence.layout.problem.topology;
  const relaxation = await openRelaxationWithCuts(workshop, solver);
  try {
    let priced = await relaxation.solve(workshop.limits());
    board.count();
    board.tighten(relaxation.bound(), 'LP relaxation');
    board.post(priced);
    if (priced === null) return null;
    const pool = createCutPool(incidence, relaxation.columnOf);
    for (let round = 0; ; round++) {
      const offset = round % 2 === 0 ? 0 : Math.ceil(widths.cuts / 2);
      const windows = partition(slotCount, widths.cuts, offset);
      const latest = task.options.timeLimitSeconds * CUT_TIME_SHARE;
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
        await relaxation.addCuts(pool.take(found.model, found.cuts));
      }
      const next = await relaxation.solve(workshop.limits());
      board.count();
      if (next === null) return priced;
      board.post(next);
      const gained = priced.value - next.value;
      const open = next.value - (board.plan()?.objective ?? Number.NEGATIVE_INFINITY);
      priced = next;
      if (!isWhole || gained < LEAST_GAIN * open || gained <= 1e-6 * relativeScale(priced)) return priced;
    }
  } finally {
    await relaxation.dispose();
  }
}

const relativeScale = ({ value }: PricedRelaxation): number => Math.max(1, Math.abs(value));

