import { pull as facts } from '../../domain/methods/pull.ts';
import { tightenRateCaps } from '../../model/reachable-stock.ts';
import type { Method, MethodEnd } from '../method.ts';
import { pullPlan } from '../pull/pull-plan.ts';

/** What every search begins with, by itself: how far a plan gets that no program improves. */
export const pull: Method<'pull'> = {
  ...facts,
  name: 'pull',
  needs: { relaxation: true, wholeProgram: false },
  firstPlan: () => 'none',
  rates: 'parts',
  async *solve({ layout, options, relaxation: { bound }, elapsedSeconds, signal }) {
    const boundBy = Number.isFinite(bound) ? 'LP relaxation' : 'none';
    const known = { bound, boundBy, newProofs: [] } as const;
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
      yield { iteration: iterations, improvement: { selection: selection!, objective, values }, ...known };
    }
    return { status: stopped() ?? 'completed', iterations, ...known } satisfies MethodEnd;
  },
};
