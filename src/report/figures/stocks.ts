import type { RunRecord, StorageUse } from '../../domain/run-record.ts';
import { storageFigures } from '../labels.ts';
import { formatNumber, formatPairs, highestOf } from '../numbers.ts';
import { PALETTE } from '../palette.ts';
import { boundaryPoints, drawPanels, MOST_PANELS, type Panel } from '../panels.ts';
import { type DrawnFigure, type FigureKind, numberColumns } from './figure-kind.ts';

/**
 * One panel per storage node, relative to its capacity; if there are more than twelve, those with the highest peaks.
 */
export const stocks: FigureKind<'stocks'> = {
  name: 'stocks',
  title: 'Stock of each storage node',
  subject: 'storage',
  draw,
  table: ({ storage, horizon }) => ({
    columns: numberColumns(['start of slot', ...storage.map(({ node }) => node)]),
    rows: Array.from({ length: horizon.slots + 1 }, (_, slot) => [
      slot === horizon.slots ? 'end' : String(slot + 1),
      ...storage.map(({ pairs }) => formatPairs(pairs[slot] ?? null)),
    ]),
  }),
};

function draw(record: RunRecord, width: number, id: string): DrawnFigure | null {
  const { storage, horizon } = record;
  if (storage.length === 0) return null;
  const peak = (use: StorageUse) => storageFigures(use).peak;
  const shown = new Set([...storage].sort((a, b) => peak(b) - peak(a)).slice(0, MOST_PANELS));
  const uses = storage.filter((use) => shown.has(use));
  const highestPeak = highestOf(uses.map(peak));
  const highestCapacity = highestOf(uses.map(({ capacity }) => capacity));
  // Where the stock is small against the capacity, its course is worth more than the line above it.
  const highest = highestPeak === 0 || highestPeak >= highestCapacity / 5 ? highestCapacity : highestPeak;
  const panels = uses.map((use): Panel => {
    const isVisible = use.capacity <= highest;
    const capacity: Panel['series'] = isVisible
      ? [
          {
            name: 'capacity',
            color: PALETTE.ink,
            look: 'dashed',
            course: 'straight',
            points: [
              [0, use.capacity],
              [horizon.slots, use.capacity],
            ],
          },
        ]
      : [];
    return {
      title: isVisible ? use.node : `${use.node} (capacity ${formatNumber(use.capacity)})`,
      series: [
        {
          name: 'stock',
          color: PALETTE.blue,
          look: 'area',
          course: 'straight',
          points: boundaryPoints(use.pairs),
        },
        ...capacity,
      ],
    };
  });
  const left = storage.length - uses.length;
  return {
    caption: `Pairs with one half in the node, at the start of each slot.${left > 0 ? ` ${left} more nodes with lower peaks are in the table.` : ''} All panels have the same scale.`,
    svg: drawPanels({
      name: id,
      title: stocks.title,
      panels,
      ...horizon,
      unit: 'pairs',
      highest,
      width,
    }),
  };
}
