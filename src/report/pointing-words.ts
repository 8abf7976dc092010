import { type PointingClaim, pointingClaimOf } from '../domain/pointing-claim.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { cataloguedPaths } from './labels.ts';
import { formatGap } from './numbers.ts';

/** "30 catalogued paths, over all pointings": what a gap refers to. */
export const chosenFrom = ({ catalogue, ...record }: RunRecord): string =>
  `${cataloguedPaths(catalogue)}${scopeWords(pointingOf(record))}`;

/** "1.2 % among the 30 catalogued paths": a gap is never shown without what it refers to. */
export const gapWords = (record: RunRecord): string =>
  `${formatGap(record.bounds.relativeGap)} among the ${chosenFrom(record)}`;

/** ", over all pointings" where the plan chose among them. */
export const scopeWords = (claim: PointingClaim | null): string =>
  claim === 'planned' ? ', over all pointings' : '';

/** What a reader has to know of a plan that does not point its telescopes; null if there is nothing. */
export const cautionOf = (record: Pick<RunRecord, 'options' | 'scenario'>): string | null =>
  cautionWords(pointingOf(record));

export function cautionWords(claim: PointingClaim | null): string | null {
  if (claim === 'unflyable') return 'cannot be flown as planned: acquisition is counted by visibility';
  return claim === 'strongest-first'
    ? 'telescopes went to the strongest links of each slot, whatever the demands need'
    : null;
}

const pointingOf = ({ options, scenario }: Pick<RunRecord, 'options' | 'scenario'>): PointingClaim | null =>
  pointingClaimOf(options, scenario.document);

/** A sentence from words that begin in lower case. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
