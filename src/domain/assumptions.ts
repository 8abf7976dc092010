import type { LinkClass } from './network.ts';

/**
 * What a plan asks of hardware, and what it takes for granted where its scenario states nothing. What cannot be known from
 * a scenario is null or counted as unknown, never 0. Ours; not in the paper.
 */
export interface Assumptions {
  /** The nodes that feed links of the plan or store pairs, those that need the most modes in flight first. */
  readonly nodes: readonly NodeNeeds[];
  /** Links of the plan whose length or efficiency is unknown, so that nobody knows the modes that they need. */
  readonly unknownLinks: number;
  /** The longest time for which a pair is stored, the oldest being drawn first, s; null if none is. */
  readonly longestStorageSeconds: number | null;
  /** Null if nothing is delivered. */
  readonly fidelity: FidelityMargin | null;
  /** q of the scenario; null if the plan swaps nothing. */
  readonly swapSuccess: number | null;
  /** Null if nothing is delivered, or the latency of no route is known. */
  readonly latency: LatencySpread | null;
  /** Present if halves age while they wait for news, as the scenario states. */
  readonly halvesAge?: true;
  /** The share of the delivered pairs whose latency is unknown, 0 to 1. */
  readonly unknownLatencyShare: number;
  /** Classical messages of the slot with most; null if there are none. */
  readonly control: ControlTraffic | null;
  /**
   * The standard deviation of the time between clicks at both ends of a link with which its coincidence window loses 1 %,
   * s; null if the plan uses no link with a window whose clocks are not stated.
   */
  readonly clockSeconds: number | null;
  /** Clocks as the scenario states them, of the classes of links that the plan uses; absent if of none. */
  readonly statedClocks?: readonly StatedClocks[];
  /** Nodes at which the plan joins links of different bands without a converter. */
  readonly joinedBands: readonly JoinedBands[];
}

export interface NodeNeeds {
  readonly node: string;
  /**
   * Modes that wait for the herald of their photons, Σ (u/η)τ over the links that the node feeds, in the slot with most.
   * The links that are unknown are left out.
   */
  readonly modesInFlight: number;
  /** The slot with most modes in flight. */
  readonly slot: number;
  /** The same if sources run at their full rate, Σ B τ over the links that the plan uses, in the slot with most. */
  readonly modesAtFullRate: number;
  /** Links of the plan that the node feeds whose modes are unknown. */
  readonly unknownLinks: number;
  /** Most pairs that have one half in its memory at the beginning of a slot. */
  readonly storedPairs: number;
}

export interface FidelityMargin {
  /** Least F − F^th of a delivered pair. */
  readonly smallestMargin: number;
  /** Share of the delivered pairs with a margin of less than 0.01. */
  readonly narrowShare: number;
}

/** From the beginning of an attempt until its pair may be used at both ends, over the delivered pairs. */
export interface LatencySpread {
  readonly medianSeconds: number;
  readonly largestSeconds: number;
}

/** Over all links and both directions. */
export interface ControlTraffic {
  readonly slot: number;
  /** Whether each base pair has arrived. */
  readonly heraldBitsPerSecond: number;
  /** What swaps gave, to both ends; swaps inside the fills of stocks are left out. */
  readonly swapBitsPerSecond: number;
  /** What tests of purification gave, both ways. */
  readonly purificationBitsPerSecond: number;
}

interface JoinedBands {
  readonly node: string;
  /** Ascending. */
  readonly bandsNm: readonly number[];
}

/** What is stated of the clocks and detectors of a class of links, and what it costs. */
export interface StatedClocks {
  readonly class: LinkClass;
  /** σ of the time between clicks at both ends, s. */
  readonly deviationSeconds: number;
  /** What Doppler compensation leaves, s. */
  readonly offsetSeconds: number;
  /** The least share of the pairs inside the window of a link, in a slot in which the plan uses it. */
  readonly leastCaptured: number;
}
