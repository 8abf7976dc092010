import type { SimulationOptions } from '../domain/simulation.ts';
import { type Allocation, newAllocation } from './allocation.ts';
import type { Execution } from './execution.ts';
import { type FlowState, newFlowStates } from './flow-state.ts';
import type { LatencyCounts } from './latency-counts.ts';
import { type Modes, openModes } from './modes.ts';
import { type Deliveries, newDeliveries } from './outcome.ts';
import type { Samples } from './samples.ts';
import { openStores, type Stores } from './stores.ts';
import { streamOf } from './streams.ts';
import type { Observer } from './trace.ts';

/** One replication while it runs. */
export interface Replication {
  readonly execution: Execution;
  readonly options: SimulationOptions;
  readonly index: number;
  readonly flows: readonly FlowState[];
  /** Indices of the flows of the present slot, in ascending order. */
  active: readonly number[];
  readonly stores: Stores;
  readonly allocation: Allocation;
  readonly deliveries: Deliveries;
  /** Null if no node limits its memory modes. */
  readonly modes: Modes | null;
  /** Mean number of pairs that each link offered in earlier slots, and planned draws of flows without an own hop; for even arrivals. */
  readonly passed: Float64Array;
  /** The same of the pairs that are offered to nobody. */
  readonly idle: Float64Array;
  readonly paced: Float64Array;
  readonly observe: Observer | null;
  /** Where what is left of Werner parameters is counted; null if nobody asks. */
  readonly samples: Samples | null;
}

export function newReplication(
  execution: Execution,
  options: SimulationOptions,
  index: number,
  latencies: readonly LatencyCounts[],
  observe: Observer | null,
  samples: Samples | null,
): Replication {
  return {
    execution,
    options,
    index,
    flows: newFlowStates(execution),
    active: [],
    stores: openStores(execution, (key) => streamOf(options.seed, 'storage', key, 0, index)),
    allocation: newAllocation(execution),
    deliveries: newDeliveries(execution, latencies),
    modes: openModes(execution, streamOf(options.seed, 'modes', '', 0, index)),
    passed: new Float64Array(execution.links.length),
    idle: new Float64Array(execution.links.length),
    paced: new Float64Array(execution.flows.length),
    observe,
    samples,
  };
}
