/** The progress of the search in blocks: what it reports, and whether it is over. */
import type { RunStatus } from '../../domain/run-status.ts';
import { monolithOffsets } from '../../model/window.ts';
import { statusOfGap } from '../bounds.ts';
import type { MethodProgress } from '../method.ts';
import type { Proof } from '../proof.ts';
import type { PartialPlan } from '../windows/rolling-horizon.ts';
import type { SearchContext } from '../windows/search-context.ts';
import { gatherRates } from './gather-rates.ts';

/** A bound of the whole horizon, and who proved it. */
export type ProvedBound = Pick<MethodProgress, 'bound' | 'boundBy'>;

export interface BlockProgress {
  /** The slots before this one are planned. */
  end(): number;
  extend(end: number): void;
  steps(): number;
  /** Why the search is over; null while it is not. */
  status(): RunStatus | null;
  /** The result of a step, with the plan if it is better than before. */
  progress(newProofs: readonly Proof[]): MethodProgress;
}

export function createBlockProgress(
  context: SearchContext,
  plan: PartialPlan,
  best: () => ProvedBound,
  reportedBefore: number,
): BlockProgress {
  const { task, incidence } = context;
  const { demands, topology } = incidence.layout.problem;
  // With a minimum rate in every slot a plan of the first blocks is none of the whole.
  const mayBePart = demands.every(({ minimumRate }) => minimumRate === 0);
  let end = 0;
  let steps = 0;
  let reportedValue = reportedBefore;
  const hasPlan = () => end === topology.slotCount || (mayBePart && end > 0);
  return {
    end: () => end,
    extend(to) {
      end = to;
    },
    steps: () => steps,
    status() {
      const objective = hasPlan() ? objectiveOf(context, plan, end) : null;
      const reached = statusOfGap(objective, best().bound, task.options.gap);
      if (reached) return reached;
      if (task.signal?.aborted) return 'interrupted';
      if (context.remainingSeconds() <= 0) return 'time-limit';
      return steps >= task.options.iterationLimit ? 'iteration-limit' : null;
    },
    progress(newProofs) {
      steps++;
      let improvement: MethodProgress['improvement'] = null;
      if (hasPlan() && objectiveOf(context, plan, end) > reportedValue) {
        const { objective, values } = gatherRates(incidence, plan.values, end);
        // Later windows write into the plan, while this one may wait to be checked.
        improvement = { selection: plan.selection.slice(), objective, values };
        reportedValue = objective;
      }
      return { iteration: steps, improvement, ...best(), newProofs };
    },
  };
}

/** Σ α y of the slots of a plan before `end`. */
export const objectiveOf = (context: SearchContext, plan: PartialPlan, end: number): number =>
  objectiveBySlot(context, plan, end).reduce((sum, value) => sum + value, 0);

/** Σ α y of a plan in each slot before `end`. */
export function objectiveBySlot(
  { incidence }: SearchContext,
  { values }: PartialPlan,
  end: number,
): Float64Array {
  const { layout, choicesOf } = incidence;
  const { y } = monolithOffsets(incidence);
  return Float64Array.from(choicesOf, (choices, slot) => {
    let sum = 0;
    for (const choice of slot < end ? choices : []) {
      const rate = values.get(y + choice) ?? 0;
      if (rate > 0) sum += rate * layout.problem.demands[layout.choices[choice]!.demand]!.weight[slot]!;
    }
    return sum;
  });
}
