import type { PointingLimits, SlotPointing } from './pointing.ts';
import type { Warning } from './warning.ts';

/** What a node is, which decides the class of its links. HAPs and UAVs are `aerial`. */
export type NodeKind = 'satellite' | 'aerial' | 'ground';

/** The six link classes of the paper: satellite (S), aerial (A), ground (G). */
export const LINK_CLASSES = ['S2S', 'S2A', 'A2A', 'S2G', 'A2G', 'G2G'] as const;
export type LinkClass = (typeof LINK_CLASSES)[number];

/** The class of a link between two kinds of node. */
export function linkClassOf(a: NodeKind, b: NodeKind): LinkClass {
  const letters = { satellite: 'S', aerial: 'A', ground: 'G' } as const;
  const pair = [letters[a], letters[b]].sort((p, q) => 'SAG'.indexOf(p) - 'SAG'.indexOf(q));
  return `${pair[0]}2${pair[1]}` as LinkClass;
}

/**
 * Unit of C^t: `pairs-per-second` reads C4 as Σ y·g ≤ C, `pairs-per-slot` as Σ y·g·δ ≤ C.
 * The paper prints the first; its figures have the shape of the second (docs/decisions).
 */
type CapacityUnit = 'pairs-per-second' | 'pairs-per-slot';

export interface NetworkNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** M of C8, its memory modes; absent if unlimited. */
  readonly memoryModes?: number;
}

/** How a link is defined: stated in the scenario, from a link budget, or over fibre. */
type LinkKind = 'explicit' | 'optical' | 'fibre' | 'dual-downlink';

/** What an explicit link runs through; signals are slower in fibre. */
export const LINK_MEDIA = ['vacuum', 'fibre'] as const;

/**
 * What makes the pairs of a link, and where: a source of pairs at one end, one in the middle, or a Bell measurement in the
 * middle, to which both ends send photons.
 */
export const SOURCE_PLACES = ['end', 'middle', 'middle-measurement'] as const;
export type SourcePlace = (typeof SOURCE_PLACES)[number];

/** An undirected link (w,q) ∈ E; {@link SlotLinks} has what changes with the slot. */
export interface Link {
  readonly id: string;
  readonly ends: readonly [string, string];
  readonly class: LinkClass;
  readonly kind: LinkKind;
  /** The memoryless platform that a dual downlink passes through, otherwise null. */
  readonly via: string | null;
  /** The end that feeds the link and keeps one half of each pair; null if no end does, as of a dual downlink. */
  readonly emitter: string | null;
  /** Where its pairs are made, if that is stated. */
  readonly source?: SourcePlace;
  /** t_prep of a mode before it emits, s; 0 if absent. */
  readonly preparationSeconds?: number;
}

/**
 * The arms of the links of a slot, from the source of pairs to each end or from each end to a measurement; parallel to the
 * links. A source at an end has an arm of no length there, with an efficiency of 1.
 */
export interface SlotArms {
  /** One way, s. */
  readonly firstDelay: Float64Array;
  readonly secondDelay: Float64Array;
  /** η, NaN if unknown. */
  readonly firstEfficiency: Float64Array;
  readonly secondEfficiency: Float64Array;
  /** The share of what arrives that is recognised. */
  readonly captured: Float64Array;
}

/**
 * The links that exist in one slot (C^t > 0), in ascending order of link index; parallel arrays. Sparse, since a link
 * over a satellite exists in few of many slots.
 */
export interface SlotLinks {
  /** Index into `Topology.links`. */
  readonly link: Int32Array;
  /** C^t in the topology's capacity unit, > 0. */
  readonly capacity: Float64Array;
  /** F^t of a base pair, in (0, 1]. */
  readonly fidelity: Float64Array;
  /** Present if the scenario states what memories can hold or how long news may take. */
  readonly arms?: SlotArms;
  /** Contacts without a link; absent if there are none. */
  readonly dropped?: DroppedContacts;
  /** Present if the plan points telescopes; C^t above is then what acquisition leaves if it began with the contact. */
  readonly pointing?: SlotPointing;
}

/** Telescopes that see each other during a whole slot but have no link; parallel arrays. */
export interface DroppedContacts {
  /** Index into `Topology.nodes`: the end that the class names first. */
  readonly upper: Int32Array;
  readonly lower: Int32Array;
  /** The memoryless platform between two stations, or −1. */
  readonly via: Int32Array;
  /** What the contact lacks: the bits of `CONTACT_LIMITS`, one or several. */
  readonly lacks: Uint8Array;
  /** False if there were too many contacts cut by range or elevation to keep them all. */
  readonly isWhole: boolean;
}

/** One direction of a classical link. */
interface MessageWay {
  readonly from: string;
  readonly to: string;
  readonly bitsPerSecond: number;
}

/** The network in every slot t = 0..T−1 (the paper counts from 1). */
export interface Topology {
  readonly slotCount: number;
  /** δ in seconds. */
  readonly slotSeconds: number;
  /** ISO 8601 UTC of the start of slot 0; null if the scenario has no clock. */
  readonly start: string | null;
  readonly capacityUnit: CapacityUnit;
  readonly nodes: readonly NetworkNode[];
  /** Nodes without a link of their own in any slot, even if there were a terminal for every contact. */
  readonly contactless: ReadonlySet<string>;
  readonly links: readonly Link[];
  /** One entry per slot. */
  readonly slots: readonly SlotLinks[];
  /** Classical links with limited traffic, each direction on its own (C9); absent if there are none. */
  readonly messageWays?: readonly MessageWay[];
  /** Telescopes that the plan points; absent if no node limits them, or the strongest links have them. */
  readonly pointing?: PointingLimits;
  /** What a reader of the plan has to know: terminals dropped, clouds drawn, old TLEs … */
  readonly notes: readonly string[];
  /** Probable mistakes. */
  readonly warnings: readonly Warning[];
}

/** Position of `link` in `slot`; −1 if the link does not exist in that slot. */
export function positionInSlot(slot: SlotLinks, link: number): number {
  let low = 0;
  let high = slot.link.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = slot.link[middle]!;
    if (found === link) return middle;
    if (found < link) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** C^t of a link in the topology's unit; 0 where there is no contact. */
export function capacityIn(slot: SlotLinks, link: number): number {
  const position = positionInSlot(slot, link);
  return position < 0 ? 0 : slot.capacity[position]!;
}

/** F^t of a link; 0 where there is no contact. */
export function fidelityIn(slot: SlotLinks, link: number): number {
  const position = positionInSlot(slot, link);
  return position < 0 ? 0 : slot.fidelity[position]!;
}

/** The right-hand side of C4 as a rate (pairs/s), whatever the capacity unit. */
export function capacityAsRate(
  capacity: number,
  network: { readonly capacityUnit: CapacityUnit; readonly slotSeconds: number },
): number {
  return network.capacityUnit === 'pairs-per-slot' ? capacity / network.slotSeconds : capacity;
}
