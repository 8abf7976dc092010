import type { ContactWindow, PlannedWindow } from '../domain/contact-window.ts';
import { formatFidelity, formatNumber, formatPairs, formatRate, NONE } from './numbers.ts';

/** What is known of all windows before the first is found. */
interface ContactsHead {
  /** Names of all nodes. */
  readonly nodes: readonly string[];
  /** Whether links pass through platforms without memory. */
  readonly hasVia: boolean;
  readonly hasClock: boolean;
  readonly isPlanned: boolean;
}

interface Column {
  readonly name: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly of: (window: ContactWindow | PlannedWindow) => string;
}

type NumberField =
  | 'durationSeconds'
  | 'rangeKm'
  | 'elevationDeg'
  | 'lossDb'
  | 'ratePairsPerSecond'
  | 'fidelity';

/** One decimal, without a sign before zero. */
const tenths = (value: number): string => (Math.round(10 * value) / 10 + 0).toFixed(1);

/** Lines of a table with one window each, below their heading; one sentence if there is none. */
export function* contactsTable(
  windows: Iterable<ContactWindow | PlannedWindow>,
  head: ContactsHead,
): Generator<string> {
  const columns = columnsOf(head);
  const line = (cells: readonly string[]): string =>
    `${cells
      .map((cell, index) => {
        const { width, align } = columns[index]!;
        return align === 'left' ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd()}\n`;
  let isEmpty = true;
  for (const window of windows) {
    if (isEmpty) yield line(columns.map(({ name }) => name));
    isEmpty = false;
    yield line(columns.map(({ of }) => of(window)));
  }
  if (isEmpty) yield 'No window in this horizon.\n';
}

function columnsOf({ nodes, hasVia, hasClock, isPlanned }: ContactsHead): Column[] {
  const nameWidth = nodes.reduce((most, name) => Math.max(most, name.length), 6);
  const unit = hasClock ? ', UTC' : ', s';
  const time = (utc: string | null, seconds: number): string =>
    utc === null ? seconds.toFixed(1) : utc.replace('T', ' ').replace('Z', '');
  const left = (name: string, width: number, of: Column['of']): Column => ({
    name,
    width: Math.max(name.length, width),
    align: 'left',
    of,
  });
  const right = (
    name: string,
    width: number,
    key: NumberField,
    text: (value: number) => string = tenths,
  ): Column => ({
    name,
    width: Math.max(name.length, width),
    align: 'right',
    of: (window) => {
      const value = window[key];
      return value === null || !Number.isFinite(value) ? NONE : text(value);
    },
  });
  return [
    left('first', nameWidth, ({ first }) => first),
    left('second', nameWidth, ({ second }) => second),
    ...(hasVia ? [left('via', nameWidth, ({ via }) => via ?? NONE)] : []),
    left('class', 5, (window) => window.class),
    left(`rise${unit}`, 19, ({ startIs, startUtc, startSeconds }) =>
      isEdge(startIs) ? EDGES[startIs] : time(startUtc, startSeconds),
    ),
    left(`culmination${unit}`, 19, ({ peakIs, peakUtc, peakSeconds }) =>
      peakIs === 'culmination' ? time(peakUtc, peakSeconds!) : peakIs === null ? NONE : `at ${peakIs}`,
    ),
    left(`set${unit}`, 19, ({ endIs, endUtc, endSeconds }) =>
      isEdge(endIs) ? EDGES[endIs] : time(endUtc, endSeconds),
    ),
    right('duration s', 8, 'durationSeconds', (value) => value.toFixed(0)),
    right('range km', 8, 'rangeKm', formatNumber),
    right('elevation °', 5, 'elevationDeg'),
    right('loss dB', 7, 'lossDb'),
    right('pairs/s', 12, 'ratePairsPerSecond', formatRate),
    right('fidelity', 6, 'fidelity', formatFidelity),
    ...(isPlanned ? [left('plan', 0, (window) => ('use' in window ? planWords(window) : ''))] : []),
  ];
}

/** What stands instead of a time that the horizon or the elements hide. */
const EDGES = { horizon: 'open', elements: 'no elements' } as const;
const isEdge = (is: string): is is keyof typeof EDGES => is in EDGES;

/** `used: 1,200 pairs in 3 slots`, `no link: terminal, daylight`, `unused (in some slots: cloud, terminal)`. */
function planWords({ use, pairs, usedSlots, limits }: PlannedWindow): string {
  const causes = limits.join(', ');
  if (use === 'used') {
    return `used: ${formatPairs(pairs)} pairs in ${formatNumber(usedSlots)} ${usedSlots === 1 ? 'slot' : 'slots'}`;
  }
  if (causes === '') return use;
  return use === 'no link' ? `no link: ${causes}` : `${use} (in some slots: ${causes})`;
}
