import type { RunRecord } from '../domain/run-record.ts';
import type { ScheduledPointing, Sight } from '../domain/schedule.ts';
import { utcAt } from '../domain/utc.ts';
import { type Markup, markup, NOTHING, table } from './markup.ts';
import { formatNumber, formatPairs, formatShare, NONE, slotRanges } from './numbers.ts';
import { slewWords, telescopeUses } from './telescopes.ts';

const right = (name: string) => ({ name, align: 'right' }) as const;

/** What each telescope does, and when. */
export function telescopeSection(record: RunRecord): Markup {
  const uses = telescopeUses(record);
  if (uses.length === 0) return NOTHING;
  const nameOf = ({ node, telescope }: { readonly node: string; readonly telescope: number }) =>
    `${node}, telescope ${telescope}`;
  const shares = uses.map((use) => [
    nameOf(use),
    formatNumber(use.pointings.length),
    ...[use.carrying, use.acquiring, use.idle].map(formatShare),
    formatPairs(use.pairs),
  ]);
  const schedules = uses.map(
    (use) =>
      markup`<details><summary><b>${nameOf(use)}</b> · ${[...new Set(use.pointings.map(({ target }) => target))].join(', ')}</summary>${table(
        scheduleColumns(record),
        use.pointings.map((pointing) => scheduleRow(record, pointing)),
      )}</details>`,
  );
  return markup`<section><h2>Telescopes</h2>
<p>The plan makes ${slewWords(record) ?? ''}.</p>${table(
    [
      { name: 'Telescope' },
      right('Slews'),
      right('Carrying %'),
      right('Acquiring %'),
      right('Idle %'),
      right('Base pairs'),
    ],
    shares,
  )}
<p class="faint">The table lists the telescopes that the plan uses, at nodes with <code>maximumTerminals</code>. Shares are of the whole horizon; elevation and range are those at the start and at the end of each pointing. <code>pointing.csv</code> has the same rows.</p>
${schedules}</section>`;
}

const scheduleColumns = ({ horizon }: RunRecord) => [
  right('Slots'),
  right(horizon.start === null ? 'From–to, s' : 'From–to, UTC'),
  { name: 'Target' },
  right('Acquired at'),
  right('Elevation °'),
  right('Range km'),
  right('Base pairs'),
];

function scheduleRow({ horizon }: RunRecord, pointing: ScheduledPointing): (string | Markup)[] {
  const { from, to, target, acquiredAtSeconds, begin, end, pairs } = pointing;
  const { start, slotSeconds } = horizon;
  const timeOf = (seconds: number) => clock(utcAt(start, seconds)) ?? formatNumber(seconds);
  const day = utcAt(start, from * slotSeconds)?.slice(0, 10);
  const period = `${timeOf(from * slotSeconds)}–${timeOf(to * slotSeconds)}`;
  const both = (of: (sight: Sight | null) => number | null | undefined, digits: number) =>
    [begin, end].map((sight) => of(sight)?.toFixed(digits) ?? NONE).join(' → ');
  return [
    slotRanges(Array.from({ length: to - from }, (_, after) => from + after)),
    day === undefined ? period : markup`${period}<small>${day}</small>`,
    target,
    acquiredAtSeconds === null ? NONE : timeOf(acquiredAtSeconds),
    both((sight) => sight?.elevationDeg, 1),
    both((sight) => sight?.rangeKm, 0),
    formatPairs(pairs),
  ];
}

/** `20:43:00` of an ISO 8601 time. */
const clock = (utc: string | null): string | undefined => utc?.slice(11, -1);
