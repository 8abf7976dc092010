import { expect, it } from 'vitest';
import type { Warning, WarningKind } from '../../src/domain/warning.ts';
import { studyWarningsText } from '../../src/report/study-summary.ts';
import type { JobRecord } from '../../src/study/job.ts';
import { warningsOfStudy } from '../../src/study/warnings.ts';
import { comparison } from '../report/comparison-fixture.ts';

const warning = (kind: WarningKind, where: string): Warning => ({
  kind,
  where,
  message: 'It is odd.',
  hint: 'Mend it.',
});
const jobOf = (seed: number, warnings: readonly Warning[]): JobRecord => ({
  status: 'done',
  id: `${seed}`,
  at: {},
  seed,
  seconds: 1,
  comparison: { ...comparison, warnings },
});
const failed: JobRecord = { status: 'failed', id: '4', at: {}, seed: 4, seconds: 1, error: 'Out of memory.' };
const jobs = [
  jobOf(1, [warning('altitude', 'a'), warning('altitude', 'b')]),
  jobOf(2, [warning('altitude', 'a'), warning('isolated-end', 'c')]),
  jobOf(3, [warning('altitude', 'd'), warning('isolated-end', 'c')]),
  failed,
];

it('each kind of warning appears once, as in the first instance', () => {
  expect(warningsOfStudy(jobs)).toEqual([
    { ...warning('altitude', 'a'), instances: 3 },
    { ...warning('altitude', 'b'), instances: 3 },
    { ...warning('isolated-end', 'c'), instances: 2 },
  ]);
});

it('the text says how many instances a warning concerns, unless all do', () => {
  expect(studyWarningsText(warningsOfStudy(jobs), 3, { color: false })).toBe(
    `Check first
  a: It is odd. Mend it.
  b: It is odd. Mend it.
  c: It is odd. Mend it. (Seen in 2 of 3 instances; shown for the first.)

`,
  );
  expect(studyWarningsText([], 3, { color: false })).toBe('');
});
