import type { SatRec } from 'satellite.js';
import type { InputIssue } from '../../base/errors.ts';
import type { Warning } from '../../domain/warning.ts';

/** Orbital elements of one catalogued satellite at one epoch, ready for SGP4. */
export interface ElementSet {
  /** Null if the source gives none. */
  readonly name: string | null;
  readonly catalogueNumber: number;
  /** Unix time, ms. */
  readonly epochMs: number;
  readonly record: SatRec;
}

/** Where a text of elements comes from, for messages. */
export interface ElementSource {
  /** Path in the scenario, e.g. `satellites[0].tle`. */
  readonly path: string;
  /** Name of the file that the text was read from, or a description of the text. */
  readonly file: string;
}

/** A piece of a text that is not a valid element set, and whose it would be if that is readable. */
export interface ElementFault {
  readonly name: string | null;
  readonly catalogueNumber: number | null;
  readonly issues: readonly InputIssue[];
}

export interface ParsedElements {
  readonly sets: readonly ElementSet[];
  readonly faults: readonly ElementFault[];
}

/** Remarks about accepted elements, collected while they are read. */
export interface ElementRemarks {
  readonly notes: string[];
  readonly warnings: Warning[];
}

export const noRemarks = (): ElementRemarks => ({ notes: [], warnings: [] });

/** A text that cannot be read at all. */
export const unreadable = (issue: InputIssue): ParsedElements => ({
  sets: [],
  faults: [{ name: null, catalogueNumber: null, issues: [issue] }],
});

/** A malformed file is reported with at most this many issues; the rest is counted. */
const MAXIMUM_ISSUES = 20;

/** The first issues, and one that counts the rest. */
export function limited(issues: readonly InputIssue[], source: ElementSource): readonly InputIssue[] {
  const rest = issues.length - MAXIMUM_ISSUES;
  if (rest <= 0) return issues;
  const message = `There are ${rest} more mistakes.`;
  return [...issues.slice(0, MAXIMUM_ISSUES), { ...source, message, hint: 'Mend the first ones and retry.' }];
}

/**
 * SGP4 would silently put these satellites hundreds of kilometres from where they are (CCSDS 502.0-B-3,
 * MEAN_ELEMENT_THEORY).
 */
export const SGP4_XP = {
  message: 'These are SGP4-XP elements (ephemeris type 4), which SGP4 would put in a wrong place.',
  hint: 'Take the general-perturbations elements (type 0) of the satellite from CelesTrak or Space-Track.',
} as const;

/** Elements of any other theory. */
export const otherTheory = (what: string) => ({
  message: `These elements are ${what}; only SGP4 (ephemeris type 0) is computed.`,
  hint: 'Take elements for SGP4 of the satellite from CelesTrak or Space-Track.',
});

/** Ephemeris types for SGP4: not given or 0, formerly also 2 and 3 (Spacetrack Report 3, SGP4 and SDP4). */
export const isSgp4Type = (type: string): boolean => ['', '0', '2', '3'].includes(type);
