import {
  type ChartOption,
  DASHED_ICON,
  drawSvg,
  legend,
  lettering,
  roundStep,
  still,
  textWidth,
  valueAxis,
} from './chart.ts';
import { FONT, PALETTE } from './palette.ts';
import { clockWidth, type Slots, slotAxis } from './slot-axis.ts';
import { prefixOf, scaleLabel } from './value-scale.ts';

/** If there are more panels, the rest are summarised or left out. */
export const MOST_PANELS = 12;

/** One of several small charts that share their axes, so that heights can be compared. */
export interface Panel {
  readonly title: string;
  readonly series: readonly PanelSeries[];
}

export interface PanelSeries {
  /** Entry of the common legend. */
  readonly name: string;
  readonly color: string;
  /** A filled area, or a dashed line. */
  readonly look: 'area' | 'dashed';
  /** Straight lines between the points, or steps that hold each value until the next point. */
  readonly course: 'straight' | 'steps';
  /** Slot boundaries (0 = beginning of the first slot) and values. */
  readonly points: readonly (readonly [number, number])[];
}

interface PanelsInput extends Slots {
  readonly name: string;
  readonly title: string;
  readonly panels: readonly Panel[];
  /** Unit of the value axis. */
  readonly unit: string;
  /** Top of the common value axis. */
  readonly highest: number;
  readonly width: number;
}

const PANEL_HEIGHT = 112;
const TITLE_HEIGHT = 30;
const LEGEND_HEIGHT = 30;
const BOTTOM = 5;
/** Distance from the axis to the name of the values, and from there to the edge. */
const LEAST_NAME_GAP = 48;
const NAME_HEIGHT = 18;
const BETWEEN = 22;
const RIGHT = 14;

/** Small multiples over the slots of the horizon. */
export function drawPanels(input: PanelsInput): string {
  const { panels, slots, width } = input;
  const [divisor, prefix] = prefixOf(input.highest);
  const highest = input.highest / divisor;
  const interval = roundStep(highest, 5);
  const top = Math.max(interval, Math.ceil(highest / interval - 1e-9) * interval);
  const nameGap = Math.max(LEAST_NAME_GAP, textWidth(scaleLabel(top)) + 14);
  const { panelWidth, height, axis, left, boxes } = placePanels(input, nameGap + NAME_HEIGHT);
  const option: ChartOption = {
    legend: { ...legend, left: left - 6, data: legendEntries(panels) },
    title: boxes.map((box) => ({
      text: box.panel.title,
      left: box.left,
      top: box.top - TITLE_HEIGHT + 8,
      padding: 0,
      textStyle: { ...lettering, fontWeight: 600, width: 0.92 * panelWidth, overflow: 'truncate' as const },
    })),
    grid: boxes.map((box) => ({
      left: box.left,
      top: box.top,
      width: panelWidth,
      height: PANEL_HEIGHT,
      outerBoundsMode: 'none' as const,
    })),
    xAxis: boxes.map((box, index) => ({
      ...valueAxis(box.isLowest ? axis.name : '', axis.nameGap),
      gridIndex: index,
      min: 0,
      max: slots,
      axisLabel: { ...lettering, customValues: axis.positions, formatter: axis.labelAt },
      axisTick: { customValues: axis.positions, lineStyle: { color: PALETTE.ink, opacity: 0.55 } },
    })),
    yAxis: boxes.map((box, index) => ({
      ...valueAxis(box.isLeftmost ? `${prefix}${input.unit}` : '', nameGap),
      gridIndex: index,
      min: 0,
      max: top,
      interval,
      axisLabel: { ...lettering, show: box.isLeftmost, formatter: scaleLabel },
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: PALETTE.ink, opacity: 0.14 } },
    })),
    series: panels.flatMap(({ series }, index) => series.map((one) => drawnSeries(one, index, divisor))),
  };
  return drawSvg(input.name, input.title, option, { width, height });
}

/** Where each panel stands, in rows from left to right, and the axis of slots below each. */
function placePanels(input: PanelsInput, left: number) {
  const { panels, width } = input;
  const between = Math.max(BETWEEN, clockWidth(input));
  const right = Math.max(RIGHT, clockWidth(input) / 2);
  const columns = columnsFor(panels.length, width - left);
  const panelWidth = (width - left - right - between * (columns - 1)) / columns;
  const axis = slotAxis(input, panelWidth);
  const rows = Math.ceil(panels.length / columns);
  const pitch = TITLE_HEIGHT + PANEL_HEIGHT + axis.nameGap;
  return {
    left,
    panelWidth,
    axis,
    height: LEGEND_HEIGHT + rows * pitch + axis.nameHeight + BOTTOM,
    boxes: panels.map((panel, index) => ({
      panel,
      left: left + (index % columns) * (panelWidth + between),
      top: LEGEND_HEIGHT + TITLE_HEIGHT + Math.floor(index / columns) * pitch,
      isLeftmost: index % columns === 0,
      isLowest: index + columns >= panels.length,
    })),
  };
}

const drawnSeries = ({ name, color, course, look, points }: PanelSeries, panel: number, divisor: number) => ({
  ...still,
  name,
  xAxisIndex: panel,
  yAxisIndex: panel,
  color,
  ...(course === 'steps' ? { step: 'end' as const } : {}),
  ...(look === 'area'
    ? { lineStyle: { width: 0 }, areaStyle: { opacity: 0.85 } }
    : { lineStyle: { width: 1.5, type: 'dashed' as const } }),
  data: points.map(([x, y]) => [x, y / divisor]),
});

function legendEntries(panels: readonly Panel[]) {
  const looks = new Map(
    panels.flatMap(({ series }) => series.map(({ name, look }) => [name, look] as const)),
  );
  return [...looks].map(([name, look]) => ({ name, icon: look === 'area' ? 'rect' : DASHED_ICON }));
}

/** As many panels side by side as are readable, in rows of about equal length. */
function columnsFor(count: number, width: number): number {
  const most = Math.max(1, Math.floor(width / (14 * FONT.size)));
  return Math.max(1, Math.ceil(count / Math.ceil(count / most)));
}

/** The points of a step line, one value per slot, without values that repeat the previous one. */
export function stepPoints(values: readonly number[]): [number, number][] {
  const changes = values.flatMap((value, slot): [number, number][] =>
    slot === 0 || value !== values[slot - 1] ? [[slot, value]] : [],
  );
  return [...changes, [values.length, values.at(-1) ?? 0]];
}

/** The points of a line with one value per slot boundary, without points on a level stretch. */
export function boundaryPoints(values: readonly number[]): [number, number][] {
  return values.flatMap((value, index): [number, number][] =>
    index > 0 && index < values.length - 1 && values[index - 1] === value && values[index + 1] === value
      ? []
      : [[index, value]],
  );
}
