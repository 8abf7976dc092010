/**
 * Solves the whole program at once, in its compact form, and passes every incumbent and bound to the search state. If there is
 * a plan, it leaves out what no better plan can use, and all time goes to the bound.
 */
import { createChannel } from '../../base/channel.ts';
import type { SolveProgress, Solver } from '../../lp/solver.ts';
import type { Incidence } from '../../model/incidence.ts';
import { assembleWindow, monolithOffsets } from '../../model/window.ts';
import { mayImprove, relaxedChoiceBounds, withChoices } from '../reduced-cost-fixing.ts';
import {
  copyValues,
  type RatedSelection,
  ratePlan,
  readSelection,
  startFrom,
} from '../windows/rate-selection.ts';
import type { SearchContext } from '../windows/search-context.ts';
import type { Side } from './side.ts';

export async function solveCompactMip(context: SearchContext, solver: Solver, state: Side): Promise<void> {
  const { task, limits } = context;
  const start = state.plan() ?? (await ratePlan(context, solver, task.start, limits()));
  state.offer(start);
  const incidence = start ? thatMayImprove(context, start.objective) : context.incidence;
  const { slotCount } = incidence.layout.problem.topology;
  const model = assembleWindow(incidence, { from: 0, to: slotCount, mode: () => 'binary' });
  const planOf = (solution: Float64Array, objective: number): RatedSelection => {
    const selection = task.start.slice();
    const values = new Float64Array(monolithOffsets(incidence).count);
    readSelection(incidence, model, solution, selection);
    copyValues(model, solution, values);
    return { selection, objective, values };
  };
  // The start is in what is left, so a bound below it would be an error, and must not be taken for a proof.
  const record = ({ incumbent, solution, bound }: SolveProgress) => {
    if (solution !== null && incumbent !== null) state.offer(planOf(solution, incumbent));
    state.tighten(bound, 'compact program');
  };

  const handle = await solver.open(model.program);
  const progress = createChannel<SolveProgress>();
  const solving = handle
    .solve({
      ...limits(),
      relativeGap: task.options.gap,
      onProgress: progress.push,
      ...(start ? { start: startFrom(model, start.values), emphasis: 'bound' } : {}),
    })
    .finally(progress.close);
  try {
    for await (const found of progress) record(found);
    const { status, objective, solution, bound } = await solving;
    if (status === 'infeasible') state.refute();
    else record({ incumbent: objective, solution, bound });
    state.count();
  } finally {
    await handle.dispose();
  }
}

function thatMayImprove({ incidence, task }: SearchContext, known: number): Incidence {
  const bounds = relaxedChoiceBounds(incidence, task.relaxation.prices);
  return withChoices(incidence, (choice) => mayImprove(bounds[choice]!, known));
}
