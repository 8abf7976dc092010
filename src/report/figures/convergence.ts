import type { RunRecord, TrajectoryPoint } from '../../domain/run-record.ts';
import {
  type ChartOption,
  DASHED_ICON,
  drawSvg,
  legend,
  lettering,
  roundStep,
  SOLID_ICON,
  still,
  valueAxis,
} from '../chart.ts';
import { formatNumber, formatRate, highestOf, NONE } from '../numbers.ts';
import { PALETTE } from '../palette.ts';
import { chosenFrom } from '../pointing-words.ts';
import { prefixOf, scaleLabel } from '../value-scale.ts';
import { type DrawnFigure, type FigureKind, numberColumns } from './figure-kind.ts';

/** Both bounds over the time of the search, as step lines. */
export const convergence: FigureKind<'convergence'> = {
  name: 'convergence',
  title: 'Convergence of the bounds',
  subject: 'search',
  draw,
  table: ({ trajectory }) => ({
    columns: numberColumns(['iteration', 'seconds', 'plan (inner bound)', 'outer bound']),
    rows: trajectory.map((point) => [
      formatNumber(point.iteration),
      point.seconds.toFixed(2),
      point.incumbent === null ? NONE : formatRate(point.incumbent),
      point.bound === null ? NONE : formatRate(point.bound),
    ]),
  }),
};

function draw(record: RunRecord, width: number, id: string): DrawnFigure | null {
  const known = record.trajectory.filter(({ incumbent, bound }) => incumbent !== null || bound !== null);
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last) return null;
  const [divisor, prefix] = prefixOf(highestOf(known.flatMap(sizesOf)));
  const end = Math.max(record.seconds.solve, last.seconds, 1e-3);
  const isLogarithmic = hasEarlyCrowd(
    known.map(({ seconds }) => seconds),
    end,
  );
  const start = isLogarithmic ? Math.max(first.seconds, end * 1e-4) : 0;
  const option: ChartOption = {
    legend: {
      ...legend,
      // Both entries are seen on a narrow page, too.
      left: Math.max(0, Math.min(70, width - 310)),
      data: [
        { name: OUTER, icon: DASHED_ICON },
        { name: INNER, icon: SOLID_ICON },
      ],
    },
    grid: { left: 76, right: 20, top: 40, bottom: 48, outerBoundsMode: 'none' },
    xAxis: {
      ...valueAxis(`solution time (s${isLogarithmic ? ', logarithmic' : ''})`, 30),
      ...(isLogarithmic ? { type: 'log' as const } : {}),
      min: start,
      max: end,
      axisLabel: { ...lettering, hideOverlap: true, showMinLabel: !isLogarithmic, showMaxLabel: false },
    },
    yAxis: {
      ...valueAxis(`Σ α y, summed over slots (${prefix}pairs/s)`, 58),
      ...boundRange(known.flatMap(valuesOf).map((value) => value / divisor)),
      axisLabel: { ...lettering, hideOverlap: true, formatter: scaleLabel },
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: PALETTE.ink, opacity: 0.14 } },
    },
    series: boundLines(known, { start, end, divisor }),
  };
  return {
    caption: `The best plan lies between the two bounds, among the ${chosenFrom(record)}. Each dot is a better plan.`,
    svg: drawSvg(id, convergence.title, option, { width, height: width < 500 ? 280 : 320 }),
  };
}

/** Both bounds until the end of the search, and a dot on each step up, which is a better plan. */
function boundLines(
  known: readonly TrajectoryPoint[],
  { start, end, divisor }: { readonly start: number; readonly end: number; readonly divisor: number },
) {
  const courseOf = (points: readonly TrajectoryPoint[], of: 'incumbent' | 'bound') =>
    points.map((point) => [Math.max(start, point.seconds), scaled(point[of], divisor)]);
  const untilEnd = [...known, ...known.slice(-1).map((last) => ({ ...last, seconds: end }))];
  const better = known.filter(
    ({ incumbent }, index) => incumbent !== null && incumbent !== known[index - 1]?.incumbent,
  );
  return [
    {
      ...still,
      name: INNER,
      step: 'end' as const,
      color: PALETTE.blue,
      lineStyle: { width: 2.5 },
      data: courseOf(untilEnd, 'incumbent'),
    },
    {
      ...still,
      name: OUTER,
      step: 'end' as const,
      color: PALETTE.vermilion,
      lineStyle: { width: 2, type: [7, 4] },
      data: courseOf(untilEnd, 'bound'),
    },
    {
      ...still,
      symbol: 'circle',
      symbolSize: 7,
      color: PALETTE.blue,
      lineStyle: { width: 0 },
      data: courseOf(better, 'incumbent'),
    },
  ];
}

const valuesOf = ({ incumbent, bound }: TrajectoryPoint): number[] =>
  [incumbent, bound].flatMap((value) => value ?? []);
const sizesOf = (point: TrajectoryPoint): number[] => valuesOf(point).map(Math.abs);
const scaled = (value: number | null, divisor: number): number | null => value && value / divisor;

/** Slightly more than the values cover, between round numbers; at least a hundredth of them, or 1 for zeros. */
function boundRange(values: readonly number[]) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const margin = Math.max((high - low) * 0.06, Math.abs(high) * 0.005) || 1;
  const interval = roundStep(high - low + 2 * margin, 6);
  const floor = Math.floor((low - margin) / interval) * interval;
  return {
    min: low >= 0 ? Math.max(0, floor) : floor,
    max: Math.ceil((high + margin) / interval) * interval,
    interval,
  };
}

const OUTER = 'outer bound';
const INNER = 'plan (inner bound)';

/** Whether more than half of the points lie in the first thirtieth of the time. */
function hasEarlyCrowd(seconds: readonly number[], end: number): boolean {
  return seconds.length >= 4 && seconds[seconds.length >> 1]! < end / 30;
}
