import type { RandomStream } from '../base/random.ts';
import type { ExecutedFlow, Execution, FlowInSlot } from './execution.ts';
import { emptyQueue, type PairQueue } from './pair-queue.ts';

/** A flow during a replication, whichever engine runs it. */
export interface FlowProgress {
  readonly flow: ExecutedFlow;
  /** Pairs that wait for a partner at each round of purification. */
  levels: Levels;
  /** What the plan says of it in the present slot; null outside its slots. */
  inSlot: FlowInSlot | null;
  swaps: RandomStream;
  purification: RandomStream;
  /** Pairs that it stored in the present slot. */
  stored: number;
}

/** A flow whose pairs are followed one by one. */
export interface FlowState extends FlowProgress {
  /** Of its own hops. */
  readonly queues: readonly PairQueue[];
  /** How many of them are empty. */
  missing: number;
}

/** At most one pair waits before each round. */
interface Levels {
  /** Four weights each. */
  readonly states: Float64Array;
  readonly isWaiting: Uint8Array;
  /** When it may be used, s; beginning of its oldest attempt, s; mean fidelity of what it was made of. */
  readonly times: Float64Array;
  readonly births: Float64Array;
  readonly befores: Float64Array;
}

const noNumbers: RandomStream = () => 0;

export const levelsFor = (rounds: number): Levels => ({
  states: new Float64Array(4 * rounds),
  isWaiting: new Uint8Array(rounds),
  times: new Float64Array(rounds),
  births: new Float64Array(rounds),
  befores: new Float64Array(rounds),
});

const NO_LEVELS = levelsFor(0);

export const newFlowProgress = (flow: ExecutedFlow): FlowProgress => ({
  flow,
  levels: NO_LEVELS,
  inSlot: null,
  swaps: noNumbers,
  purification: noNumbers,
  stored: 0,
});

export const newFlowStates = ({ flows }: Execution): FlowState[] =>
  flows.map((flow) => ({
    ...newFlowProgress(flow),
    queues: Array.from({ length: flow.ownHops }, emptyQueue),
    missing: flow.ownHops,
  }));
