/** The progress of the search in blocks: what it reports, when, and whether it is over. */
import type { RunStatus } from '../../domain/run-status.ts';
import { monolithOffsets } from '../../model/window.ts';
import { statusOfGap } from '../bounds.ts';
import type { MethodProgress } from '../method.ts';
import type { Proof } from '../proof.ts';
import type { PartialPlan } from '../windows/rolling-horizon.ts';
import type { SearchContext } from '../windows/search-context.ts';
import { gatherRates } from './gather-rates.ts';

/** Seconds between two reported plans, since verifying and writing a whole plan takes seconds. */
const BETWEEN_PLANS = 50;

export interface BlockProgress {
  /** The slots before this one are planned. */
  end(): number;
  extend(end: number): void;
  steps(): number;
  /** Why the search is over; null while it is not. */
  status(): RunStatus | null;
  /** The result of a step, with the plan if it is due or `isLast`. */
  progress(round: number, newProofs: readonly Proof[], isLast?: boolean): MethodProgress;
}

export function createBlockProgress(
  context: SearchContext,
  plan: PartialPlan,
  bound: () => number,
): BlockProgress {
  const { task, incidence } = context;
  const { demands, topology } = incidence.layout.problem;
  // With a minimum rate in every slot a plan of the first blocks is none of the whole.
  const mayBePart = demands.every(({ minimumRate }) => minimumRate === 0);
  let end = 0;
  let steps = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let told = Number.NEGATIVE_INFINITY;
  const hasPlan = () => end === topology.slotCount || (mayBePart && end > 0);
  return {
    end: () => end,
    extend(to) {
      end = to;
    },
    steps: () => steps,
    status() {
      const objective = hasPlan() ? objectiveOf(context, plan, end) : null;
      const reached = statusOfGap(objective, bound(), task.options.gap);
      if (reached) return reached;
      if (task.signal?.aborted) return 'interrupted';
      if (context.remainingSeconds() <= 0) return 'time-limit';
      return steps >= task.options.iterationLimit ? 'iteration-limit' : null;
    },
    progress(round, newProofs, isLast = false) {
      steps++;
      const isFirstWhole = end === topology.slotCount && round === 1;
      const isDue = isLast || isFirstWhole || task.elapsedSeconds() - toldAt > BETWEEN_PLANS;
      let improvement: MethodProgress['improvement'] = null;
      if (isDue && hasPlan() && objectiveOf(context, plan, end) > told) {
        const { objective, values } = gatherRates(incidence, plan.values, end);
        improvement = { selection: plan.selection, objective, values };
        told = objective;
        toldAt = task.elapsedSeconds();
      }
      return {
        iteration: steps,
        improvement,
        bound: bound(),
        boundBy: `windows in blocks, round ${round}`,
        newProofs,
      };
    },
  };
}

function objectiveOf({ incidence }: SearchContext, { values }: PartialPlan, end: number): number {
  const { layout, choicesOf } = incidence;
  const { y } = monolithOffsets(incidence);
  let sum = 0;
  for (let slot = 0; slot < end; slot++) {
    for (const choice of choicesOf[slot]!) {
      const rate = values.get(y + choice);
      if (rate !== undefined && rate > 0) {
        sum += rate * layout.problem.demands[layout.choices[choice]!.demand]!.weight[slot]!;
      }
    }
  }
  return sum;
}
