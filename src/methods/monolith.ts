/** The whole MILP (1), C1..C7 given to the solver at once, as a reference for the decomposition. */

import { createChannel } from '../base/channel.ts';
import type { BoundSource } from '../domain/methods/methods.ts';
import { milp as facts } from '../domain/methods/milp.ts';
import type { RunStatus } from '../domain/run-status.ts';
import type { SolveProgress, SolveResult } from '../lp/solver.ts';
import { alongRoutes } from '../model/along-routes.ts';
import { assembleMonolith } from '../model/assemble.ts';
import { indicator, roundSelection, setPointing } from '../model/selection.ts';
import { OPTIMALITY_TOLERANCE, relativeGap, statusOfGap } from './bounds.ts';
import type { Method, MethodEnd, MethodProgress, MethodTask } from './method.ts';
import { remainingLimits } from './remaining-limits.ts';

export const monolith: Method<'milp'> = {
  ...facts,
  name: 'milp',
  needs: { relaxation: true, wholeProgram: true },
  firstPlan: () => 'beside',
  ratedBy: 'beside',
  async *solve(task) {
    const { layout, options, relaxation } = task;
    const model = assembleMonolith(layout);
    const handle = await task.solver.open(model.program);
    const progress = createChannel<SolveProgress>();
    const start = new Float64Array(model.at.count);
    start.set(indicator(layout, task.start), model.at.x);
    setPointing(layout, task.start, model.at, start);
    const solving = handle
      .solve({
        ...remainingLimits(task),
        relativeGap: options.gap,
        start,
        onProgress: progress.push,
      })
      .finally(progress.close);

    let best = Number.NEGATIVE_INFINITY;
    let bound = relaxation.bound;
    let boundBy: BoundSource = Number.isFinite(bound) ? 'LP relaxation' : 'none';
    const record = (found: SolveProgress): MethodProgress => {
      const improves = found.solution !== null && found.incumbent !== null && found.incumbent > best;
      if (improves) best = found.incumbent;
      if (found.bound < bound) {
        bound = found.bound;
        boundBy = `monolith solved by ${task.solver.name}`;
      }
      return {
        iteration: 0,
        improvement: improves
          ? alongRoutes(
              layout,
              roundSelection(
                layout,
                found.solution.subarray(model.at.x),
                found.solution.subarray(model.at.pointed, model.at.slewed),
              ),
              found.solution,
              model.at,
            )
          : null,
        bound,
        boundBy,
        newProofs: [],
      };
    };

    try {
      for await (const found of progress) yield record(found);
      const result = await solving;
      if (result.status !== 'infeasible') {
        yield record({ incumbent: result.objective, solution: result.solution, bound: result.bound });
      }
      const incumbent = Number.isFinite(best) ? best : null;
      return {
        status: statusOf(task, result, incumbent, bound),
        iterations: result.nodes,
        bound,
        boundBy,
      } satisfies MethodEnd;
    } finally {
      await handle.dispose();
    }
  },
};

function statusOf(task: MethodTask, result: SolveResult, incumbent: number | null, bound: number): RunStatus {
  if (result.status === 'infeasible') return 'infeasible';
  const reached = statusOfGap(incumbent, bound, task.options.gap);
  if (reached) return reached;
  // Asked for less than solvers can tell, it is as good as they say.
  if (result.status === 'optimal' && relativeGap(incumbent, bound) <= OPTIMALITY_TOLERANCE) return 'optimal';
  if (result.status === 'interrupted') return 'interrupted';
  if (result.status === 'time-limit') return 'time-limit';
  return 'numerical';
}
