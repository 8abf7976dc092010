import type { RuleName } from '../domain/schemes/scheme.ts';
import { SCHEMES } from '../domain/schemes/schemes.ts';
import { greedy } from '../methods/greedy.ts';
import { explainInfeasibility } from '../methods/infeasibility.ts';
import type { Method, MethodEnd } from '../methods/method.ts';
import { overlayLp } from '../methods/overlay-lp.ts';
import { randomRoutes } from '../methods/random-routes.ts';
import { solveRelaxation } from '../methods/relaxation.ts';
import { decodePrices } from '../model/decode.ts';
import { bestRealPaths } from '../model/selection.ts';
import {
  FINISHING_SECONDS,
  follow,
  noteShortages,
  openRecorder,
  type PlanTask,
  withoutSolver,
} from './plan-task.ts';
import type { PlanRecord } from './recorder.ts';

const RULES: Readonly<Record<RuleName, Method>> = {
  'overlay-lp': overlayLp,
  'random-routes': randomRoutes,
  greedy,
};

/** Plans by a rule that makes its own rates. The bound is that of the LP relaxation of PS-EGR, or the overlay LP's own. */
export async function planByRule(rule: RuleName, task: PlanTask): Promise<PlanRecord> {
  const { layout, input, tools, onEvent } = task;
  const { options } = input;
  const solver = await tools.openSolver();
  try {
    const began = tools.now();
    const elapsedSeconds = () => tools.now() - began;
    const signal = tools.signal ? { signal: tools.signal } : {};
    const recorder = await openRecorder(task, solver, elapsedSeconds);
    let bound = Number.POSITIVE_INFINITY;
    // The overlay LP may lie above the relaxation of PS-EGR, which is no bound for it.
    if (!SCHEMES[options.scheme].boundsItself) {
      onEvent({ kind: 'stage', stage: 'relaxation', share: 0 });
      const { timeLimitSeconds, seed } = options;
      const relaxation = await solveRelaxation(solver, layout, { timeLimitSeconds, seed, ...signal });
      const { multipliers, meanings } = relaxation;
      bound = relaxation.bound;
      recorder.relax(bound, multipliers && decodePrices(layout, meanings, multipliers));
      recorder.tighten(bound, 'LP relaxation');
    }
    onEvent({ kind: 'stage', stage: 'search', share: 0 });
    const search = RULES[rule].solve({
      layout,
      solver,
      options,
      relaxation: { bound, multipliers: null },
      start: bestRealPaths(layout),
      proofs: [],
      elapsedSeconds,
      ...signal,
    });
    let iterations = 0;
    const following = follow(search, ({ iteration, improvement, draw, bound: known, boundBy }) => {
      iterations = iteration;
      recorder.tighten(known, boundBy);
      if (draw !== undefined) recorder.draw(draw && { objective: draw.objective, ...draw.values });
      if (improvement?.values) {
        recorder.offer({ objective: improvement.objective, ...improvement.values });
      }
      recorder.trace(iteration, improvement?.objective ?? null);
    });
    const end = await withoutSolver<MethodEnd>(
      following,
      () => ({ status: 'numerical', iterations, bound: Number.POSITIVE_INFINITY, boundBy: 'none' }),
      { work: `The rule ${rule}`, recorder, onEvent },
    );
    recorder.finish(end.iterations);
    if (end.status !== 'infeasible') return recorder.record(end.status);
    // Of the rules, the overlay LP alone holds minimum rates against anything.
    const limits = { timeLimitSeconds: FINISHING_SECONDS, seed: options.seed };
    const shortages = await explainInfeasibility(solver, layout, limits, 'split');
    return recorder.record(noteShortages(recorder, shortages, true));
  } finally {
    await solver.close();
  }
}
