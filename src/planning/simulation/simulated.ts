import type { Execution } from '../../simulation/execution.ts';
import type { Samples } from '../../simulation/samples.ts';
import type { RecomputedRecord } from '../recomputed-record.ts';

/** A plan that was simulated, with what is left of its Werner parameters. */
export interface SimulatedPlan {
  readonly recomputed: Pick<RecomputedRecord, 'scenario' | 'problem' | 'plan' | 'margins'>;
  readonly execution: Execution;
  readonly samples: Samples;
  readonly coherenceSeconds: number | null;
}
