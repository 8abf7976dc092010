import type { RunRecord } from '../domain/run-record.ts';
import type { Figure } from './figure.ts';
import { type Column, type Markup, markup, NOTHING, table } from './markup.ts';
import { formatNumber, formatPairs, formatRate, NONE } from './numbers.ts';

/** Longer tables are for the CSV files. */
const MOST_ROWS = 400;

/** The numbers behind a figure, as a table. */
export function figureData(record: RunRecord, name: Figure['name']): Markup {
  const { columns, rows } = figureTable(record, name);
  const rest = rows.length - MOST_ROWS;
  const more = rest > 0 ? markup`<p class="faint">${rest} more rows are in the run record.</p>` : NOTHING;
  return markup`${table(columns, rows.slice(0, MOST_ROWS))}${more}`;
}

/** The same as plain cells. */
export const figureTable = (record: RunRecord, name: Figure['name']): FigureTable => TABLES[name](record);

export interface FigureTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

const numbers = (names: readonly string[]): Column[] => names.map((name) => ({ name, align: 'right' }));

const TABLES: Readonly<Record<Figure['name'], (record: RunRecord) => FigureTable>> = {
  convergence: ({ trajectory }) => ({
    columns: numbers(['iteration', 'seconds', 'plan (inner bound)', 'outer bound']),
    rows: trajectory.map((point) => [
      formatNumber(point.iteration),
      point.seconds.toFixed(2),
      point.incumbent === null ? NONE : formatRate(point.incumbent),
      point.bound === null ? NONE : formatRate(point.bound),
    ]),
  }),
  rates: ({ plan, demands, horizon }) => {
    const rates = new Map(plan?.routes.map((route) => [`${route.slot} ${route.demand}`, route.rate]));
    return {
      columns: numbers(['slot', ...demands.map(({ demand }) => demand)]),
      rows: Array.from({ length: horizon.slots }, (_, slot) => [
        String(slot + 1),
        ...demands.map(({ demand }) => {
          const rate = rates.get(`${slot} ${demand}`);
          return rate === undefined ? NONE : formatRate(rate);
        }),
      ]),
    };
  },
  stocks: ({ storage, horizon }) => ({
    columns: numbers(['beginning of slot', ...storage.map(({ node }) => node)]),
    rows: Array.from({ length: horizon.slots + 1 }, (_, slot) => [
      slot === horizon.slots ? 'end' : String(slot + 1),
      ...storage.map(({ pairs }) => formatPairs(pairs[slot] ?? null)),
    ]),
  }),
};
