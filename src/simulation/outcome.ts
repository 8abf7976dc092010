/** What one replication gave, in numbers that add up over replications. */
import type { ExecutedDemand, Execution } from './execution.ts';
import { keptWhile } from './hardware.ts';
import { addLatency, type LatencyCounts } from './latency-counts.ts';
import { type Counts, noCounts } from './ledger.ts';

/** Sums by demand. */
export interface Outcome {
  readonly ledger: Counts;
  readonly delivered: Float64Array;
  readonly inSpec: Float64Array;
  /** Σ F over delivered pairs, before and after purification. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Delivered pairs of unknown latency. */
  readonly unknownLatency: Float64Array;
  /** Slots in which the minimum rate was met. */
  readonly slotsMet: Float64Array;
  /** ∫ of the time since the last delivered pair, s², and of its fidelity, s. */
  readonly ageIntegral: Float64Array;
  readonly fidelityIntegral: Float64Array;
  /** Pairs by which fills fell short of the plan; sets of own pairs that found a stock empty. */
  starvedFills: number;
  starvedDraws: number;
}

/** What is needed until the end of a replication only. */
export interface Deliveries {
  readonly outcome: Outcome;
  /** Pairs by demand and slot. */
  readonly bySlot: Float64Array;
  /** Moment and fidelity of the last delivered pair of each demand; ¼ stands for none. */
  readonly lastAt: Float64Array;
  readonly lastFidelity: Float64Array;
  /** Of each demand, over all replications. */
  readonly latencies: readonly LatencyCounts[];
}

export function newDeliveries(execution: Execution, latencies: readonly LatencyCounts[]): Deliveries {
  const { demands, slotCount } = execution;
  const perDemand = () => new Float64Array(demands.length);
  return {
    outcome: {
      ledger: noCounts(),
      delivered: perDemand(),
      inSpec: perDemand(),
      before: perDemand(),
      after: perDemand(),
      unknownLatency: perDemand(),
      slotsMet: perDemand(),
      ageIntegral: perDemand(),
      fidelityIntegral: perDemand(),
      starvedFills: 0,
      starvedDraws: 0,
    },
    bySlot: new Float64Array(demands.length * slotCount),
    lastAt: perDemand(),
    lastFidelity: perDemand().fill(0.25),
    latencies,
  };
}

/** Two fidelities closer than this are the same. */
const FIDELITY_SLACK = 1e-9;
/** A rate that is met but for rounding is met. */
const RATE_SLACK = 1e-9;

interface Delivered {
  readonly at: number;
  readonly fidelity: number;
  readonly before: number;
  /** s; NaN if unknown. */
  readonly latency: number;
}

/** Counts a pair that both users may use from now on. */
export function deliver(
  execution: Execution,
  deliveries: Deliveries,
  demand: number,
  { at, fidelity, before, latency }: Delivered,
): void {
  const { outcome, bySlot } = deliveries;
  const { slotCount, slotSeconds, demands } = execution;
  outcome.delivered[demand]! += 1;
  outcome.before[demand]! += before;
  outcome.after[demand]! += fidelity;
  if (isInSpec(demands[demand]!, fidelity)) outcome.inSpec[demand]! += 1;
  if (Number.isNaN(latency)) outcome.unknownLatency[demand]! += 1;
  else addLatency(deliveries.latencies[demand]!, latency);
  const slot = Math.min(slotCount - 1, Math.floor(at / slotSeconds));
  bySlot[demand * slotCount + slot]! += 1;
  if (at < deliveries.lastAt[demand]!) return;
  passTime(execution, deliveries, demand, at);
  deliveries.lastFidelity[demand] = fidelity;
}

/** Whether a pair meets what its demand asks for. */
export const isInSpec = ({ fidelityTarget }: ExecutedDemand, fidelity: number): boolean =>
  fidelity >= fidelityTarget - FIDELITY_SLACK;

/** Adds up the time for which the last pair of a demand was the freshest one. */
function passTime(
  { demands }: Execution,
  { outcome, lastAt, lastFidelity }: Deliveries,
  demand: number,
  until: number,
): void {
  const seconds = until - lastAt[demand]!;
  lastAt[demand] = until;
  outcome.ageIntegral[demand]! += (seconds * seconds) / 2;
  const { forgets } = demands[demand]!;
  if (forgets === 0) return;
  // Both halves age: ∫ ¼ + (F − ¼) e^(−2t/T).
  const decayed = (1 - keptWhile(seconds, forgets)) / forgets;
  outcome.fidelityIntegral[demand]! += seconds / 4 + (lastFidelity[demand]! - 0.25) * decayed;
}

/** Ends a replication: what holds until the end of the horizon. */
export function closeDeliveries(execution: Execution, deliveries: Deliveries): Outcome {
  const { demands, slotCount, slotSeconds } = execution;
  const { outcome, bySlot } = deliveries;
  demands.forEach(({ leastPairs }, demand) => {
    passTime(execution, deliveries, demand, slotCount * slotSeconds);
    leastPairs.forEach((least, slot) => {
      const isMet = bySlot[demand * slotCount + slot]! >= least * (1 - RATE_SLACK);
      if (least > 0 && isMet) outcome.slotsMet[demand]! += 1;
    });
  });
  return outcome;
}
