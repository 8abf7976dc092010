import type { RunRecord } from '../../src/domain/run-record.ts';
import { SCHEME_TITLES } from '../../src/report/series-look.ts';
import { certificateWords, gapWords, statusWords } from '../../src/report/words.ts';

import { SCHEME_WORDS } from './scheme-words.ts';

/** How a run stands, in words that are the same in every report. */
export function StatusLine({
  record,
  running = false,
}: {
  readonly record: RunRecord;
  readonly running?: boolean;
}) {
  const status = running
    ? { tone: 'fair', title: 'Searching', meaning: 'Both bounds hold at any time.' }
    : statusWords(record);
  return (
    <p className={`status ${status.tone}`}>
      <strong>{status.title}.</strong> {status.meaning}
      {record.scheme !== 'ps-egr' && (
        <>
          {' '}
          Scheme: {SCHEME_TITLES[record.scheme]}, {SCHEME_WORDS[record.scheme]}.
        </>
      )}
      {record.bounds.bound !== null && record.plan && <> The gap is {gapWords(record)}.</>}
      {!running && record.certificate && <> Certificate: {certificateWords(record.certificate)}.</>}
    </p>
  );
}
