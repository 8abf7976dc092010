/** A plan made ready to be simulated: plain data by index, which may be copied to other threads. */

import type { MemoryModel } from '../domain/memory.ts';
import type { PurificationProtocol } from '../physics/purification.ts';
import type { GateQuality } from '../physics/swapping.ts';

export interface Execution {
  readonly slotCount: number;
  /** δ in seconds. */
  readonly slotSeconds: number;
  /** How stored halves age; with a maximum of Infinity slots where only the options ask for ageing. */
  readonly stored: MemoryModel;
  /** q, the probability that one join succeeds, and the factor of its gates on the Werner parameter. */
  readonly swapSuccess: number;
  readonly swapFactor: number;
  readonly gates: GateQuality;
  readonly protocol: PurificationProtocol;
  /** Ids of the links that the plan uses. */
  readonly links: readonly string[];
  /** Of the nodes that limit their memory modes; null if none does. */
  readonly modes: ExecutedModes | null;
  readonly demands: readonly ExecutedDemand[];
  /** B_m of the nodes that store, pairs. */
  readonly memories: Float64Array;
  readonly stores: readonly ExecutedStore[];
  readonly flows: readonly ExecutedFlow[];
  /** Own hops of all flows together; each is a claim on its link, with a number of its own. */
  readonly claimCount: number;
  /** Index of the flow of each claim. */
  readonly flowOfClaim: Int32Array;
  readonly slots: readonly ExecutedSlot[];
}

export interface ExecutedModes {
  /** M_m by limited node. */
  readonly limits: Float64Array;
  /** For how long a swap keeps its modes, s. */
  readonly measurementSeconds: number;
}

export interface ExecutedDemand {
  readonly id: string;
  readonly fidelityTarget: number;
  /** 1/T of halves at both ends, summed, 1/s; 0 if they do not age. */
  readonly forgets: number;
  /** Σ y δ. */
  readonly planned: number;
  /** Pairs that its minimum rate asks for in each slot; 0 without one, and in exempt slots. */
  readonly leastPairs: Float64Array;
}

/** The stock of a sub-path. */
export interface ExecutedStore {
  readonly key: string;
  /** Indices into `memories`. */
  readonly ends: readonly [number, number];
  /** Elementary pairs that one stored pair consists of. */
  readonly elementary: number;
  readonly initialPairs: number;
  readonly initialWerner: number;
  /** Limited nodes at its ends; absent if there are none. */
  readonly modes?: readonly number[];
}

/** What draws on links and stocks in one or several slots: a route of a demand, or the filling of a sub-path. */
export interface ExecutedFlow {
  readonly key: string;
  /** Index of the demand that it serves, or −1. */
  readonly demand: number;
  /** Index of the stock that it fills, or −1. */
  readonly fills: number;
  /** The number of its first own hop among all claims. */
  readonly firstClaim: number;
  readonly ownHops: number;
  /** 1/T of the halves at both ends of each own hop, summed, and of those at the ends of the path, 1/s. */
  readonly hopForgets: readonly number[];
  readonly endForgets: number;
  /** Indices of the stocks that it draws on. */
  readonly draws: readonly number[];
  /** Elementary pairs that one joined pair consists of. */
  readonly elementary: number;
  /** Joins of two hops, all at once. */
  readonly joins: number;
  /** Limited nodes along its path; absent if there are none. */
  readonly modes?: FlowModes;
}

/** Limited nodes by index, once for each half that takes a mode there. */
export interface FlowModes {
  /** At the ends of each own hop. */
  readonly hops: readonly (readonly number[])[];
  /** Between the hops of the path, stored ones included, and at its ends. */
  readonly relays: readonly number[];
  readonly ends: readonly number[];
}

export interface ExecutedSlot {
  /** Modes in flight as a mean, by limited node; absent if there are none. */
  readonly modesInFlight?: Float64Array;
  readonly links: readonly LinkInSlot[];
  readonly flows: readonly FlowInSlot[];
}

export interface LinkInSlot {
  /** Index into `Execution.links`. */
  readonly link: number;
  /** Mean number of pairs that arrive in the slot: the right side of the plan's row. */
  readonly mean: number;
  /** Of these, the mean number that is offered to flows; nobody is given the rest. */
  readonly offered: number;
  /** When it has been acquired, after the beginning of the slot, s. */
  readonly beginSeconds: number;
  /** Werner parameter of a pair when both ends know of it. */
  readonly werner: number;
  /** From the attempt until both ends know of the pair, s; 0 if unknown. */
  readonly heraldSeconds: number;
  /** η, the probability that an attempt gives a pair; NaN if unknown. */
  readonly efficiency: number;
  /** Own hops of flows along it, users first, and the pairs that the plan gives them in the slot; parallel arrays. */
  readonly claims: Int32Array;
  readonly planned: Float64Array;
  /** How many of the claims are of users. */
  readonly userClaims: number;
}

export interface FlowInSlot {
  readonly flow: number;
  /** Pairs that it delivers or stores by the plan. */
  readonly planned: number;
  /** Base pairs of each hop by the plan. */
  readonly plannedBase: number;
  /** Rounds of purification; 0 for fillings. */
  readonly rounds: number;
  /** From a join until both ends know of it, s; 0 if unknown. */
  readonly swapSeconds: number;
  /** News of a round and its processing, s; 0 if unknown. */
  readonly roundSeconds: number;
  readonly isLatencyKnown: boolean;
  /** Werner parameter before purification by the plan, and what a round leaves by it; 1 for fillings. */
  readonly plannedWerner: number;
  readonly plannedKept: number;
}
