import { randomStream } from '../../base/random.ts';
import { randomRoutes as facts } from '../../domain/methods/random-routes.ts';
import type { Layout } from '../../model/layout.ts';
import type { Selection } from '../../model/selection.ts';
import type { Solution } from '../../model/solution.ts';
import { type Method, type MethodEnd, NO_BOUND } from '../method.ts';
import { openRatedRoutes } from '../rated-routes.ts';
import { remainingLimits } from '../remaining-limits.ts';

/**
 * Random routing, RRS: draws one of the usable paths for each demand and slot, all with equal probability, then finds
 * the best rates for them. There are several draws; the result is the mean of those that keep the minimum rates. If
 * none does, the plan is the best one without them.
 */
export const randomRoutes: Method<'random-routes'> = {
  ...facts,
  name: 'random-routes',
  needs: { relaxation: true, wholeProgram: false },
  firstPlan: () => 'none',
  ratedBy: 'whole',
  async *solve(task) {
    const { layout, solver, options } = task;
    const limits = () => remainingLimits(task);
    let ended: Pick<MethodEnd, 'status' | 'iterations'> = { status: 'completed', iterations: options.draws };
    const routes = await openRatedRoutes(solver, layout);
    try {
      let best = Number.NEGATIVE_INFINITY;
      /** The best draw without minimum rates, as long as none keeps them. */
      let short: Required<Solution> | null = null;
      for (let draw = 0; draw < options.draws; draw++) {
        const selection = drawRoutes(layout, options.seed, draw);
        const { status, solution } = await routes.evaluate(selection, limits());
        if (status !== 'optimal' && status !== 'infeasible') {
          const reason = status === 'unbounded' ? 'numerical' : status;
          ended = { status: reason, iterations: draw };
          break;
        }
        const isBetter = solution !== null && solution.objective > best;
        if (isBetter) best = solution.objective;
        if (solution === null && best === Number.NEGATIVE_INFINITY) {
          const { solution: without } = await routes.evaluateWithoutMinimum(selection, limits());
          if (without && without.objective > (short?.objective ?? Number.NEGATIVE_INFINITY)) short = without;
        }
        yield {
          iteration: draw + 1,
          improvement: isBetter ? solution : null,
          draw: solution,
          ...NO_BOUND,
          newProofs: [],
        };
      }
      if (short && best === Number.NEGATIVE_INFINITY) {
        yield { iteration: ended.iterations, improvement: short, ...NO_BOUND, newProofs: [] };
      }
      return { ...ended, ...NO_BOUND };
    } finally {
      await routes.dispose();
    }
  },
};

/** One draw: uniform among the paths of each C2 group, which are the usable ones. */
export function drawRoutes(layout: Layout, seed: number, draw: number): Selection {
  const random = randomStream(seed, `random routes ${draw}`);
  return Int32Array.from(layout.groups, ({ choices }) => choices[Math.floor(random() * choices.length)]!);
}
