/** Small instances: the whole program at once, in its compact form. */
import { createChannel } from '../../base/channel.ts';
import type { SolveProgress, SolveResult } from '../../lp/solver.ts';
import type { Incidence } from '../../model/incidence.ts';
import { assembleWindow } from '../../model/window.ts';
import { statusOfGap } from '../bounds.ts';
import type { MethodEnd, MethodProgress, MethodTask, RunStatus } from '../method.ts';
import { ratePlan, readSelection, startFrom } from './working-plan.ts';
import { openWorkshop } from './workshop.ts';

export async function* solveCompact(
  task: MethodTask,
  incidence: Incidence,
): AsyncGenerator<MethodProgress, MethodEnd> {
  const workshop = openWorkshop(task, incidence, task.signal ?? new AbortController().signal);
  const { slotCount } = incidence.layout.problem.topology;
  const model = assembleWindow(incidence, { from: 0, to: slotCount, mode: () => 'binary' });
  let bound = task.relaxation.bound;
  let boundBy = Number.isFinite(bound) ? 'LP relaxation' : 'none';
  let best = Number.NEGATIVE_INFINITY;
  const record = (found: Omit<SolveProgress, 'solution'> & { solution: Float64Array | null }): MethodProgress => {
    const isBetter = found.solution !== null && found.incumbent !== null && found.incumbent > best;
    const selection = task.start.slice();
    if (isBetter) {
      best = found.incumbent!;
      readSelection(incidence, model, found.solution!, selection);
    }
    if (found.bound < bound) {
      bound = found.bound;
      boundBy = 'compact program';
    }
    const improvement = isBetter ? { selection, objective: best } : null;
    return { iteration: 0, improvement, bound, boundBy, newCuts: [] };
  };

  const start = await ratePlan(workshop, task.solver, task.start, workshop.limits());
  const handle = await task.solver.open(model.program);
  const progress = createChannel<SolveProgress>();
  const solving = handle
    .solve({
      ...workshop.limits(),
      relativeGap: task.options.gap,
      onProgress: progress.push,
      ...(start ? { start: startFrom(model, start.values) } : {}),
    })
    .finally(progress.close);
  try {
    for await (const found of progress) yield record(found);
    const result = await solving;
    if (result.status !== 'infeasible') {
      yield record({ incumbent: result.objective, solution: result.solution, bound: result.bound });
    }
    return { status: statusOf(task, result, best, bound), iterations: result.nodes, bound, boundBy };
  } finally {
    await handle.dispose();
  }
}

function statusOf(task: MethodTask, result: SolveResult, best: number, bound: number): RunStatus {
  if (result.status === 'infeasible') return 'infeasible';
  const reached = statusOfGap(Number.isFinite(best) ? best : null, bound, task.options.gap);
  if (reached) return reached;
  if (result.status === 'interrupted') return 'interrupted';
  return result.status === 'time-limit' ? 'time-limit' : 'numerical';
}
