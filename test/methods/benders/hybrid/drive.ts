import type { HybridOptions, HybridStep } from '../../../../src/domain/hybrid.ts';
import type { Solver } from '../../../../src/lp/solver.ts';
import { benders } from '../../../../src/methods/benders/benders.ts';
import { type BendersOptions, TEXTBOOK } from '../../../../src/methods/benders/options.ts';
import type { MethodEnd } from '../../../../src/methods/method.ts';
import { isCut } from '../../../../src/methods/proof.ts';
import { solveRelaxation } from '../../../../src/methods/relaxation.ts';
import type { Layout } from '../../../../src/model/layout.ts';
import { DEFAULT_HYBRID } from '../../../../src/planning/options.ts';
import type { Sampler } from '../../../../src/qubo/sampler.ts';
import { LIMITS, taskOf } from '../../solve.ts';

export interface Driven extends MethodEnd {
  readonly objective: number | null;
  readonly bounds: readonly number[];
  readonly steps: readonly HybridStep[];
  /** For each step, the cuts that a run would have saved before it was told. */
  readonly saved: readonly number[];
}

/** Benders with a sampled master, or with `null` an exact one, to its end, on a clock that stands still. */
export async function drive(
  solver: Solver,
  layout: Layout,
  hybrid: Partial<HybridOptions> | null,
  {
    sampler,
    iterationLimit = 300,
    accelerations = TEXTBOOK,
  }: { sampler?: Sampler; iterationLimit?: number; accelerations?: BendersOptions } = {},
): Promise<Driven> {
  const search = benders.solve(
    taskOf(layout, solver, {
      relaxation: await solveRelaxation(solver, layout, LIMITS),
      ...(sampler && { sampler }),
      options: {
        iterationLimit,
        benders: accelerations,
        ...(hybrid && {
          hybrid: { ...DEFAULT_HYBRID, reads: 4, samplerSeconds: 0.002, certify: 4, ...hybrid },
        }),
      },
    }),
  );
  let objective: number | null = null;
  let cuts = 0;
  const saved: number[] = [];
  const bounds: number[] = [];
  const steps: HybridStep[] = [];
  for (;;) {
    const step = await search.next();
    if (step.done) return { ...step.value, objective, bounds, steps, saved };
    const { bound, improvement, hybridStep, newProofs } = step.value;
    bounds.push(bound);
    objective = improvement?.objective ?? objective;
    if (hybridStep) {
      steps.push(hybridStep);
      saved.push(cuts);
    }
    cuts += newProofs.filter(isCut).length;
  }
}
