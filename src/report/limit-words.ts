import { type LimitFinding, SKIP_REASONS, type SkipReason } from '../domain/catalogue-limit.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { valueWords } from './labels.ts';
import { formatNumber } from './numbers.ts';

const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  'too-large': 'the program with the limit doubled is too large',
  'time-limit': 'time ran out',
  interrupted: 'the run was interrupted',
  numerical: 'the solver failed',
};

/**
 * What limits of the catalogue may cost, one sentence per limit, followed by the unknown ones, one sentence per reason.
 * Readers need them to judge a gap.
 */
export function limitSentences(record: RunRecord): string[] {
  const findings = record.catalogueLimits ?? [];
  return [
    ...findings.flatMap((finding) => ('skipped' in finding ? [] : costSentence(finding, record))),
    ...SKIP_REASONS.flatMap((reason) => {
      const names = findings.flatMap((one) =>
        'skipped' in one && one.skipped === reason ? [nameOf(one)] : [],
      );
      if (names.length === 0) return [];
      return [`Not computed, because ${SKIP_WORDS[reason]}: the gain from raising ${names.join(', ')}.`];
    }),
  ];
}

/** `paths.maximumHops = 10 leaves paths out: up to 240 pairs/s (4,800 pairs) more (LP bound with 20).` */
function costSentence(finding: Extract<LimitFinding, { more: number }>, record: RunRecord): string {
  const left = finding.limit === 'subPaths' || finding.limit === 'virtualSubPaths' ? 'sub-paths' : 'paths';
  const more = valueWords(finding.more, record);
  return `${nameOf(finding)} leaves ${left} out: up to ${more} more (LP bound with ${formatNumber(finding.doubled)}).`;
}

const nameOf = ({ limit, value }: LimitFinding): string => `paths.${limit} = ${formatNumber(value)}`;
