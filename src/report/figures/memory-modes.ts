import type { ModesInUse, RunRecord } from '../../domain/run-record.ts';
import { modesInSlot, peakModes } from '../hardware-words.ts';
import { formatNumber, highestOf } from '../numbers.ts';
import { PALETTE } from '../palette.ts';
import { boundaryPoints, drawPanels, MOST_PANELS, type Panel } from '../panels.ts';
import { type DrawnFigure, type FigureKind, numberColumns } from './figure-kind.ts';

/**
 * One panel per node that limits its memory modes and needs any, as shares of its modes; if there are more than twelve, those
 * with the fullest.
 */
export const memoryModes: FigureKind<'memory-modes'> = {
  name: 'memory-modes',
  title: 'Memory modes of each node',
  subject: 'storage',
  draw,
  table(record) {
    const used = usedModes(record);
    return {
      columns: numberColumns(['slot', ...used.map(({ node, modes }) => `${node} (${formatNumber(modes)})`)]),
      rows: Array.from({ length: record.horizon.slots }, (_, slot) => [
        String(slot + 1),
        ...used.map((use) => formatNumber(highestOf(modesInSlot(use, slot)))),
      ]),
    };
  },
};

const usedModes = ({ modes = [] }: RunRecord): readonly ModesInUse[] =>
  modes.filter((use) => peakModes(use) > 0);

function draw(record: RunRecord, width: number, id: string): DrawnFigure | null {
  const used = usedModes(record);
  if (used.length === 0) return null;
  const fullest = [...used].sort((a, b) => peakModes(b) / b.modes - peakModes(a) / a.modes);
  const shown = new Set(fullest.slice(0, MOST_PANELS));
  const left = used.length - shown.size;
  return {
    caption: `Green areas are modes in flight or held until they are released, orange ones pairs in store, as shares of the modes of the node.${left > 0 ? ` ${left} more nodes, whose modes are less in use, are in the table.` : ''}`,
    svg: drawPanels({
      name: id,
      title: memoryModes.title,
      panels: used.filter((use) => shown.has(use)).map(panelOf),
      ...record.horizon,
      unit: '% of the modes',
      highest: 100,
      width,
    }),
  };
}

function panelOf(use: ModesInUse): Panel {
  const percent = (count: number) => (100 * count) / use.modes;
  return {
    title: `${use.node} (${formatNumber(use.modes)} modes)`,
    series: [
      {
        name: 'in flight or held',
        color: PALETTE.green,
        look: 'area',
        course: 'straight',
        points: use.moving.flatMap((_, slot) =>
          modesInSlot(use, slot).map((count, end) => [slot + end, percent(count)] as const),
        ),
      },
      {
        name: 'in store',
        color: PALETTE.orange,
        look: 'area',
        course: 'straight',
        points: boundaryPoints(use.stored.map(percent)),
      },
    ],
  };
}
