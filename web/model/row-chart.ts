import { escapeHtml } from '../../src/report/markup.ts';
import { FONT } from '../../src/report/palette.ts';

/** A chart that can be taken away: transparent, its ink `currentColor`. */
export interface Drawing {
  /** Of the file. */
  readonly name: string;
  readonly svg: string;
}

/** One row of a chart over the slots. */
interface ChartRow {
  readonly label: string;
  /** Below the label, smaller. */
  readonly detail: string;
  /** Areas in units of slots and of the height of the row: (0, 0) is its lower left. */
  readonly areas: readonly {
    readonly color: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
  /** A dashed line at this share of the height, null for none. */
  readonly level: number | null;
}

interface RowChart {
  readonly name: string;
  readonly title: string;
  readonly rows: readonly ChartRow[];
  readonly slots: number;
  readonly slotSeconds: number;
  readonly key: readonly { readonly color: string; readonly label: string }[];
  /** In the last line. */
  readonly remark: string;
}

const WIDTH = 760;
const LEFT = 210;
const RIGHT = 12;
const ROW = 38;
const GAP = 8;
const TOP = 12;
const LINE = 20;

/** Rows over a common axis of slots, as on the page, for paper and slides. */
export function drawRows({ name, title, rows, slots, slotSeconds, key, remark }: RowChart): Drawing {
  const span = WIDTH - LEFT - RIGHT;
  const x = (slot: number) => round(LEFT + (span * slot) / slots);
  const bottomOf = (row: number) => TOP + row * (ROW + GAP) + ROW;
  const axis = bottomOf(rows.length - 1) + 6;
  const drawnRows = rows.map(({ label, detail, areas, level }, row) => {
    const bottom = bottomOf(row);
    const y = (share: number) => round(bottom - ROW * share);
    return [
      `<rect x="${LEFT}" y="${bottom - ROW}" width="${span}" height="${ROW}" fill="currentColor" fill-opacity="0.05"/>`,
      ...areas.map(
        ({ color, points }) =>
          `<path fill="${color}" d="M${points.map(([slot, share]) => `${x(slot)} ${y(share)}`).join('L')}Z"/>`,
      ),
      level === null
        ? ''
        : `<path d="M${LEFT} ${y(level)}H${LEFT + span}" stroke="currentColor" stroke-dasharray="5 4" stroke-opacity="0.7"/>`,
      text(4, bottom - ROW / 2 + (detail === '' ? 4 : -3), short(label, 30)),
      detail === ''
        ? ''
        : text(4, bottom - ROW / 2 + 12, short(detail, 36), 'font-size="10.5" opacity="0.75"'),
    ].join('');
  });
  const step = tickStep(slots);
  const ticks = Array.from({ length: Math.floor(slots / step) }, (_, index) => (index + 1) * step);
  const marks = ticks.map(
    (slot) =>
      `<path d="M${x(slot - 0.5)} ${axis}v4" stroke="currentColor" stroke-opacity="0.55"/>${text(x(slot - 0.5), axis + 16, String(slot), 'text-anchor="middle"')}`,
  );
  const last = axis + 16 + LINE;
  let at = LEFT;
  const samples = key.map(({ color, label }) => {
    const from = at;
    at += 34 + 0.54 * FONT.size * label.length;
    return `<rect x="${round(from)}" y="${last - 9}" width="11" height="11" fill="${color}"/>${text(round(from + 16), last, label)}`;
  });
  const height = last + LINE + 6;
  return {
    name,
    svg: [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(title)}" font-family="${FONT.family}" font-size="${FONT.size}" fill="currentColor">`,
      ...drawnRows,
      ...marks,
      text(4, axis + 16, `slot (${slotSeconds} s each)`),
      ...samples,
      text(LEFT, last + LINE, remark),
      '</svg>',
    ].join(''),
  };
}

const round = (value: number): number => Math.round(100 * value) / 100;
const short = (words: string, most: number): string =>
  words.length > most ? `${words.slice(0, most - 1)}…` : words;
const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x}" y="${y}" ${more}>${escapeHtml(words)}</text>`;

/** Round numbers of slots between labels, at most about a dozen of them. */
const tickStep = (slots: number): number =>
  [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((step) => slots / step <= 12) ?? slots;
