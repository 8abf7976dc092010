/**
 * The method by default: chooses by size and structure. What a MIP solver proves in seconds goes to it
 * whole, in the compact form; anything larger is searched by windows of slots, one side proving and one
 * planning.
 */
import { type Incidence, incidenceOf } from '../../model/incidence.ts';
import type { Method, MethodTask } from '../method.ts';
import { type Board, createBoard } from './board.ts';
import { searchBound } from './bound-search.ts';
import { conduct } from './conduct.ts';
import { searchPlan } from './plan-search.ts';
import { createSharedWork } from './shared-work.ts';
import { solveWhole } from './whole.ts';
import { type WindowWidths, windowWidths } from './widths.ts';
import { openWorkshop } from './workshop.ts';

/** Binaries up to which the whole program goes to the solver at once. */
const WHOLE_BINARIES = 600;

export const auto: Method = {
  name: 'auto',
  async *solve(task) {
    const incidence = incidenceOf(task.layout);
    const binaries = binaryCount(incidence);
    if (binaries <= WHOLE_BINARIES) {
      const remark = `auto: ${binaries} choices, at most ${WHOLE_BINARIES}: the compact program as a whole`;
      return yield* searchWhole(task, incidence, remark);
    }
    const widths = windowWidths(incidence);
    const remark = `auto: ${binaries} choices, more than ${WHOLE_BINARIES}: windows of ${widths.bound} slots for bounds, ${widths.cuts} for cuts, ${widths.roll} and ${widths.improve} for plans`;
    return yield* searchByWindows(task, incidence, widths, remark);
  },
};

function searchWhole(task: MethodTask, incidence: Incidence, remark: string) {
  const over = new AbortController();
  const board = openBoard(task, remark);
  const workshop = openWorkshop(task, incidence, over.signal);
  return conduct(task, board, [() => solveWhole(workshop, task.solver, board)], over);
}

/** With one solver the two sides take turns. */
export async function* searchByWindows(
  task: MethodTask,
  incidence: Incidence,
  widths: WindowWidths,
  remark: string,
) {
  const over = new AbortController();
  const board = openBoard(task, remark);
  const workshop = openWorkshop(task, incidence, over.signal);
  const second = (await task.openSolver?.()) ?? null;
  try {
    const work = createSharedWork();
    const sides = [
      () => searchBound(workshop, second ?? task.solver, board, widths, work),
      () => searchPlan(workshop, task.solver, board, widths, second ? work : null),
    ];
    return yield* conduct(task, board, sides, over);
  } finally {
    await second?.close();
  }
}

function openBoard({ relaxation: { bound } }: MethodTask, remark: string): Board {
  const board = createBoard({ bound, boundBy: 'LP relaxation' });
  board.remark(remark);
  if (bound === Number.NEGATIVE_INFINITY) board.refute();
  return board;
}

const binaryCount = ({ choicesOf }: Incidence): number =>
  choicesOf.reduce((sum, { length }) => sum + length, 0);
