/**
 * Which telescope looks where. A node that limits its telescopes (`maximumTerminals`) makes pointing a part of the plan;
 * a telescope that is pointed anew loses the acquisition time of its link. Ours; not in the paper.
 */
/** Who decides which telescope looks where: the plan, or the strongest links of each slot before there is a plan. */
export const POINTING_RULES = ['planned', 'strongest-first'] as const;
export type PointingRule = (typeof POINTING_RULES)[number];

/** Of scenarios that do not say who decides. */
export const DEFAULT_POINTING: PointingRule = 'planned';
/** Of records that do not say who decided: they are older than plans that do. */
export const UNRECORDED_POINTING: PointingRule = 'strongest-first';

/** What is decided by hand: that telescopes point along a link, or that they do not. */
export const POINTING_USES = ['pin', 'forbid'] as const;
export type PointingUse = (typeof POINTING_USES)[number];

/** A decision by hand about a link in the slots from ≤ t < to; it holds where the link is in contact. */
export interface StatedPointing {
  /** Index into `Topology.links`. */
  readonly link: number;
  readonly from: number;
  readonly to: number;
  readonly use: PointingUse;
}

/** A link of which an end, or the platform that it passes, limits its telescopes. */
export interface PointedLink {
  /** Index of each node that gives telescopes to it, and how many: one at each end, two at a platform in between. */
  readonly terminals: readonly (readonly [node: number, count: number])[];
  /** a: time lost whenever the link is pointed anew. */
  readonly acquisitionSeconds: number;
}

/** The telescopes of a network that plans point. */
export interface PointingLimits {
  /** T_m by index of the node; only of nodes that state it. */
  readonly terminals: ReadonlyMap<number, number>;
  /** One entry per link of the topology; null for links without a limited telescope. */
  readonly links: readonly (PointedLink | null)[];
  /** Per link, the node whose one source feeds it together with other links; −1 if the link has a source of its own. */
  readonly sources: Int32Array;
  /** What is decided by hand; absent if nothing is. */
  readonly stated?: readonly StatedPointing[];
}

/** What pointing needs to know of the links of a slot. */
export interface SlotPointing {
  /** Per link of the slot: C^t once acquired, in the topology's capacity unit. */
  readonly acquired: Float64Array;
  /** Links in contact that acquisition would take up the whole slot, had it begun with the contact; ascending. */
  readonly acquiring: Int32Array;
  /** C^t of these once acquired. */
  readonly acquiringCapacity: Float64Array;
}

/** What is decided by hand about a link in a slot; undefined if nothing is. */
export const statedUse = (
  { stated = [] }: Pick<PointingLimits, 'stated'>,
  link: number,
  slot: number,
): PointingUse | undefined =>
  stated.find((one) => one.link === link && slot >= one.from && slot < one.to)?.use;

/** s_j: the share of the slot that acquisition takes j slots after pointing, for j below a/δ. */
export function lostShares(acquisitionSeconds: number, slotSeconds: number): readonly number[] {
  const slots = acquisitionSeconds / slotSeconds;
  return Array.from({ length: Math.ceil(slots) }, (_, j) => Math.min(1, slots - j));
}
