import type { SchemeResult } from '../domain/comparison.ts';
import { REFERENCE_SCHEME, SCHEMES } from '../domain/schemes/schemes.ts';

/**
 * Of each scheme that is spared minimum rates where the reference is not, since it has no path there: it has less to
 * keep, and so it may even deliver more.
 */
export function sparedSentences(results: readonly SchemeResult[]): string[] {
  return results.flatMap((result) => sparedSentence(result, results) ?? []);
}

/** The sentence of one scheme among others; null where it is spared nothing. */
export function sparedSentence(result: SchemeResult, results: readonly SchemeResult[]): string | null {
  const reference = results.find(({ scheme }) => scheme === REFERENCE_SCHEME);
  const spared = (result.exemptSlots ?? 0) - (reference?.exemptSlots ?? 0);
  // Without a plan there is nothing to be compared.
  if (spared <= 0 || result.objective === null) return null;
  const name = SCHEMES[result.scheme].title;
  const slots = `${spared} ${reference ? 'more ' : ''}${spared === 1 ? 'slot' : 'slots'}`;
  const above = reference ? `, so it may exceed ${SCHEMES[REFERENCE_SCHEME].title}` : '';
  return `${name}: exempt from minimum rates in ${slots}, where it has no path${above}.`;
}
