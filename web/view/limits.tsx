import type { RunRecord } from '../../src/domain/run-record.ts';
import { limitSentences } from '../../src/report/limit-words.ts';

/** What the limits of the catalogue may cost: beside every gap, which is to be read with it. */
export function Limits({ record }: { readonly record: RunRecord }) {
  return limitSentences(record).map((line) => <p key={line}>{line}</p>);
}
