import type { CustomSeriesOption } from 'echarts/charts';
import type { ContactWindow, PlannedWindow } from '../domain/contact-window.ts';
import { LINK_CLASSES, type LinkClass, type NetworkNode } from '../domain/network.ts';
import { drawSvg, legend, lettering, roundStep, textWidth, valueAxis } from './chart.ts';
import { clockLabels } from './clock-labels.ts';
import { type ContactLanes, contactLanes, type LaneBar } from './contact-lanes.ts';
import type { FigureDrawing, FigureLook } from './figure.ts';
import { CLASS_COLOURS, PALETTE } from './palette.ts';

/** The network whose windows are drawn. */
interface ContactsScope {
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
/** Share of a lane that its bars fill. */
const BAR_SHARE = 0.7;

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

interface PlacedBar extends LaneBar {
  readonly lane: number;
  /** From the top of the lane, as a share of its height. */
  readonly top: number;
  readonly height: number;
}

/** Classes of one lane lie below one another, so that none hides another. */
function placedBars({ lanes }: ContactLanes): PlacedBar[] {
  return lanes.flatMap(({ bars }, lane) => {
    const classes = LINK_CLASSES.filter((linkClass) => bars.some((bar) => bar.class === linkClass));
    const height = BAR_SHARE / classes.length;
    return bars.map((bar) => ({
      ...bar,
      lane,
      top: (1 - BAR_SHARE) / 2 + height * classes.indexOf(bar.class),
      height,
    }));
  });
}

function seriesOf(lanes: ContactLanes): CustomSeriesOption[] {
  const bars = placedBars(lanes);
  return LINK_CLASSES.flatMap((linkClass): CustomSeriesOption[] => {
    const ofClass = bars.filter((bar) => bar.class === linkClass);
    // What is used lies above what is not.
    ofClass.sort((a, b) => Number(a.isUsed) - Number(b.isUsed));
    return ofClass.length === 0 ? [] : [barSeries(linkClass, ofClass)];
  });
}

function barSeries(linkClass: LinkClass, bars: readonly PlacedBar[]): CustomSeriesOption {
  const color = CLASS_COLOURS[linkClass].light;
  return {
    type: 'custom',
    name: linkClass,
    color,
    silent: true,
    encode: { x: [1, 2], y: 0 },
    data: bars.map(({ lane, startSeconds, endSeconds }) => [lane, startSeconds, endSeconds]),
    renderItem: ({ dataIndex }, api) => {
      const { lane, top, height, startSeconds, endSeconds, isUsed } = bars[dataIndex]!;
      const [from, middle] = api.coord([startSeconds, lane]) as [number, number];
      const [to] = api.coord([endSeconds, lane]) as [number, number];
      return {
        type: 'rect',
        shape: {
          x: from,
          y: middle + (top - 0.5) * LANE_HEIGHT,
          // The shortest windows are seen, too.
          width: Math.max(1, to - from),
          height: height * LANE_HEIGHT,
        },
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
  const { labels, name } = clockLabels(
    ticks.map((seconds) => startMs + 1000 * seconds),
    1000 * step,
    // Ticks stand on round times of the clock, except in horizons of seconds.
    startMs + 1000 * first,
  );
  const hasDates = labels.some((label) => label.includes('\n'));
  return {
    name,
    nameGap: hasDates ? TICKS_HEIGHT + DATE_HEIGHT : TICKS_HEIGHT,
    ticks,
    labelAt: (seconds) => labels[ticks.findIndex((tick) => Math.abs(tick - seconds) < step / 2)] ?? '',
  };
}
