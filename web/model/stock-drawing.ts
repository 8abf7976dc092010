import type { RunRecord } from '../../src/domain/run-record.ts';
import { formatPairs } from '../../src/report/numbers.ts';
import { PALETTE } from '../../src/report/palette.ts';
import { pairStocks, stockTop } from './pair-stocks.ts';
import { type Drawing, drawRows } from './row-chart.ts';

/** The stock of every storage pair for paper, each row up to its own capacity or peak. */
export function drawPairStocks(record: RunRecord): Drawing {
  return drawRows({
    name: 'stocks-of-pairs',
    title: 'Stock of each storage pair',
    rows: pairStocks(record).map((stock) => {
      const { pair, pairs, capacity, peak } = stock;
      const top = stockTop(stock);
      return {
        label: pair,
        detail: `at most ${formatPairs(peak)}${capacity === null ? '' : ` of ${formatPairs(capacity)}`} pairs`,
        level: top === capacity ? 0.96 : null,
        areas: [
          {
            color: PALETTE.orange,
            points: [
              [0, 0],
              ...pairs.map((value, slot) => [slot, (0.96 * value) / top] as const),
              [record.horizon.slots, 0],
            ],
          },
        ],
      };
    }),
    slots: record.horizon.slots,
    slotSeconds: record.horizon.slotSeconds,
    key: [{ color: PALETTE.orange, label: 'pairs in stock' }],
    remark: 'Dashed line: capacity. Rows without one end at the highest stock.',
  });
}
