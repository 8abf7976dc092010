/**
 * Combines the best of two plans: where both use the same path, it stays; where they differ, either is possible. This
 * covers all slots at once, which windows of slots never do.
 */
import type { Solver } from '../../lp/solver.ts';
import { choicesOf, type Selection } from '../../model/selection.ts';
import { assembleWindow, monolithOffsets } from '../../model/window.ts';
import { type RatedSelection, ratePlan, readSelection, startFrom } from '../windows/rate-selection.ts';
import type { SearchContext } from '../windows/search-context.ts';
import type { Side } from './side.ts';

/** Crosses two plans and offers the result as an incumbent. */
export async function crossover(
  context: SearchContext,
  solver: Solver,
  state: Side,
  [one, other]: readonly [RatedSelection, RatedSelection],
  seconds: number,
): Promise<void> {
  const [better, worse] = one.objective > other.objective ? [one, other] : [other, one];
  await state.work('crossover', async () => {
    const routes = await betterRoutes(context, solver, better, worse, seconds);
    state.offer(routes && (await ratePlan(context, solver, routes, context.limits())));
  });
}

/** The routes of a plan better than `best`; null if none was found. */
async function betterRoutes(
  { incidence, limits }: SearchContext,
  solver: Solver,
  best: RatedSelection,
  other: RatedSelection,
  seconds: number,
): Promise<Selection | null> {
  const { layout } = incidence;
  const { y } = monolithOffsets(incidence);
  const offered = new Set<number>();
  for (const { selection, values } of [best, other]) {
    for (const choice of choicesOf(layout, selection)) if (values[y + choice]! > 0) offered.add(choice);
  }
  // Where neither carries anything, the path of the better one might yet.
  for (const choice of choicesOf(layout, best.selection)) offered.add(choice);
  const model = assembleWindow(incidence, {
    from: 0,
    to: layout.problem.topology.slotCount,
    mode: () => 'binary',
    keeps: (choice) => offered.has(choice),
  });
  const handle = await solver.open(model.program);
  try {
    const { solution, objective } = await handle.solve({
      ...limits(seconds),
      relativeGap: 1e-4,
      start: startFrom(model, best.values),
    });
    if (solution === null || !(objective! > best.objective)) return null;
    const selection = best.selection.slice();
    readSelection(incidence, model, solution, selection);
    return selection;
  } finally {
    await handle.dispose();
  }
}
