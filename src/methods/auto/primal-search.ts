/**
 * The side of the search that plans. From the prices of the proving side, it dives over all slots and, if windows can
 * be wide, runs a priced rolling horizon; then it fixes and optimises over moving windows, narrow ones first. Sharper
 * prices start it again, unless moving windows can be expected to close a good part of the gap in the time that it takes.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Selection } from '../../model/selection.ts';
import { ratePlan } from '../windows/rate-selection.ts';
import type { PricedRelaxation } from '../windows/relaxation-with-cuts.ts';
import { rollForward } from '../windows/rolling-horizon.ts';
import type { SearchContext } from '../windows/search-context.ts';
import type { WindowWidths } from '../windows/window-widths.ts';
import { solveCompactMip } from './compact-mip.ts';
import { crossover } from './crossover.ts';
import { dive } from './dive.ts';
import { bestPlan, cheapest, localSearch, ownPlan, type PlanSearch } from './local-search.ts';
import { startsAgain } from './renewal.ts';
import type { Side } from './side.ts';
import type { WorkQueue } from './work-queue.ts';

/** Share of the time that a dive, and a rolling horizon, may take. */
const CONSTRUCTION_SHARE = 0.2;
/** With telescopes, where windows that are not solved in time make poor plans. */
const POINTED_CONSTRUCTION_SHARE = 0.5;
/** Share of the time that the crossover of two plans may take. */
const CROSSING_SHARE = 0.1;
/** A rolling horizon is worth its time if its windows have at least this many slots. */
const LEAST_ROLL = 5;
/** With telescopes, the last per mille of a window takes most of its time, and later windows see to it. */
const COARSE_GAP = 1e-3;

/**
 * Between its own local searches, it does `shared` work of the proving side if it has a separate solver for it and that
 * closes more of the gap per second.
 */
export async function searchPlan(
  context: SearchContext,
  solver: Solver,
  state: Side,
  widths: WindowWidths,
  shared: WorkQueue | null,
): Promise<void> {
  const { task, limits } = context;
  await state.work('start', async () => {
    state.offer(await ratePlan(context, solver, task.start, limits()));
    state.count();
  });
  let used = await state.firstPrices;
  if (used === null) return;
  const search: PlanSearch = { context, solver, state, widths };
  let began = task.elapsedSeconds();
  // From prices without cuts, a dive leads to no better plan than the one that is there.
  const isDull = used.binding.length === 0 && context.incidence.layout.pointing === null;
  if (!isDull || state.plan() === null) await construct(search, used);
  let constructionSeconds = task.elapsedSeconds() - began;
  // Diving and rolling look no further than they must, and may miss a minimum rate that could be met.
  if (state.plan() === null) return solveCompactMip(context, solver, state);

  for (let level = 1; context.remainingSeconds() > 0; level++) {
    const isNew = () => state.prices() !== used;
    // Prices without cuts are so dull that nothing is lost by leaving them at once.
    const isFirst = used.binding.length === 0;
    const ownRate = state.rateOf('neighbourhoods');
    const isIdle = Number.isFinite(ownRate) && ownRate <= state.rateOf('windows');
    shared?.setReady(isIdle);
    let isCalled = false;
    const mayEnd = (isPassOver: boolean) => {
      isCalled = isIdle && shared?.isWaiting() === true;
      return isCalled || ((isPassOver || isFirst) && isNew());
    };
    const isOptimal = await state.work('neighbourhoods', () =>
      localSearch(search, level, bestPlan(state), mayEnd),
    );
    if (isOptimal) return;
    if (shared?.isWaiting()) await state.work('windows', () => shared.help(solver));
    // The local search was left, not done.
    if (isCalled) level--;
    const construction = {
      constructionSeconds,
      remainingSeconds: context.remainingSeconds(),
      timeLimitSeconds: task.options.timeLimitSeconds,
    };
    if (!isNew() || !startsAgain(construction, state)) continue;
    used = state.prices()!;
    shared?.setReady(false);
    began = task.elapsedSeconds();
    await construct(search, used);
    constructionSeconds = task.elapsedSeconds() - began;
    level = 0;
  }
}

async function rollOver(
  { context, solver, widths }: PlanSearch,
  priced: PricedRelaxation,
  seconds: number,
): Promise<Selection | null> {
  const { slotCount } = context.incidence.layout.problem.topology;
  const isPointed = context.incidence.layout.pointing !== null;
  const plan = { selection: context.task.start.slice(), values: new Map<number, number>() };
  const isWhole = await rollForward(context, solver, priced.prices, plan, {
    from: 0,
    to: slotCount,
    horizon: slotCount,
    width: widths.roll,
    step: Math.max(1, Math.floor(widths.roll / (isPointed ? 2 : 3))),
    relativeGap: isPointed ? COARSE_GAP : 1e-4,
    seconds,
    keeps: cheapest(priced, widths.offered),
  });
  return isWhole ? plan.selection : null;
}

/** Makes plans from the prices, improves each slot by slot, and crosses it with the best. */
async function construct(search: PlanSearch, priced: PricedRelaxation): Promise<void> {
  const { context, solver, state, widths } = search;
  const { task, limits } = context;
  const isPointed = context.incidence.layout.pointing !== null;
  const share = isPointed ? POINTED_CONSTRUCTION_SHARE : CONSTRUCTION_SHARE;
  const seconds = () => Math.min(context.remainingSeconds(), task.options.timeLimitSeconds * share);
  // A dive rounds paths, but not where telescopes point.
  const makers = [
    ...(isPointed ? [] : [['dive', () => dive(context, solver, priced, seconds())] as const]),
    ...(isPointed || widths.roll >= LEAST_ROLL
      ? [['rolling horizon', () => rollOver(search, priced, seconds())] as const]
      : []),
  ];
  for (const [part, make] of makers) {
    const best = state.plan();
    const plan = await state.work(part, async () => {
      const selection = await make();
      state.count();
      const made = selection && (await ratePlan(context, solver, selection, limits()));
      state.offer(made);
      return made;
    });
    if (!plan) continue;
    const isDull = priced.binding.length === 0;
    const mayEnd = (isPassOver: boolean) => isPassOver || (isDull && state.prices() !== priced);
    const piece = ownPlan(state, plan);
    // A telescope points for several slots: single ones tell little.
    if (!isPointed) await state.work('slot by slot', () => localSearch(search, 0, piece, mayEnd));
    if (best === null || isDull) continue;
    const limit = task.options.timeLimitSeconds * CROSSING_SHARE;
    await crossover(context, solver, state, [piece.read(), best], limit);
  }
}
