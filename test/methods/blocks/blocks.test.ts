import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exemptSlots } from '../../../src/domain/problem.ts';
import type { Solver } from '../../../src/lp/solver.ts';
import { planByBlocks } from '../../../src/methods/blocks/blocks.ts';
import type { Method } from '../../../src/methods/method.ts';
import { decodePlan } from '../../../src/model/decode.ts';
import { incidenceOf } from '../../../src/model/incidence.ts';
import { layOut } from '../../../src/model/layout.ts';
import { bestRealPaths } from '../../../src/model/selection.ts';
import { highsSolver } from '../../../src/solvers/highs.ts';
import { certify } from '../../../src/verify/certify.ts';
import { anyFamily, smallInstance } from '../instances.ts';
import { LIMITS, milpOptimum } from '../solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

const slack = (amount: number): number => 1e-6 * Math.max(1, Math.abs(amount));
const anyInstance = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000 }), anyFamily, fc.constantFrom(4, 6))
  .map(([seed, family, slots]) => smallInstance(seed, { ...family, slots }));
type Search = ReturnType<Method['solve']>;

/** Blocks of one or two slots, so that all of a long horizon happens within a few. */
function search(instance: ReturnType<typeof smallInstance>, share: number): Search {
  const incidence = incidenceOf(layOut(instance.problem));
  const { layout } = incidence;
  const columns = 2 * layout.choices.length + layout.fills.length + layout.stocks.length * 4;
  const task = {
    layout,
    solver,
    options: { gap: 1e-6, iterationLimit: 1e6, draws: 1, benders: null as never, ...LIMITS },
    relaxation: { bound: Number.POSITIVE_INFINITY, multipliers: null },
    start: bestRealPaths(layout),
    proofs: [],
    elapsedSeconds: () => 0,
  };
  return planByBlocks(task, incidence, null, {
    blockColumns: columns * share,
    windowBinaries: (layout.choices.length * share) / 2,
  });
}

describe('planning in blocks', () => {
  it('has valid bounds all the way and plans that pass the check, whatever is switched on (seed 71)', async () => {
    const seen = { plans: 0, near: 0, infeasible: 0, stored: 0 };
    await fc.assert(
      fc.asyncProperty(anyInstance, fc.constantFrom(0.3, 0.5), async (instance, share) => {
        const optimum = await milpOptimum(solver, instance);
        const layout = layOut(instance.problem);
        const blocks = search(instance, share);
        let objective: number | null = null;
        for (;;) {
          const step = await blocks.next();
          const { bound } = step.value;
          if (optimum === null) {
            if (step.done && step.value.status === 'infeasible') seen.infeasible++;
          } else expect(bound).toBeGreaterThanOrEqual(optimum - slack(optimum));
          if (step.done) break;
          const { improvement } = step.value;
          if (!improvement) continue;
          objective = improvement.objective;
          expect(optimum).not.toBeNull();
          expect(objective).toBeLessThanOrEqual(optimum! + slack(optimum!));
          const plan = decodePlan(layout, improvement.values!);
          if (plan.stocks.length > 0) seen.stored++;
          const certificate = certify({
            scenario: instance.scenario,
            topology: instance.problem.topology,
            plan,
            objective,
            bound,
            dualBound: null,
            exempt: exemptSlots(instance.problem),
            scheme: 'ps-egr',
          });
          expect(certificate.status).toBe('verified');
          seen.plans++;
        }
        if (optimum !== null && objective !== null && objective >= 0.95 * optimum) seen.near++;
      }),
      { seed: 71, numRuns: 24 },
    );
    expect(seen.plans).toBeGreaterThan(8);
    expect(seen.near).toBeGreaterThan(8);
    expect(seen.stored).toBeGreaterThan(0);
  });
});
