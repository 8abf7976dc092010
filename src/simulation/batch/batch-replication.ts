import type { RandomStream } from '../../base/random.ts';
import type { SimulationOptions } from '../../domain/simulation.ts';
import type { Execution, LinkInSlot } from '../execution.ts';
import { type FlowProgress, newFlowProgress } from '../flow-state.ts';
import type { LatencyCounts } from '../latency-counts.ts';
import { type Deliveries, newDeliveries } from '../outcome.ts';
import { streamOf } from '../streams.ts';
import { type CohortQueue, emptyCohortQueue } from './cohort-queue.ts';
import { type CohortStores, openCohortStores } from './cohort-stores.ts';
import { type Freshness, newFreshness } from './freshness.ts';

/** A flow whose pairs are counted. */
export interface BatchFlow extends FlowProgress {
  /** Of its own hops. */
  readonly queues: readonly CohortQueue[];
  /** For the moments at which news comes; null before it is needed in a slot. */
  news: RandomStream | null;
}

/** One replication while it runs. */
export interface BatchReplication {
  readonly execution: Execution;
  readonly options: SimulationOptions;
  readonly index: number;
  /** No pair is followed, so there is nothing to tell of any. */
  readonly observe: null;
  /** Modes are not limited here. */
  readonly modes: null;
  readonly flows: readonly BatchFlow[];
  /** Indices of the flows of the present slot, in ascending order. */
  active: readonly number[];
  readonly stores: CohortStores;
  readonly deliveries: Deliveries;
  readonly freshness: Freshness;
  /** Pairs that each claim gets in the present slot, or is still to get in it, and from which link. */
  readonly coming: Float64Array;
  readonly links: LinkInSlot[];
  /** Planned draws of flows without an own hop in earlier slots. */
  readonly paced: Float64Array;
}

export const newBatchReplication = (
  execution: Execution,
  options: SimulationOptions,
  index: number,
  latencies: readonly LatencyCounts[],
): BatchReplication => ({
  execution,
  options,
  index,
  observe: null,
  modes: null,
  flows: execution.flows.map((flow) => ({
    ...newFlowProgress(flow),
    queues: Array.from({ length: flow.ownHops }, emptyCohortQueue),
    news: null,
  })),
  active: [],
  stores: openCohortStores(execution, (key) => streamOf(options.seed, 'storage', key, 0, index)),
  deliveries: newDeliveries(execution, latencies),
  freshness: newFreshness(execution),
  coming: new Float64Array(execution.claimCount),
  links: [],
  paced: new Float64Array(execution.flows.length),
});
