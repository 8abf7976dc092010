/**
 * The default method: chooses by size and structure. A program that a MIP solver proves in seconds goes to it as a
 * whole, in the compact form. Anything larger is searched by windows of slots, with one side proving and one planning.
 */
import { auto as facts } from '../../domain/methods/auto.ts';
import { type Incidence, incidenceOf } from '../../model/incidence.ts';
import type { Method, MethodTask } from '../method.ts';
import { openSearchContext } from '../windows/search-context.ts';
import { type WindowWidths, windowWidths } from '../windows/window-widths.ts';
import { openAccount } from './account.ts';
import { searchBound } from './bounding.ts';
import { solveCompactMip } from './compact-mip.ts';
import { searchPlan } from './primal-search.ts';
import { runSearch } from './run-search.ts';
import { createSearchState } from './search-state.ts';
import { openSide } from './side.ts';
import { createWorkQueue } from './work-queue.ts';

/** Up to this many binaries, the whole program goes to the solver at once. */
const WHOLE_BINARIES = 600;

export const auto: Method<'auto'> = {
  ...facts,
  name: 'auto',
  needs: { relaxation: true, wholeProgram: false },
  firstPlan: () => 'start',
  ratedBy: 'beside',
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
  const { state, account } = openState(task, remark);
  const context = openSearchContext(task, incidence, over.signal);
  const side = openSide(state, account);
  const solve = () => side.work('compact program', () => solveCompactMip(context, task.solver, side));
  return runSearch(task, state, [solve], account, over);
}

/** With one solver the two sides take turns. */
export async function* searchByWindows(
  task: MethodTask,
  incidence: Incidence,
  widths: WindowWidths,
  remark: string,
) {
  const over = new AbortController();
  const { state, account } = openState(task, remark);
  const context = openSearchContext(task, incidence, over.signal);
  const second = (await task.openSolver?.()) ?? null;
  try {
    const work = createWorkQueue();
    const sides = [
      () => searchBound(context, second ?? task.solver, openSide(state, account), widths, work),
      () => searchPlan(context, task.solver, openSide(state, account), widths, second ? work : null),
    ];
    return yield* runSearch(task, state, sides, account, over);
  } finally {
    await second?.close();
  }
}

function openState(
  { layout, relaxation: { bound }, elapsedSeconds, options, onActivity }: MethodTask,
  remark: string,
) {
  const state = createSearchState({ layout, bound, boundBy: 'LP relaxation' });
  state.remark(remark);
  if (bound === Number.NEGATIVE_INFINITY) state.refute();
  return { state, account: openAccount(elapsedSeconds, options.timeLimitSeconds, onActivity) };
}

const binaryCount = ({ choicesOf, layout }: Incidence): number =>
  choicesOf.reduce((sum, { length }) => sum + length, layout.pointing?.columns.length ?? 0);
