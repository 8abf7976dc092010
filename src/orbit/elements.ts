import type { SatRec } from 'satellite.js';
import type { InputIssue } from '../base/errors.ts';

/** Orbital elements of one catalogued satellite, ready for SGP4. */
export interface ElementSet {
  /** Null where the source names none. */
  readonly name: string | null;
  readonly catalogueNumber: number;
  readonly record: SatRec;
}

/** Where a text of elements comes from, for messages. */
export interface ElementSource {
  /** Path in the scenario, e.g. `satellites[0].tle`. */
  readonly path: string;
  /** Name of the file that the text was read from, or a description of the text. */
  readonly file: string;
}

export interface ParsedElements {
  readonly sets: readonly ElementSet[];
  readonly issues: readonly InputIssue[];
}

/** A malformed file is told in so many issues at most; the rest is counted. */
const MAXIMUM_ISSUES = 20;

/** The first issues, and one that counts the rest. */
export function limited(issues: readonly InputIssue[], source: ElementSource): readonly InputIssue[] {
  const rest = issues.length - MAXIMUM_ISSUES;
  if (rest <= 0) return issues;
  const message = `There are ${rest} more mistakes.`;
  return [...issues.slice(0, MAXIMUM_ISSUES), { ...source, message, hint: 'Mend the first ones and retry.' }];
}
