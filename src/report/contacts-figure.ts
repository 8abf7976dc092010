import type { CustomSeriesOption } from 'echarts/charts';
import type { ContactWindow, PlannedWindow } from '../domain/contact-window.ts';
import { LINK_CLASSES, type NetworkNode } from '../domain/network.ts';
import { drawSvg, legend, lettering, roundStep, textWidth, valueAxis } from './chart.ts';
import { clockLabels } from './clock-labels.ts';
import { type ContactLanes, contactLanes, type LaneBar } from './contact-lanes.ts';
import type { FigureDrawing, FigureLook } from './figure.ts';
import { CLASS_COLOURS, PALETTE } from './palette.ts';

/** The network whose windows are drawn. */
export interface ContactsScope {
  readonly nodes: readonly NetworkNode[];
  readonly horizonSeconds: number;
  /** Unix time of the start of slot 0, ms; null without a clock. */
  readonly startMs: number | null;
  readonly isPlanned: boolean;
}

const LANE_HEIGHT = 22;
const WIDEST_NAME = 240;
const TOP = 40;
const RIGHT = 24;
const TICKS_HEIGHT = 26;
const DATE_HEIGHT = 15;
const AXIS_NAME_HEIGHT = 24;
const PIXELS_PER_TICK = 80;
const UNUSED_OPACITY = 0.3;

/** Bars of all windows over the horizon, one lane per pair of nodes or per node, coloured by link class. */
export function drawContacts(
  windows: Iterable<ContactWindow | PlannedWindow>,
  { nodes, horizonSeconds, startMs, isPlanned }: ContactsScope,
  { width = 760, ink = PALETTE.ink }: FigureLook = {},
): FigureDrawing {
  const lanes = contactLanes(windows, nodes);
  const names = lanes.lanes.map(({ name }) => name);
  const nameWidth = Math.min(WIDEST_NAME, width / 3, Math.max(40, ...names.map(textWidth)));
  const left = nameWidth + 16;
  const axis = timeAxis(horizonSeconds, startMs, (width - left - RIGHT) / PIXELS_PER_TICK);
  const bottom = axis.nameGap + AXIS_NAME_HEIGHT;
  const height = TOP + LANE_HEIGHT * Math.max(1, names.length) + bottom;
  const series = seriesOf(lanes);
  const svg = drawSvg(
    'contacts',
    TITLE,
    {
      legend: {
        ...legend,
        left: left - 5,
        data: series.map(({ name }) => ({ name: String(name), icon: 'rect' })),
      },
      grid: { left, right: RIGHT, top: TOP, bottom, outerBoundsMode: 'none' },
      xAxis: {
        ...valueAxis(axis.name, axis.nameGap),
        min: 0,
        max: horizonSeconds,
        axisLabel: { ...lettering, hideOverlap: true, customValues: axis.ticks, formatter: axis.labelAt },
        axisTick: { customValues: axis.ticks, lineStyle: { color: PALETTE.ink, opacity: 0.55 } },
      },
      yAxis: {
        type: 'category',
        data: names,
        inverse: true,
        axisLabel: { ...lettering, interval: 0, width: nameWidth, overflow: 'truncate' },
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { show: true, lineStyle: { color: PALETTE.ink, opacity: 0.14 } },
      },
      series,
    },
    { width, height },
  );
  return { svg: svg.replaceAll('currentColor', ink), title: TITLE, caption: captionOf(lanes, isPlanned) };
}

const TITLE = 'Windows of contact';

function captionOf({ of, lanes, leftOut }: ContactLanes, isPlanned: boolean): string {
  if (lanes.length === 0) return 'There is no window in this horizon.';
  const subject = of === 'pair' ? 'One lane for each pair of nodes' : 'One lane for each node';
  const rest = leftOut === 0 ? '' : ` (${leftOut} more are left out)`;
  const plan = isPlanned ? ' Pale windows are those that the plan does not use.' : '';
  return `${subject}${rest}; colours are link classes.${plan}`;
}

function seriesOf({ lanes }: ContactLanes): CustomSeriesOption[] {
  return LINK_CLASSES.flatMap((linkClass): CustomSeriesOption[] => {
    const bars = lanes.flatMap((lane, place) =>
      lane.bars.filter((bar) => bar.class === linkClass).map((bar) => ({ ...bar, place })),
    );
    if (bars.length === 0) return [];
    // What is used lies above what is not.
    return [
      barSeries(
        linkClass,
        bars.sort((a, b) => Number(a.isUsed) - Number(b.isUsed)),
      ),
    ];
  });
}

function barSeries(
  linkClass: LaneBar['class'],
  bars: readonly (LaneBar & { readonly place: number })[],
): CustomSeriesOption {
  const color = CLASS_COLOURS[linkClass].light;
  const shape = { height: 0.6 * LANE_HEIGHT, offset: 0.3 * LANE_HEIGHT };
  return {
    type: 'custom',
    name: linkClass,
    color,
    silent: true,
    encode: { x: [1, 2], y: 0 },
    data: bars.map(({ place, startSeconds, endSeconds }) => [place, startSeconds, endSeconds]),
    renderItem: ({ dataIndex }, api) => {
      const { place, startSeconds, endSeconds, isUsed } = bars[dataIndex]!;
      const [from, middle] = api.coord([startSeconds, place]) as [number, number];
      const [to] = api.coord([endSeconds, place]) as [number, number];
      return {
        type: 'rect',
        // The shortest windows are seen, too.
        shape: { x: from, y: middle - shape.offset, width: Math.max(1, to - from), height: shape.height },
        style: { fill: color, opacity: isUsed ? 1 : UNUSED_OPACITY },
      };
    },
  };
}

/** Round steps of a clock, seconds; beyond, whole days. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200];
const DAY = 86_400;

interface TimeAxis {
  readonly name: string;
  readonly nameGap: number;
  /** Seconds after the start of slot 0. */
  readonly ticks: number[];
  readonly labelAt: (seconds: number) => string;
}

function timeAxis(horizonSeconds: number, startMs: number | null, most: number): TimeAxis {
  const least = horizonSeconds / Math.max(2, most);
  const step =
    startMs === null || least < 1
      ? roundStep(horizonSeconds, Math.max(2, most))
      : (STEPS.find((one) => one >= least) ?? DAY * Math.ceil(least / DAY));
  const startSeconds = startMs === null || least < 1 ? 0 : startMs / 1000;
  const first = Math.ceil(startSeconds / step) * step - startSeconds;
  const count = Math.max(0, Math.floor((horizonSeconds - first) / step + 1e-9) + 1);
  const ticks = Array.from({ length: count }, (_, index) => first + index * step);
  if (startMs === null) {
    return { name: 'time since the start (s)', nameGap: TICKS_HEIGHT, ticks, labelAt: String };
  }
  const { labels, day } = clockLabels(
    ticks.map((seconds) => startMs + 1000 * seconds),
    1000 * step,
  );
  return {
    name: day === null ? 'UTC' : `UTC, ${day}`,
    nameGap: day === null ? TICKS_HEIGHT + DATE_HEIGHT : TICKS_HEIGHT,
    ticks,
    labelAt: (seconds) => labels[ticks.findIndex((tick) => Math.abs(tick - seconds) < step / 2)] ?? '',
  };
}
