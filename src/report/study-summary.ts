import picocolors from 'picocolors';
import { SCHEMES } from '../domain/schemes/schemes.ts';
import type { StudyAxis, StudyMeasure, SummaryRow } from '../domain/study.ts';
import { type MasterSummary, masterName } from '../study/masters.ts';
import type { StudyWarning } from '../study/warnings.ts';
import { warningWords } from './labels.ts';
import { formatNumber, formatPairs, NONE } from './numbers.ts';
import { checkFirst, USUAL_WIDTH } from './terminal-list.ts';
import { plain, terminalTable } from './terminal-table.ts';

/** Number of rows in a terminal; summary.csv has all of them. */
const LONGEST = 40;

const TITLES = {
  totalPairs: 'Total pairs',
  realisedPairs: 'Pairs delivered when simulated',
  inSpecPairs: 'Pairs in spec when simulated',
} as const satisfies Partial<Record<StudyMeasure, string>>;

/**
 * Mean total pairs of every scheme, with the half width of its 95 % confidence interval, one line per point of the
 * grid, and the same of what comes true where plans were simulated. Empty if no scheme has a value.
 */
export const studySummaryText = (
  studyAxes: readonly StudyAxis[],
  points: readonly SummaryRow[],
  { color }: { readonly color: boolean },
): string =>
  (Object.keys(TITLES) as (keyof typeof TITLES)[])
    .map((measure) => measureText(measure, studyAxes, points, color))
    .filter((text) => text !== '')
    .join('\n');

function measureText(
  measured: keyof typeof TITLES,
  studyAxes: readonly StudyAxis[],
  points: readonly SummaryRow[],
  color: boolean,
): string {
  const axes = studyAxes.filter(({ averaged }) => !averaged);
  const colors = picocolors.createColors(color);
  const totals = points.filter(({ measure }) => measure === measured);
  const schemes = [...new Set(totals.map(({ scheme }) => scheme))];
  const places = new Map<string, SummaryRow[]>();
  for (const row of totals) {
    const key = JSON.stringify(axes.map(({ name }) => row.at[name]));
    places.set(key, [...(places.get(key) ?? []), row]);
  }
  if (places.size === 0) return '';
  const lines = [...places.values()].map((rows) => [
    ...axes.map(({ name }) => plain(String(rows[0]!.at[name]))),
    ...schemes.map((scheme) => meanText(rows.find((row) => row.scheme === scheme))),
    String(Math.max(...rows.map(({ estimate }) => estimate.n))),
  ]);
  const head = [...axes.map(({ name }) => name), ...schemes.map((scheme) => SCHEMES[scheme].title), 'n'];
  const table = terminalTable(head, lines.slice(0, LONGEST), colors);
  const more = lines.length > LONGEST ? `; ${lines.length - LONGEST} more points are in summary.csv` : '';
  return `${colors.bold(TITLES[measured])}, mean and 95 % confidence interval over n instances${more}\n${table}\n`;
}

/** How far sampled masters are below exact ones with the same cuts; empty if none were compared. */
export function masterSummaryText(
  masters: readonly MasterSummary[],
  { color }: { readonly color: boolean },
): string {
  if (masters.length === 0) return '';
  const colors = picocolors.createColors(color);
  const percent = (share: number | null | undefined) => (share == null ? NONE : (100 * share).toFixed(2));
  const lines = masters.map((row) => [
    String(row.cuts),
    masterName(row),
    percent(row.medianLoss),
    row.loss?.halfWidth == null
      ? percent(row.loss?.mean)
      : `${percent(row.loss.mean)} ± ${percent(row.loss.halfWidth)}`,
    percent(row.largestLoss),
    percent(row.feasibleShare),
    row.seconds.toFixed(2),
    row.exactSeconds.toFixed(2),
    row.missing > 0 ? `${row.n - row.missing} of ${row.n}` : String(row.n),
  ]);
  const head = ['cuts', 'master', 'median %', 'mean %', 'worst %', 'feasible %', 's', 'exact s', 'n'];
  const table = terminalTable(head, lines, colors);
  return `${colors.bold('Best read of a sample')}, below the exact master with the same cuts; n instances with a feasible read\n${table}\n`;
}

function meanText(row: SummaryRow | undefined): string {
  if (!row) return NONE;
  const { mean, halfWidth } = row.estimate;
  return halfWidth === null ? formatPairs(mean) : `${formatPairs(mean)} ± ${formatPairs(halfWidth)}`;
}

/**
 * Warnings about the scenarios of a study, as `plan` shows them; empty if there are none.
 * @param total how many instances have results
 */
export function studyWarningsText(
  warnings: readonly StudyWarning[],
  total: number,
  { color }: { readonly color: boolean },
): string {
  const lines = warningWords(warnings).map((words, index) => {
    const { instances } = warnings[index]!;
    return instances < total
      ? `${words} (Seen in ${formatNumber(instances)} of ${formatNumber(total)} instances; shown for the first.)`
      : words;
  });
  const text = checkFirst(lines, { colors: picocolors.createColors(color), width: USUAL_WIDTH });
  return text && `${text}\n\n`;
}
