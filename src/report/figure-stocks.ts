import type { StorageUse } from '../domain/run-record.ts';
import { type DrawFigure, MOST_PANELS } from './figure.ts';
import { formatNumber, highestOf } from './numbers.ts';
import { PALETTE } from './palette.ts';
import { boundaryPoints, drawPanels, type Panel } from './panels.ts';
import { storageFigures } from './words.ts';

/** One panel a storage node, against its capacity; beyond twelve, those with the highest peaks. */
export const drawStocks: DrawFigure = (record, width, suffix) => {
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
  const title = 'Stock of each storage node';
  return {
    name: 'stocks',
    title,
    caption: `Pairs with a half in the node, from slot to slot.${left > 0 ? ` ${left} more nodes, whose peaks are lower, are in the table.` : ''} All panels have the same scale.`,
    svg: drawPanels({
      name: `stocks${suffix}`,
      title,
      panels,
      slots: horizon.slots,
      slotSeconds: horizon.slotSeconds,
      unit: 'pairs',
      highest,
      width,
    }),
  };
};
