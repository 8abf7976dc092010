import type { RunRecord } from '../../src/domain/run-record.ts';
import { pairStocks } from '../model/pair-stocks.ts';
import type { Drawing } from '../model/row-chart.ts';
import { drawPairStocks } from '../model/stock-drawing.ts';
import { drawTimeline } from '../model/timeline-drawing.ts';
import { askReader } from '../state/reader.ts';
import { current } from '../state/store.ts';

const FIGURE_WIDTH = 760;

/** Of the run that is shown, and of the comparison if there is one. */
export async function allDrawings(run: RunRecord): Promise<Drawing[]> {
  const { comparison } = current().compare;
  return [
    ...(await askReader((reader) => reader.figures(run, FIGURE_WIDTH))),
    ...(run.plan ? [drawTimeline(run)] : []),
    ...(pairStocks(run).length > 0 ? [drawPairStocks(run)] : []),
    ...(comparison
      ? [
          {
            name: 'comparison',
            ...(await askReader((reader) => reader.comparisonFigure(comparison, FIGURE_WIDTH))),
          },
        ]
      : []),
  ];
}
