import type { SchemeResult } from '../domain/comparison.ts';
import { REFERENCE_SCHEME, SCHEMES } from '../domain/schemes/schemes.ts';

/**
 * One sentence per scheme that is exempt from minimum rates where the reference is not, since it has no path there: it
 * has to satisfy less and so may even deliver more.
 */
export function sparedSentences(results: readonly SchemeResult[]): string[] {
  return results.flatMap((result) => sparedSentence(result, results) ?? []);
}

/** The sentence for one scheme; null if it is exempt from nothing. */
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
