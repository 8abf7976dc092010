/** Memory modes of nodes that limit them: what is in flight, what pairs hold until they are released, and what is in store. */
import type { RandomStream } from '../base/random.ts';
import type { ExecutedFlow, ExecutedStore, Execution } from './execution.ts';
import { type TimeHeap, timeHeap } from './time-heap.ts';

export interface Modes {
  /** M_m by limited node. */
  readonly limits: Float64Array;
  /** Held by pairs. */
  readonly held: Float64Array;
  /** In flight in the present slot, as a mean. */
  inFlight: Float64Array;
  /** Nodes of which a mode becomes free later. */
  readonly releases: TimeHeap;
  readonly measurementSeconds: number;
  /** For attempts that wait in vain for a mode. */
  readonly attempts: RandomStream;
}

/** Null if no node limits its modes. */
export function openModes({ modes, stores }: Execution, attempts: RandomStream): Modes | null {
  if (modes === null) return null;
  const { limits, measurementSeconds } = modes;
  const held = new Float64Array(limits.length);
  for (const { modes: ends = [], initialPairs } of stores) {
    for (const node of ends) held[node]! += initialPairs;
  }
  return {
    limits,
    held,
    inFlight: new Float64Array(limits.length),
    releases: timeHeap(),
    measurementSeconds,
    attempts,
  };
}

/** A mode that is free but for rounding is free. */
const ROUNDING = 1e-9;

/** Frees what is due until a pair arrives. */
export function releaseModes({ held, releases }: Modes, now: number): void {
  for (let node = releases.dueBy(now); node >= 0; node = releases.dueBy(now)) held[node]! -= 1;
}

/**
 * Whether a pair that arrives finds a mode at a node. Attempts share what other pairs do not hold: where they were to take more
 * than that, only this share of them is made.
 */
export function findsMode({ limits, held, inFlight, attempts }: Modes, node: number): boolean {
  const free = limits[node]! - held[node]! + ROUNDING;
  if (free < 1) return false;
  return inFlight[node]! <= free || attempts() * inFlight[node]! < free;
}

/** Takes a mode at each limited end of an own hop. */
export function takeModes({ held }: Modes, flow: ExecutedFlow, hop: number): void {
  for (const node of flow.modes?.hops[hop] ?? []) held[node]! += 1;
}

/** Frees what pairs held that are given up in the queue of an own hop. */
export function freeHop(modes: Modes | null, flow: ExecutedFlow, hop: number, pairs: number): void {
  for (const node of flow.modes?.hops[hop] ?? []) modes!.held[node]! -= pairs;
}

/** Frees what a stored pair held that is gone. */
export function freeStored(modes: Modes | null, store: ExecutedStore): void {
  for (const node of store.modes ?? []) modes!.held[node]! -= 1;
}

/** Frees what the joined halves held between the ends of a path, once they are measured. */
export function freeRelays(modes: Modes | null, flow: ExecutedFlow, now: number): void {
  for (const node of flow.modes?.relays ?? []) modes!.releases.add(now + modes!.measurementSeconds, node);
}

/** Frees what a pair holds at the ends of its path, at some time. */
export function freeEnds(modes: Modes | null, flow: ExecutedFlow, seconds: number): void {
  for (const node of flow.modes?.ends ?? []) modes!.releases.add(seconds, node);
}
