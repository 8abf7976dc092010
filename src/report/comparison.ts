import picocolors from 'picocolors';
import { VERIFICATION_TOLERANCE } from '../domain/certificate.ts';
import type { Comparison, MethodAttempt, SchemeResult } from '../domain/comparison.ts';
import { deliveryOf } from '../domain/delivery.ts';
import { REFERENCE_SCHEME, SCHEMES } from '../domain/schemes/schemes.ts';
import { needsWords } from './assumption-words.ts';
import { comparedValues, estimateOf } from './comparison-values.ts';
import { cataloguedPaths, warningWords, wordsOfStatus } from './labels.ts';
import {
  formatFidelity,
  formatGap,
  formatNumber,
  formatPairs,
  formatSeconds,
  formatViolation,
  NONE,
} from './numbers.ts';
import { capital, cautionWords, scopeWords } from './pointing-words.ts';
import { sparedSentence } from './spared-words.ts';
import { checkFirst, USUAL_WIDTH, wrap } from './terminal-list.ts';
import { type Colors, plain, terminalTable } from './terminal-table.ts';

export interface ComparisonTextOptions {
  readonly color: boolean;
}

/** Table, bars and remarks of a comparison for a terminal, at most 100 columns wide. */
export function comparisonText(comparison: Comparison, { color }: ComparisonTextOptions): string {
  const colors = picocolors.createColors(color);
  const { scenario, catalogue, warnings, pointing = null } = comparison;
  const caution = cautionWords(pointing);
  return [
    checkFirst(warningWords(warnings), { colors, width: USUAL_WIDTH }),
    colors.bold(
      `${plain(scenario.name)}: schemes on the same ${cataloguedPaths(catalogue)}${scopeWords(pointing)}`,
    ),
    caution === null ? '' : colors.yellow(`${capital(caution)}.`),
    deliversNothing(comparison) ? colors.red('None of these schemes can deliver anything.') : '',
    comparisonTable(comparison, colors),
    comparisonBars(comparison, colors),
    remarks(comparison)
      .map((line) => `  ${wrap(line, USUAL_WIDTH, 4)}`)
      .join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** If a single scheme delivers nothing, its remark says so. */
const deliversNothing = ({ results }: Comparison): boolean =>
  results.length > 1 && results.every((result) => deliveryOf(result) === 'nothing');

const HEAD = ['scheme', 'pairs', '/ PS-EGR', 'Σ α y', 'at most', 'gap', 'fidelity', 'time', 'violation'];

function comparisonTable({ results, relaxationBound }: Comparison, colors: Colors): string {
  const best = results.find(({ scheme }) => scheme === REFERENCE_SCHEME)?.totalPairs ?? null;
  const rows = results.map((result) => [
    SCHEMES[result.scheme].title,
    pairsCell(result),
    best && result.totalPairs !== null ? (result.totalPairs / best).toFixed(3) : NONE,
    formatNumber(result.objective, 6),
    formatNumber(result.bound, 6),
    result.relativeGap === null ? NONE : formatGap(result.relativeGap),
    formatFidelity(result.fidelity),
    formatSeconds(result.seconds),
    result.maxViolation === null ? NONE : formatViolation(result.maxViolation),
  ]);
  const relaxation = [
    'LP relaxation',
    NONE,
    NONE,
    NONE,
    formatNumber(relaxationBound, 6),
    ...Array(4).fill(NONE),
  ];
  return terminalTable(HEAD, relaxationBound === null ? rows : [...rows, relaxation], colors);
}

function pairsCell(result: SchemeResult): string {
  const halfWidth = result.draws && estimateOf(result, 'totalPairs')?.halfWidth;
  const interval = typeof halfWidth === 'number' ? ` ± ${formatPairs(halfWidth)}` : '';
  return `${formatPairs(result.totalPairs)}${interval}`;
}

const BARS_WIDTH = 80;
const NAME_WIDTH = 15;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** One bar per scheme, drawn to an eighth of a column, and the LP relaxation as a broken line above them. */
function comparisonBars(comparison: Comparison, colors: Colors): string {
  const { values, bound, measure } = comparedValues(comparison);
  const highest = Math.max(0, ...values.map(({ estimate }) => estimate.mean), bound ?? 0);
  if (values.length === 0 || highest === 0) return '';
  const format = measure === 'totalPairs' ? formatPairs : (value: number) => formatNumber(value, 6);
  const labels = [
    ...values.map(({ estimate }) => format(estimate.mean)),
    ...(bound === null ? [] : [format(bound)]),
  ];
  const room = BARS_WIDTH - NAME_WIDTH - 3 - Math.max(...labels.map(({ length }) => length));
  const row = (name: string, bar: string, label: string) => `  ${name.padEnd(NAME_WIDTH)}${bar} ${label}`;
  const lines = values.map(({ scheme, estimate }) => {
    const eighths = Math.round((estimate.mean / highest) * room * 8);
    const bar = '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
    return row(
      SCHEMES[scheme].title,
      scheme === REFERENCE_SCHEME ? colors.cyan(bar) : bar,
      format(estimate.mean),
    );
  });
  const line =
    bound === null
      ? []
      : [row('LP relaxation', '╌'.repeat(Math.round((bound / highest) * room)), format(bound))];
  const title = measure === 'totalPairs' ? 'Delivered pairs' : 'Σ α y, summed over slots (pairs/s)';
  return [colors.bold(title), ...line, ...lines].join('\n');
}

/** What the table cannot show: how averages were taken, what did not finish, the requested methods. */
function remarks({ results }: Comparison): string[] {
  return results.flatMap((result) => {
    const name = SCHEMES[result.scheme].title;
    const lines = [];
    if (result.draws) lines.push(`${name}: ${drawWords(result)}.`);
    const { tone, title } = wordsOfStatus(result.status);
    const delivery = deliveryOf(result);
    if ((result.maxViolation ?? 0) > VERIFICATION_TOLERANCE) {
      lines.push(`${name}: not verified; the plan breaks a constraint of the model. Do not use it.`);
    }
    if (result.assumptions) lines.push(`${name} ${needsWords(result.assumptions)}.`);
    if (delivery === 'nothing') lines.push(`${name}: nothing can be delivered.`);
    if (delivery === 'nothing yet') lines.push(`${name}: nothing is delivered yet.`);
    const spared = sparedSentence(result, results);
    if (spared) lines.push(spared);
    if (tone !== 'good') lines.push(`${name}: ${title.toLowerCase()}.`);
    if (result.attempts.length > 1) {
      lines.push(`${name}: ${result.attempts.map(attemptWords).join('; ')}.`);
    }
    return lines;
  });
}

function drawWords(result: SchemeResult): string {
  const draws = result.draws!.length;
  const n = estimateOf(result, 'totalPairs')?.n ?? 0;
  const interval = n > 1 ? ' with its 95 % confidence interval' : '';
  const missing = n < draws ? `; ${draws - n} missed a minimum rate` : '';
  return `mean of n = ${n} draws${interval}${missing}`;
}

function attemptWords({ method, status, seconds, relativeGap }: MethodAttempt): string {
  const { tone, title } = wordsOfStatus(status);
  const end = tone === 'good' ? '' : `${title.toLowerCase()}, `;
  return `${method} ${end}gap ${formatGap(relativeGap)} in ${formatSeconds(seconds)}`;
}
