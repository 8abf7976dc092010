import type { CheckedRecord, RunRecord } from '../../src/domain/run-record.ts';
import { REFERENCE_SCHEME, SCHEMES } from '../../src/domain/schemes/schemes.ts';
import { certificateWords, claimedWords, statusWords } from '../../src/report/labels.ts';
import { gapWords } from '../../src/report/pointing-words.ts';

/** How a run stands, in words that are the same in every report. */
export function StatusLine({
  record,
  checked,
  running = false,
}: {
  readonly record: RunRecord;
  /** Null where it brings but its own word. */
  readonly checked: CheckedRecord | null;
  readonly running?: boolean;
}) {
  const status = running
    ? { tone: 'fair', title: 'Searching', meaning: 'Both bounds hold at any time.' }
    : checked
      ? statusWords(checked)
      : claimedWords(record);
  return (
    <p className={`status ${status.tone}`}>
      <strong>{status.title}.</strong> {status.meaning}
      {record.scheme !== REFERENCE_SCHEME && (
        <>
          {' '}
          Scheme: {SCHEMES[record.scheme].title}, {SCHEMES[record.scheme].words}.
        </>
      )}
      {record.bounds.bound !== null && record.plan && <> The gap is {gapWords(record)}.</>}
      {!running && checked?.certificate && <> Certificate: {certificateWords(checked.certificate)}.</>}
    </p>
  );
}
