import { pull as facts } from '../../domain/methods/pull.ts';
import { tightenRateCaps } from '../../model/reachable-stock.ts';
import { type Method, NO_BOUND } from '../method.ts';
import { pullPlan } from '../pull/pull-plan.ts';

/** The first plan of every search as a scheme of its own: its value before any LP or MIP improves it. */
export const pull: Method<'pull'> = {
  ...facts,
  name: 'pull',
  needs: { relaxation: true, wholeProgram: false },
  firstPlan: () => 'none',
  ratedBy: 'parts',
  async *solve({ layout, options, elapsedSeconds, signal }) {
    const stopped = () => {
      if (signal?.aborted) return 'interrupted';
      return elapsedSeconds() >= options.timeLimitSeconds ? 'time-limit' : null;
    };
    let iterations = 0;
    for await (const { solution } of pullPlan(
      tightenRateCaps(layout),
      options.seed,
      () => stopped() !== null,
    )) {
      const { selection, objective, values } = solution;
      iterations++;
      yield {
        iteration: iterations,
        improvement: { selection: selection!, objective, values },
        ...NO_BOUND,
        newProofs: [],
      };
    }
    return { status: stopped() ?? 'completed', iterations, ...NO_BOUND };
  },
};
