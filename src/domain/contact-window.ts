import { CONTACT_LIMITS } from './idle-reason.ts';
import type { LinkClass } from './network.ts';

/**
 * What is open between two nodes: a telescope link; one arm of the links through a platform without memory, at which no
 * pair ends; such a link itself; a stated link; a fibre.
 */
export type ContactKind = 'optical' | 'arm' | 'dual-downlink' | 'explicit' | 'fibre';

/**
 * Why a window begins or ends where it does: the geometry; an end of the horizon, where it is already or still open; the
 * slots of a stated link; or orbital elements, which give no position beyond.
 */
export type WindowStart = 'rise' | 'horizon' | 'slot' | 'elements';
export type WindowEnd = 'set' | 'horizon' | 'slot' | 'elements';

/**
 * A period in which two nodes are in contact, within the horizon. Seconds count from the start of slot 0, to 0.1 s; UTC
 * is to the second, and null without a clock.
 */
export interface ContactWindow {
  /** The end that the class names first; for stated links and fibres as stated. */
  readonly first: string;
  readonly second: string;
  /** The platform without memory that a dual downlink passes through, otherwise null. */
  readonly via: string | null;
  readonly class: LinkClass;
  readonly kind: ContactKind;
  /** Id of a stated link or fibre, otherwise null. */
  readonly link: string | null;
  readonly startSeconds: number;
  readonly startUtc: string | null;
  readonly startIs: WindowStart;
  /**
   * When the elevation is greatest (of a dual downlink, the lower of both), or the range smallest between satellites or
   * between aerial platforms. Null for stated links and fibres.
   */
  readonly peakSeconds: number | null;
  readonly peakUtc: string | null;
  /** The window's start or end if it is best there, and culminates outside or not at all. */
  readonly peakIs: 'culmination' | 'start' | 'end' | null;
  readonly endSeconds: number;
  readonly endUtc: string | null;
  readonly endIs: WindowEnd;
  readonly durationSeconds: number;
  /** At the peak; of a dual downlink the sum of both arms, of a fibre its length. Null if unknown. */
  readonly rangeKm: number | null;
  /** At the peak; null where no horizon counts. */
  readonly elevationDeg: number | null;
  /** From source to detectors at the peak; null if unknown. */
  readonly lossDb: number | null;
  /**
   * What the link would carry at the peak, before acquisition and sharing of sources; of a stated link the most that it
   * carries in a slot. Null for an arm.
   */
  readonly ratePairsPerSecond: number | null;
  /** Of a base pair, under the same conditions. */
  readonly fidelity: number | null;
  /** How long daylight closes a telescope during the window (`nightOnly`). */
  readonly daylightSeconds: number;
}

/**
 * What a plan does with a window: pairs cross it; the link exists and is not used; it exists, but its pairs have a
 * fidelity of at most ½, which purification cannot raise; it exists in no slot; no whole slot fits into the window; or
 * it is an arm, at whose platform no link ends.
 */
export type WindowUse = 'used' | 'unused' | 'low fidelity' | 'no link' | 'no whole slot' | 'no memory';

/**
 * What keeps pairs from a window in some slots: the limits of a contact, and where the plan points telescopes also that
 * these point elsewhere, come too late from there, or are not to point along the link.
 */
export const WINDOW_LIMITS = [...CONTACT_LIMITS, 'forbidden'] as const;
export type WindowLimit = (typeof WINDOW_LIMITS)[number];

export interface PlannedWindow extends ContactWindow {
  readonly use: WindowUse;
  /** Base pairs that the plan takes from the link in the window. */
  readonly pairs: number;
  /** Slots in which it does. */
  readonly usedSlots: number;
  /** Slots in which the link exists. */
  readonly linkSlots: number;
  /** What keeps the link, or telescopes from it, in whole slots of the window that carry nothing; in the order above. */
  readonly limits: readonly WindowLimit[];
}
