import type { StudyAxis, StudyFigure, StudyMeasure, SummaryRow } from '../domain/study.ts';
import { type ChartOption, drawSvg, lettering, still, valueAxis } from './chart.ts';
import { errorBars } from './error-bars.ts';
import { PALETTE } from './palette.ts';
import { seriesLook } from './series-look.ts';
import { type FigureData, type FigurePanel, type FigureSeries, readFigure } from './study-figure-data.ts';
import { type Box, LEGEND_ROW, layOutFigure, TITLE_HEIGHT } from './study-figure-layout.ts';
import { type Positions, positionsOf } from './study-figure-positions.ts';
import { type ValueScale, valueScale } from './value-scale.ts';

export interface StudyDrawing {
  /** Transparent. */
  readonly svg: string;
  readonly title: string;
  /** What the reader sees: means over how many instances, which intervals. */
  readonly caption: string;
}

export interface StudyFigureOptions {
  /**
   * In pixels, from about 320 on. Letters have 8 pt where 760 (the default) fill the double column of a
   * journal, or 372 the single one.
   */
  readonly width?: number;
  /** Colour of letters and axes; without it that of the page around the SVG, black where it stands alone. */
  readonly ink?: string;
}

/**
 * Means with 95 % confidence intervals over an axis of a study: one panel a value of the panel axis,
 * one line a value of the series axis. Of an axis that the figure doesn't name it shows the first value,
 * of the schemes PS-EGR where it is there; the caption says so.
 */
export function drawStudyFigure(
  figure: StudyFigure,
  axes: readonly StudyAxis[],
  summary: readonly SummaryRow[],
  { width = 760, ink = PALETTE.ink }: StudyFigureOptions = {},
): StudyDrawing {
  const data = readFigure(figure, axes, summary);
  const scales = scalesOf(data.panels, figure.measure);
  const layout = layOutFigure(data, scales, width);
  const positions = positionsOf(data.x);
  const option: ChartOption = {
    legend: layout.legendRows.map((names, row) => ({
      ...LEGEND,
      left: layout.left - 5,
      top: row * LEGEND_ROW,
      data: [...names],
    })),
    title: layout.boxes.map((box) => ({
      text: withSubscripts(box.title),
      left: box.left,
      top: box.top - TITLE_HEIGHT + 8,
      padding: 0,
      textStyle: { ...lettering, ...SUBSCRIPTS, fontWeight: 600, width: box.width, overflow: 'truncate' },
    })),
    grid: layout.boxes.map(({ left, top, width, height }) => ({
      left,
      top,
      width,
      height,
      outerBoundsMode: 'none',
    })),
    xAxis: layout.boxes.map((box, index) => xAxis(data, positions, box, index)),
    yAxis: layout.boxes.map((box, index) => yAxis(scales[index]!, box, index)),
    series: data.panels.flatMap(({ series }, index) =>
      drawSeries(series, positions, scales[index]!, layout.boxes[index]!, index),
    ),
  };
  const svg = drawSvg(figure.name, figure.title, option, { width, height: layout.height });
  return {
    svg: svg.replaceAll('currentColor', ink),
    title: figure.title,
    caption: captionOf(data, scales),
  };
}

const LEGEND = {
  itemWidth: 36,
  itemHeight: 9,
  itemGap: 16,
  padding: 0,
  textStyle: lettering,
  lineStyle: { width: 1.6 },
} as const;

/** A letter after an underscore stands low, as in B_m. */
const withSubscripts = (text: string): string => text.replace(/_(\w+)/g, '{low|$1}');
const SUBSCRIPTS = {
  rich: { low: { fontSize: 9, fontFamily: lettering.fontFamily, verticalAlign: 'bottom' } },
} as const;

/** Panels share a scale unless the largest values would leave the others little height. */
function scalesOf(panels: readonly FigurePanel[], measure: StudyMeasure): ValueScale[] {
  const estimates = panels.map(({ series }) =>
    series.flatMap((line) => line.estimates.flatMap((e) => e ?? [])),
  );
  const scales = estimates.map((panel) => valueScale(measure, panel));
  const common = valueScale(measure, estimates.flat());
  const share = ({ min, max, factor }: ValueScale) =>
    ((max - min) / factor) * (common.factor / (common.max - common.min));
  return scales.every((scale) => share(scale) > 0.6) ? panels.map(() => common) : scales;
}

const hasCommonScale = (scales: readonly ValueScale[]): boolean => new Set(scales).size <= 1;

function xAxis({ x }: FigureData, positions: Positions, box: Box, index: number) {
  const unit = x.unit === '' ? '' : ` (${x.unit})`;
  const ticks = [...positions.of];
  return {
    ...valueAxis(box.isLowest ? withSubscripts(`${x.label}${unit}`) : '', 28),
    nameTextStyle: { ...lettering, ...SUBSCRIPTS },
    gridIndex: index,
    min: positions.min,
    max: positions.max,
    axisLabel: {
      ...lettering,
      hideOverlap: true,
      customValues: ticks,
      formatter: (position: number) => positions.labelAt(position),
    },
    axisTick: { customValues: ticks, lineStyle: { color: PALETTE.ink, opacity: 0.55 } },
  };
}

function yAxis(scale: ValueScale, box: Box, index: number) {
  return {
    ...valueAxis(box.hasValueName ? scale.name : '', box.nameGap),
    gridIndex: index,
    min: scale.min,
    max: scale.max,
    interval: scale.interval,
    axisLabel: { ...lettering, show: box.hasValueLabels },
    splitLine: { show: true, lineStyle: { color: PALETTE.ink, opacity: 0.14 } },
  };
}

/** Most pixels between neighbouring series at the same x. */
const DODGE = 4;

function drawSeries(
  series: readonly FigureSeries[],
  positions: Positions,
  { factor }: ValueScale,
  box: Box,
  index: number,
) {
  const unitsPerPixel = (positions.max - positions.min) / box.width;
  // Together they take at most 40 % of the room between two values of x.
  const step = Math.min(DODGE * unitsPerPixel, (0.4 * positions.gap) / Math.max(1, series.length - 1));
  return series.flatMap(({ name, place, estimates }, number) => {
    const look = seriesLook(place);
    const shift = (number - (series.length - 1) / 2) * step;
    const points = positions.ascending.map((at) => ({
      x: positions.of[at]! + shift,
      estimate: estimates[at]!,
    }));
    const bars = points.flatMap(({ x, estimate }) => {
      if (!estimate?.halfWidth) return [];
      const { mean, halfWidth } = estimate;
      return { x, low: factor * (mean - halfWidth), high: factor * (mean + halfWidth) };
    });
    const axes = { xAxisIndex: index, yAxisIndex: index };
    return [
      { ...errorBars(bars, look.color), ...axes },
      {
        ...still,
        ...axes,
        name,
        symbol: look.marker,
        symbolSize: look.markerSize,
        color: look.color,
        lineStyle: { width: 1.6, type: look.dashes },
        data: points.map(({ x, estimate }) => [x, estimate ? factor * estimate.mean : null]),
      },
    ];
  });
}

function captionOf({ panels, fixed }: FigureData, scales: readonly ValueScale[]): string {
  const counts = panels.flatMap(({ series }) =>
    series.flatMap(({ estimates }) => estimates.flatMap((estimate) => estimate?.n ?? [])),
  );
  if (counts.length === 0) return 'No values.';
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const instances = fewest === most ? `${most}` : `${fewest} to ${most}`;
  return [
    `${fixed.length > 0 ? `${fixed.join(', ')}. ` : ''}Mean over n = ${instances} seeded instances a point.`,
    most > 1 ? 'Bars are 95 % confidence intervals of the mean (Student’s t).' : '',
    panels.some(({ series }) => series.length > 1)
      ? 'Points are set slightly apart along x, so that bars do not hide each other.'
      : '',
    hasCommonScale(scales) ? '' : 'Each panel has its own scale.',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
