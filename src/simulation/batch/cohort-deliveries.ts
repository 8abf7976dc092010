import type { RandomStream } from '../../base/random.ts';
import { binomialCount } from '../../base/random-counts.ts';
import { addLatency } from '../latency-counts.ts';
import { AT } from '../ledger.ts';
import { isInSpec } from '../outcome.ts';
import { streamOf } from '../streams.ts';
import type { BatchFlow, BatchReplication } from './batch-replication.ts';
import { noteDeliveries } from './freshness.ts';
import type { Span } from './steps.ts';

/** Pairs in the same state that their users may use at random moments of a step, or later. */
interface DeliveredCohort {
  readonly count: number;
  readonly fidelity: number;
  readonly before: number;
  readonly birth: number;
  /** When they may be used, counted from the middle of the step, s. */
  readonly time: number;
}

/** Delivers pairs in the slots in which their news comes; what comes after the horizon is still in flight. */
export function deliverCohort(
  run: BatchReplication,
  state: BatchFlow,
  cohort: DeliveredCohort,
  step: Span,
): void {
  const { slotCount, slotSeconds } = run.execution;
  const delay = cohort.time - step.middle;
  const to = step.to + delay;
  let from = step.from + delay;
  let left = cohort.count;
  while (left > 0) {
    const slot = Math.floor(from / slotSeconds);
    const end = (slot + 1) * slotSeconds;
    const isWhole = to <= end || slot >= slotCount;
    const here = isWhole ? left : binomialCount(left, (end - from) / (to - from), newsOf(run, state, step));
    count(run, state, { ...cohort, count: here }, { slot, from, to: isWhole ? to : end });
    left -= here;
    from = end;
  }
}

/** A stream of its own only where there is no purification. */
function newsOf(
  { execution, options, index }: BatchReplication,
  state: BatchFlow,
  { middle }: Span,
): RandomStream {
  if (state.inSlot!.rounds > 0) return state.purification;
  const slot = Math.floor(middle / execution.slotSeconds);
  state.news ??= streamOf(options.seed, 'news', state.flow.key, slot, index);
  return state.news;
}

function count(
  { execution, deliveries, freshness }: BatchReplication,
  { flow, inSlot }: BatchFlow,
  { count: pairs, fidelity, before, time, birth }: DeliveredCohort,
  { slot, from, to }: { readonly slot: number; readonly from: number; readonly to: number },
): void {
  if (pairs === 0) return;
  const { outcome, bySlot, latencies } = deliveries;
  const { slotCount, demands } = execution;
  const { demand } = flow;
  const elementary = pairs * 2 ** inSlot!.rounds * flow.elementary;
  if (slot >= slotCount) {
    outcome.ledger[AT.inFlight]! += elementary;
    return;
  }
  outcome.ledger[AT.delivered]! += elementary;
  outcome.delivered[demand]! += pairs;
  outcome.before[demand]! += pairs * before;
  outcome.after[demand]! += pairs * fidelity;
  if (isInSpec(demands[demand]!, fidelity)) outcome.inSpec[demand]! += pairs;
  if (inSlot!.isLatencyKnown) addLatency(latencies[demand]!, time - birth, pairs);
  else outcome.unknownLatency[demand]! += pairs;
  bySlot[demand * slotCount + slot]! += pairs;
  noteDeliveries(execution, deliveries, freshness, demand, { from, to, pairs, fidelity });
}
