import picocolors from 'picocolors';
import type { CheckedRecord, RunRecord } from '../domain/run-record.ts';
import {
  assumptionSentences,
  moreNodesWords,
  NEED_COLUMNS,
  needCells,
  neediestNodes,
  needsWords,
} from './assumption-words.ts';
import { calibrationSentences } from './calibration-words.ts';
import { messageSentences, modeSentences } from './hardware-words.ts';
import { hybridSentences } from './hybrid-section.ts';
import { idleWords, remedyLines } from './idle-words.ts';
import {
  certificateWords,
  exemptWords,
  expectedUnderClouds,
  iterationWords,
  priceSentences,
  shortageTitle,
  shortageWords,
  slotCountWords,
  statusWords,
  storageFigures,
  type Tone,
  valueWords,
  warningWords,
} from './labels.ts';
import { limitSentences } from './limit-words.ts';
import {
  formatFidelity,
  formatPairs,
  formatRate,
  formatSeconds,
  formatShare,
  formatSpan,
  highestOf,
  NONE,
} from './numbers.ts';
import { capital, cautionOf, gapWords } from './pointing-words.ts';
import { telescopeSentences } from './telescope-prices.ts';
import { slewWords } from './telescopes.ts';
import { checkFirst, list, type Pen, USUAL_WIDTH, wrap } from './terminal-list.ts';
import { plain, terminalTable } from './terminal-table.ts';

export interface SummaryOptions {
  readonly color: boolean;
  /** Columns of the terminal; 100 if absent. */
  readonly width?: number;
}

/** What you can act on after a run, for a terminal. Control characters in names are blanked. */
export function summaryText(record: CheckedRecord, { color, width = USUAL_WIDTH }: SummaryOptions): string {
  const pen: Pen = { colors: picocolors.createColors(color), width: Math.max(40, width) };
  return [
    checkFirst(warningWords(record.warnings), pen),
    headline(record, pen),
    demandTable(record, pen),
    list('Slots without service', idleLines(record), pen),
    list('Why, and what to change', remedyLines(record), pen),
    storageTable(record, pen),
    assumptionPart(record, pen),
    list('Value of more capacity', [...priceSentences(record.prices), ...telescopeSentences(record)], pen),
    list(shortageTitle(record), shortageWords(record.shortages), pen),
    list('Exempt from the minimum rate, for lack of a usable path', exemptWords(record.exempt), pen),
    list('Hybrid master', hybridSentences(record), pen),
    list('In spec when simulated', calibrationSentences(record), pen),
    list('Notes', record.notes, pen),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function headline(record: CheckedRecord, pen: Pen): string {
  const { colors } = pen;
  const { bounds, iterations, seconds, horizon } = record;
  const status = statusWords(record);
  const paint = { good: colors.green, fair: colors.yellow, bad: colors.red } satisfies Record<Tone, unknown>;
  const facts: [string, string][] = [
    ['status', `${colors.bold(paint[status.tone](status.title))}. ${status.meaning}`],
  ];
  const caution = record.plan && cautionOf(record);
  if (caution) facts.push(['', colors.yellow(`${capital(caution)}.`)]);
  if (record.objective !== null) {
    const span = formatSpan(horizon.slots * horizon.slotSeconds);
    facts.push([
      'delivered',
      `${formatPairs(record.totalPairs)} pairs in ${slotCountWords(horizon.slots)} (${span})`,
    ]);
    if (record.expectedPairs !== null) facts.push(['expected', expectedUnderClouds(record.expectedPairs)]);
    facts.push(['plan', `Σ α y = ${valueWords(bounds.incumbent, record)} (inner bound)`]);
  }
  if (record.assumptions) facts.push(['hardware', `${capital(needsWords(record.assumptions))}.`]);
  const slews = slewWords(record);
  if (slews !== null) facts.push(['telescopes', slews]);
  if (bounds.bound !== null) {
    facts.push([
      'bound',
      `at most ${valueWords(bounds.bound, record)}, by the ${plain(bounds.boundBy)} (outer bound)`,
    ]);
    facts.push(['gap', gapWords(record)]);
  }
  facts.push(
    ...limitSentences(record).map((line, index): [string, string] => [index === 0 ? 'limits' : '', line]),
  );
  const effort = `${iterationWords(iterations)} in ${formatSeconds(seconds.solve)}`;
  facts.push(['search', `${plain(record.method)}, ${effort}`]);
  facts.push(['certificate', plain(certificateWords(record.certificate))]);
  const title = colors.bold(plain(record.scenario.name));
  return [title, ...facts.map(([name, text]) => wrap(`${name.padEnd(13)}${text}`, pen.width, 15))].join(
    '\n  ',
  );
}

function demandTable({ demands }: RunRecord, pen: Pen): string {
  if (demands.length === 0) return '';
  const rows = demands.map((demand) => {
    const { satellite, aerial, fibre, virtual } = demand.shares;
    return [
      shorten(demand.demand, nameLength(pen)),
      formatPairs(demand.deliveredPairs),
      formatRate(demand.meanRate),
      demand.fidelityAfter === null
        ? NONE
        : `${formatFidelity(demand.fidelityBefore)} → ${formatFidelity(demand.fidelityAfter)}`,
      ...[satellite, aerial, fibre, virtual].map(formatShare),
    ];
  });
  const head = ['demand', 'pairs', 'pairs/s', 'fidelity', 'sat %', 'air %', 'fibre %', 'stored %'];
  return terminalTable(head, rows, pen.colors);
}

const idleLines = ({ demands }: RunRecord): string[] =>
  demands.flatMap((demand) =>
    demand.idleSlots.length > 0 ? [`${demand.demand}: ${idleWords(demand)}`] : [],
  );

function storageTable({ storage }: RunRecord, pen: Pen): string {
  if (storage.length === 0) return '';
  const used = storage.filter((use) => storageFigures(use).peak > 0);
  const rows = used.map((use) => {
    const { peak, mean } = storageFigures(use);
    const full = use.capacity > 0 ? formatShare(peak / use.capacity) : NONE;
    return [
      shorten(use.node, nameLength(pen)),
      formatPairs(use.capacity),
      formatPairs(peak),
      full,
      formatPairs(mean),
      sparkline(use.pairs),
    ];
  });
  const empty = storage.length - used.length;
  const others =
    empty > 0
      ? `  ${empty} ${used.length > 0 ? 'other ' : ''}storage ${empty === 1 ? 'node stays' : 'nodes stay'} empty`
      : '';
  const listed =
    used.length > 0
      ? terminalTable(['storage', 'capacity', 'peak', 'full %', 'mean', 'over time'], rows, pen.colors)
      : '';
  return [listed, others].filter(Boolean).join('\n');
}

/** What the plan asks of each node, and what it takes for granted. */
function assumptionPart(record: RunRecord, pen: Pen): string {
  const { assumptions } = record;
  if (!assumptions) return '';
  const { shown, more } = neediestNodes(assumptions);
  const rows = shown.map((needs) => [shorten(needs.node, nameLength(pen)), ...needCells(needs)]);
  const head = ['Node', ...NEED_COLUMNS].map((name) => name.toLowerCase());
  return [
    list(
      'What this plan assumes',
      [...modeSentences(record), ...assumptionSentences(assumptions), ...messageSentences(record)],
      pen,
    ),
    rows.length > 0 ? terminalTable(head, rows, pen.colors) : '',
    more > 0 ? `  ${moreNodesWords(more)}` : '',
  ]
    .filter(Boolean)
    .join('\n');
}

/** Columns for a name that still let the widest table fit. */
const nameLength = ({ width }: Pen): number => Math.min(32, Math.max(12, width - 68));

function shorten(text: string, length: number): string {
  const clean = plain(text);
  return clean.length > length ? `${clean.slice(0, length - 1)}…` : clean;
}

const BARS = '▁▂▃▄▅▆▇█';
const MOST_BARS = 40;

/** One bar per slot, or for the highest of several slots, relative to the highest of all. */
function sparkline(values: readonly number[]): string {
  const peak = highestOf(values);
  const size = Math.max(1, Math.ceil(values.length / MOST_BARS));
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) => {
    const highest = highestOf(values.slice(index * size, (index + 1) * size));
    return peak > 0 ? BARS[Math.round((highest / peak) * (BARS.length - 1))] : BARS[0];
  }).join('');
}
