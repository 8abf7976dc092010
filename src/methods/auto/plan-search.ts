/** The side of the search that plans: a priced rolling horizon, then fix and optimise over moving windows. */
import type { Solver } from '../../lp/solver.ts';
import type { Board } from './board.ts';
import { improvePlan } from './improve.ts';
import type { PricedRelaxation } from './relaxation-with-cuts.ts';
import { rollForward } from './roll.ts';
import { solveWhole } from './whole.ts';
import type { WindowWidths } from './widths.ts';
import { ratePlan } from './working-plan.ts';
import type { Workshop } from './workshop.ts';

/** Slots around a neighbourhood in which rates and stocks may change. */
const PAD = 5;
/** Share of the candidates that the first neighbourhoods offer; see `cheapest`. */
const FIRST_SHARE = 0.3;
/** Share of the time that a roll may take. */
const ROLL_TIME_SHARE = 0.25;

export async function searchPlan(
  workshop: Workshop,
  solver: Solver,
  board: Board,
  widths: WindowWidths,
): Promise<void> {
  const { task, limits } = workshop;
  board.offer(await ratePlan(workshop, solver, task.start, limits()));
  board.count();
  let used = await board.firstPrices;
  if (used === null) return;
  await roll(workshop, solver, board, widths, used);
  // Rolling looks no further than its window, and so may miss a minimum rate that it could have met.
  if (board.plan() === null) return solveWhole(workshop, solver, board);

  for (let level = 0; workshop.remainingSeconds() > 0; level++) {
    const isExhausted = await sweep(workshop, solver, board, widths, level);
    if (isExhausted) return;
    const newest = board.prices()!;
    if (newest === used || workshop.remainingSeconds() < task.options.timeLimitSeconds * ROLL_TIME_SHARE)
      continue;
    used = newest;
    if (await roll(workshop, solver, board, widths, used)) level = -1;
  }
}

async function roll(
  workshop: Workshop,
  solver: Solver,
  board: Board,
  widths: WindowWidths,
  priced: PricedRelaxation,
): Promise<boolean> {
  const { task, limits } = workshop;
  const selection = await rollForward(workshop, solver, priced.prices, task.start, {
    width: widths.roll,
    step: Math.max(1, Math.floor(widths.roll / 3)),
    relativeGap: 1e-4,
    seconds: Math.min(workshop.remainingSeconds(), task.options.timeLimitSeconds * ROLL_TIME_SHARE),
    keeps: cheapest(priced, FIRST_SHARE),
  });
  board.count();
  return selection !== null && board.offer(await ratePlan(workshop, solver, selection, limits()));
}

/**
 * Moves a neighbourhood over the horizon until a whole pass finds nothing better; each level makes it
 * wider and offers more candidates. True where it spanned everything: then the plan is optimal.
 */
async function sweep(
  workshop: Workshop,
  solver: Solver,
  board: Board,
  widths: WindowWidths,
  level: number,
): Promise<boolean> {
  const { slotCount } = workshop.incidence.layout.problem.topology;
  const width = Math.min(slotCount, Math.round(widths.improve * (1 + level / 2)));
  const stride = Math.max(1, Math.ceil(width / 2));
  const share = Math.min(1, FIRST_SHARE * (1 + level));
  const starts: number[] = [];
  for (let from = 0; from === 0 || from + width < slotCount + stride; from += stride) {
    starts.push(Math.min(from, slotCount - width));
  }
  let sinceBetter = 0;
  let isComplete = true;
  for (let turn = 0; sinceBetter < starts.length; turn++) {
    const plan = board.plan()!;
    if (workshop.remainingSeconds() <= 0) return false;
    const from = starts[turn % starts.length]!;
    const tried = await improvePlan(
      workshop,
      solver,
      plan,
      { from, to: from + width, pad: PAD, keeps: cheapest(board.prices()!, share) },
      Math.max(1, workshop.remainingSeconds() / starts.length),
    );
    board.count();
    isComplete &&= tried.isComplete;
    if (board.offer(tried.better)) sinceBetter = 0;
    else sinceBetter++;
  }
  return isComplete && width >= slotCount && share >= 1;
}

/** The share of all candidates that cost least at the prices, against the best of their group. */
function cheapest({ regret }: PricedRelaxation, share: number): (choice: number) => boolean {
  const sorted = regret.filter(Number.isFinite).sort();
  const most = share >= 1 ? Number.POSITIVE_INFINITY : (sorted[Math.floor(share * sorted.length)] ?? 0);
  return (choice) => regret[choice]! <= most;
}
