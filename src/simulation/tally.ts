/** Replications added up in their order, so that sums are the same whoever made them. */
import { estimate } from '../base/sample.ts';
import type {
  MeanWithin,
  RealisedDelivery,
  RealisedDemand,
  SimulationResult,
  Spread,
} from '../domain/simulation.ts';
import type { Execution } from './execution.ts';
import { type LatencyCounts, latencyQuantiles, mergeLatencies, noLatencies } from './latency-counts.ts';
import { ledgerOf, noCounts } from './ledger.ts';
import type { Outcome } from './outcome.ts';
import { addValues, type Deviations, newDeviations, precisionOf } from './precision.ts';
import type { Samples } from './samples.ts';

/** What some replications gave, one after the other. */
export interface Block {
  readonly outcomes: readonly Outcome[];
  /** Of each demand, over all of them. */
  readonly latencies: readonly LatencyCounts[];
  /** Where they were asked for. */
  readonly samples?: Samples;
}

export interface Tally {
  readonly outcomes: Outcome[];
  readonly deviations: Deviations;
  readonly latencies: readonly LatencyCounts[];
}

export const newTally = ({ demands }: Execution): Tally => ({
  outcomes: [],
  deviations: newDeviations(demands.length),
  latencies: demands.map(noLatencies),
});

export function addBlock(tally: Tally, { outcomes, latencies }: Block): void {
  for (const outcome of outcomes) {
    tally.outcomes.push(outcome);
    addValues(tally.deviations, outcome.delivered);
  }
  latencies.forEach((one, demand) => {
    mergeLatencies(tally.latencies[demand]!, one);
  });
}

type Summary = Pick<
  SimulationResult,
  'replications' | 'precision' | 'total' | 'demands' | 'ledger' | 'starved'
>;

/** What at least one replication tells. */
export function summarise(execution: Execution, tally: Tally): Summary {
  const { outcomes, latencies } = tally;
  const { demands } = execution;
  const all = demands.map((_, index) => index);
  const ledger = noCounts();
  for (const outcome of outcomes) {
    outcome.ledger.forEach((count, key) => {
      ledger[key]! += count;
    });
  }
  const together = noLatencies();
  for (const one of latencies) mergeLatencies(together, one);
  return {
    replications: outcomes.length,
    precision: precisionOf(execution, tally.deviations),
    total: delivery(execution, outcomes, all, together),
    demands: all.map((demand) => ({
      demand: demands[demand]!.id,
      fidelityTarget: demands[demand]!.fidelityTarget,
      ...delivery(execution, outcomes, [demand], latencies[demand]!),
      ...inTime(execution, outcomes, demand),
    })),
    ledger: ledgerOf(ledger),
    starved: {
      fills: sumOf(outcomes, ({ starvedFills }) => starvedFills) / outcomes.length,
      draws: sumOf(outcomes, ({ starvedDraws }) => starvedDraws) / outcomes.length,
    },
  };
}

const sumOf = (outcomes: readonly Outcome[], of: (outcome: Outcome) => number): number =>
  outcomes.reduce((sum, outcome) => sum + of(outcome), 0);

/** Over some demands together. */
function delivery(
  { demands }: Execution,
  outcomes: readonly Outcome[],
  of: readonly number[],
  latencies: LatencyCounts,
): RealisedDelivery {
  const among = (values: Float64Array): number => of.reduce((sum, demand) => sum + values[demand]!, 0);
  const pairs = sumOf(outcomes, ({ delivered }) => among(delivered));
  const unknown = sumOf(outcomes, ({ unknownLatency }) => among(unknownLatency));
  return {
    planned: of.reduce((sum, demand) => sum + demands[demand]!.planned, 0),
    realised: spread(outcomes.map(({ delivered }) => among(delivered))),
    inSpec: meanWithin(outcomes.map(({ inSpec }) => among(inSpec))),
    fidelity:
      pairs === 0
        ? null
        : {
            before: sumOf(outcomes, ({ before }) => among(before)) / pairs,
            after: sumOf(outcomes, ({ after }) => among(after)) / pairs,
          },
    latencySeconds: latencyQuantiles(latencies),
    unknownLatencyShare: pairs === 0 ? 0 : unknown / pairs,
  };
}

/** What concerns the times at which pairs are delivered. */
function inTime(
  { demands, slotCount, slotSeconds }: Execution,
  outcomes: readonly Outcome[],
  demand: number,
): Pick<RealisedDemand, 'minimumRateMet' | 'ageSeconds' | 'freshestFidelity'> {
  const slots = demands[demand]!.leastPairs.filter((least) => least > 0).length * outcomes.length;
  const seconds = slotCount * slotSeconds * outcomes.length;
  const freshest = sumOf(outcomes, ({ fidelityIntegral }) => fidelityIntegral[demand]!) / seconds;
  return {
    minimumRateMet: slots === 0 ? null : sumOf(outcomes, ({ slotsMet }) => slotsMet[demand]!) / slots,
    ageSeconds: sumOf(outcomes, ({ ageIntegral }) => ageIntegral[demand]!) / seconds,
    freshestFidelity: demands[demand]!.forgets === 0 ? null : freshest,
  };
}

const meanWithin = (values: readonly number[]): MeanWithin => {
  const { mean, halfWidth } = estimate(values);
  return { mean, halfWidth };
};

function spread(values: readonly number[]): Spread {
  const ascending = [...values].sort((a, b) => a - b);
  const below = (share: number): number => ascending[Math.ceil(share * ascending.length) - 1]!;
  return { ...meanWithin(values), quantiles: { p5: below(0.05), p50: below(0.5), p95: below(0.95) } };
}
