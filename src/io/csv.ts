import type { PlannedRoute } from '../domain/plan.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { utcAt, utcText } from '../domain/utc.ts';

/**
 * One row per selected path, by slot and then by demand: `slot` counts from 1, `start_seconds` from the start of slot
 * 1, `cost` is g, `virtual_links` the number of hops served from stock, and `nodes` lists those of the path in order,
 * separated by `|`, which no name contains. With a clock, `start_utc` follows. RFC 4180 with line feeds; only the header
 * if the record has no plan.
 */
export function ratesCsv(record: RunRecord): string {
  const { slotSeconds } = record.horizon;
  const clock = clockColumn(record);
  const order = new Map(record.demands.map(({ demand }, index) => [demand, index]));
  const rank = (route: PlannedRoute) => order.get(route.demand) ?? order.size;
  const routes = [...(record.plan?.routes ?? [])].sort((a, b) => a.slot - b.slot || rank(a) - rank(b));
  return csv(
    [
      'slot',
      'start_seconds',
      'demand',
      'path',
      'rate_pairs_per_second',
      'delivered_pairs',
      'fidelity_before',
      'fidelity_after',
      'cost',
      'virtual_links',
      'nodes',
      ...clock.header,
    ],
    routes.map((route) => [
      route.slot + 1,
      route.slot * slotSeconds,
      route.demand,
      route.path,
      route.rate,
      route.rate * slotSeconds,
      route.fidelity,
      route.deliveredFidelity,
      route.cost,
      route.hops.filter((hop) => 'pair' in hop).length,
      route.nodes.join('|'),
      ...clock.at(route.slot),
    ]),
  );
}

/**
 * One row per slot and sub-path of a storage pair: `stock_pairs` at the beginning of the slot,
 * `filled_pairs` put in store and `taken_pairs` served, lost or discarded during it. The row of slot
 * T+1 holds the final stock. With a clock, `start_utc` is the last column.
 */
export function stocksCsv(record: RunRecord): string {
  const { slots, slotSeconds } = record.horizon;
  const { stocks = [], fills = [] } = record.plan ?? {};
  const clock = clockColumn(record);
  const key = (row: { readonly pair: string; readonly subPath: string }, slot: number) =>
    JSON.stringify([row.pair, row.subPath, slot]);
  const filled = new Map(fills.map((fill) => [key(fill, fill.slot), fill.rate * slotSeconds]));
  const rows = Array.from({ length: slots + 1 }, (_, slot) =>
    stocks.map((stock) => {
      const before = stock.pairs[slot]!;
      const start = slot * slotSeconds;
      const utc = clock.at(slot);
      if (slot === slots) return [slot + 1, start, stock.pair, stock.subPath, before, '', '', ...utc];
      const added = filled.get(key(stock, slot)) ?? 0;
      const taken = Math.max(0, before + added - stock.pairs[slot + 1]!);
      return [slot + 1, start, stock.pair, stock.subPath, before, added, taken, ...utc];
    }),
  );
  return csv(
    [
      'slot',
      'start_seconds',
      'pair',
      'sub_path',
      'stock_pairs',
      'filled_pairs',
      'taken_pairs',
      ...clock.header,
    ],
    rows.flat(),
  );
}

/** The column of the start of a slot in UTC; nothing without a clock. */
function clockColumn({ horizon: { start, slotSeconds } }: Pick<RunRecord, 'horizon'>) {
  if (start === null) return { header: [], at: () => [] };
  const startMs = Date.parse(start);
  return {
    header: ['start_utc'],
    at: (slot: number) => [utcText(startMs + 1000 * slot * slotSeconds, 3)],
  };
}

/**
 * One row per slot and direction of a link over which messages go; `link` is empty for classical links of the scenario. With a
 * clock, `start_utc` is the last column.
 */
export function controlCsv(record: RunRecord): string {
  const clock = clockColumn(record);
  return csv(
    [
      'slot',
      'start_seconds',
      'link',
      'from',
      'to',
      'herald_bits_per_second',
      'swap_bits_per_second',
      'purification_bits_per_second',
      ...clock.header,
    ],
    (record.control ?? []).map((traffic) => [
      traffic.slot + 1,
      traffic.slot * record.horizon.slotSeconds,
      traffic.link ?? '',
      traffic.from,
      traffic.to,
      traffic.heraldBitsPerSecond,
      traffic.swapBitsPerSecond,
      traffic.purificationBitsPerSecond,
      ...clock.at(traffic.slot),
    ]),
  );
}

/**
 * One row per limited telescope and pointing: telescopes and slots count from 1, `slot_to` is the last slot, seconds
 * count from the start of slot 1. UTC is empty without a clock, the time of acquisition if the pointing ends before,
 * elevation and range (at both ends of the pointing) where nodes have no position. `pairs` are base pairs.
 */
export function pointingCsv({ schedule = [], horizon: { start, slotSeconds } }: RunRecord): string {
  const rounded = (value: number | null | undefined, digits: number): Cell =>
    value == null ? '' : Number(value.toFixed(digits));
  return csv(
    [
      'node',
      'telescope',
      'target',
      'link',
      'slot_from',
      'slot_to',
      'from_seconds',
      'to_seconds',
      'from_utc',
      'to_utc',
      'acquired_seconds',
      'acquired_utc',
      'elevation_from_deg',
      'elevation_to_deg',
      'range_from_km',
      'range_to_km',
      'pairs',
    ],
    schedule.map(({ node, telescope, target, link, from, to, acquiredAtSeconds, begin, end, pairs }) => [
      node,
      telescope,
      target,
      link,
      from + 1,
      to,
      from * slotSeconds,
      to * slotSeconds,
      utcAt(start, from * slotSeconds) ?? '',
      utcAt(start, to * slotSeconds) ?? '',
      acquiredAtSeconds ?? '',
      (acquiredAtSeconds !== null && utcAt(start, acquiredAtSeconds)) || '',
      rounded(begin?.elevationDeg, 3),
      rounded(end?.elevationDeg, 3),
      rounded(begin?.rangeKm, 3),
      rounded(end?.rangeKm, 3),
      pairs,
    ]),
  );
}

type Cell = string | number;

/**
 * Header and rows by RFC 4180 with line feeds; a number that is not finite is left empty. A text that a spreadsheet
 * could take for a formula gets an apostrophe in front, even if it already begins with apostrophes. To get the text
 * back, remove the first apostrophe if only apostrophes precede one of = + - @, a tab or a line break.
 */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map(csvRow).join('');
}

/** One line of such a text. */
export const csvRow = (cells: readonly Cell[]): string => `${cells.map(cell).join(',')}\n`;

/** How formulas begin in various spreadsheets (OWASP, "CSV Injection"), after any apostrophes. */
const FORMULA = /^'*[=+\-@\t\r\n]/;
/** A number written as text is not a formula. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The text of a cell: empty for a number that is not finite, and quoted if necessary. */
function cell(value: Cell): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
