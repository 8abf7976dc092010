import { textWidth } from './chart.ts';
import type { FigureData } from './study-figure-data.ts';
import { labelsWidth, type ValueScale } from './value-scale.ts';

/** The plot of one panel, in pixels from the upper left corner of the figure. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly isLowest: boolean;
  readonly hasValueLabels: boolean;
  readonly hasValueName: boolean;
  /** Distance from the value axis to its name. */
  readonly nameGap: number;
}

interface FigureLayout {
  readonly height: number;
  /** Where the plots begin. */
  readonly left: number;
  readonly legendRows: readonly (readonly string[])[];
  readonly boxes: readonly Box[];
}

export const LEGEND_ROW = 20;
export const LEGEND_ICON_WIDTH = 34;
export const LEGEND_GAP = 14;
export const TITLE_HEIGHT = 28;
const NAME_HEIGHT = 20;
const NAME_WIDTH = 24;
const TICKS_HEIGHT = 26;
const RIGHT = 12;
const BETWEEN = 18;
const LEAST_PANEL_WIDTH = 200;
const MOST_PANEL_HEIGHT = 250;

/** As many panels side by side as are readable, below a legend with as many rows as it needs. */
export function layOutFigure(data: FigureData, scales: readonly ValueScale[], width: number): FigureLayout {
  const { panels } = data;
  const isCommon = new Set(scales).size === 1;
  const labelWidth = Math.max(...scales.map(labelsWidth)) + 10;
  const left = NAME_WIDTH + labelWidth;
  const between = isCommon ? BETWEEN : BETWEEN + labelWidth;
  const room = width - left - RIGHT;
  const most = Math.max(1, Math.floor((room + between) / (LEAST_PANEL_WIDTH + between)));
  const columns = Math.ceil(panels.length / Math.ceil(panels.length / most));
  const panelWidth = (room - between * (columns - 1)) / columns;
  const panelHeight = Math.round(Math.min(MOST_PANEL_HEIGHT, 0.75 * panelWidth));
  const legendRows = rowsOf(panels[0]?.series.map(({ name }) => name) ?? [], width - left);
  const titleHeight = panels.length > 1 ? TITLE_HEIGHT : 8;
  const top = legendRows.length * LEGEND_ROW + titleHeight;
  const pitch = panelHeight + TICKS_HEIGHT + titleHeight;
  const boxes = panels.map(({ title }, index) => {
    const isLeftmost = index % columns === 0;
    return {
      left: left + (index % columns) * (panelWidth + between),
      top: top + Math.floor(index / columns) * pitch,
      width: panelWidth,
      height: panelHeight,
      title,
      isLowest: index + columns >= panels.length,
      hasValueLabels: isLeftmost || !isCommon,
      hasValueName: isLeftmost,
      nameGap: labelWidth + 2,
    };
  });
  const rows = Math.ceil(panels.length / columns);
  return { height: top - titleHeight + rows * pitch + NAME_HEIGHT, left, legendRows, boxes };
}

/** Legend entries in as few rows as possible, of about equal length. */
function rowsOf(names: readonly string[], width: number): string[][] {
  for (let count = 1; ; count++) {
    const length = Math.ceil(names.length / count);
    const rows = Array.from({ length: Math.ceil(names.length / length) || 0 }, (_, row) =>
      names.slice(row * length, (row + 1) * length),
    );
    const widest = Math.max(0, ...rows.map(rowWidth));
    if (widest <= width || length <= 1) return rows;
  }
}

const rowWidth = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + LEGEND_ICON_WIDTH + 5 + textWidth(name) + LEGEND_GAP, -LEGEND_GAP);
