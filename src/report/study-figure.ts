import type { DrawnMeasure, StudyAxis, StudyFigure, SummaryRow } from '../domain/study.ts';
import {
  type ChartOption,
  drawSvg,
  lettering,
  SUBSCRIPTS,
  still,
  valueAxis,
  withSubscripts,
} from './chart.ts';
import { errorBars } from './custom-series.ts';
import type { FigureDrawing, FigureLook } from './figure.ts';
import { PALETTE } from './palette.ts';
import { type Positions, positionAxis, positionsOf } from './positions.ts';
import { seriesLook } from './series-look.ts';
import { type FigureData, type FigurePanel, type FigureSeries, readFigure } from './study-figure-data.ts';
import {
  type Box,
  LEGEND_GAP,
  LEGEND_ICON_WIDTH,
  LEGEND_ROW,
  layOutFigure,
  TITLE_HEIGHT,
} from './study-figure-layout.ts';
import { scaleLabel, type ValueScale, valueScale } from './value-scale.ts';

/**
 * Means with 95 % confidence intervals over an axis of a study: one panel per value of the panel axis, one line per
 * value of the series axis. For an axis that the figure does not name, it shows the first value, and for the schemes
 * PS-EGR if present; the caption says so.
 */
export function drawStudyFigure(
  figure: StudyFigure,
  axes: readonly StudyAxis[],
  summary: readonly SummaryRow[],
  { width = 760, ink = PALETTE.ink }: FigureLook = {},
): FigureDrawing {
  const data = readFigure(figure, axes, summary);
  const scales = scalesOf(data.panels, figure.measure);
  const layout = layOutFigure(data, scales, width);
  const positions = positionsOf(data.x);
  const option: ChartOption = {
    legend: layout.legendRows.map((names, row) => ({
      ...LEGEND,
      left: layout.left - 5,
      top: 2 + row * LEGEND_ROW,
      data: [...names],
    })),
    title: layout.boxes.map((box) => ({
      text: withSubscripts(box.title),
      left: box.left,
      top: box.top - TITLE_HEIGHT + 8,
      padding: 0,
      textStyle: { ...lettering, ...SUBSCRIPTS, width: box.width, overflow: 'truncate' },
    })),
    grid: layout.boxes.map(({ left, top, width, height }) => ({
      left,
      top,
      width,
      height,
      outerBoundsMode: 'none',
    })),
    xAxis: layout.boxes.map((box, index) => ({
      ...positionAxis(box.isLowest ? positions.name : '', positions, box.width),
      gridIndex: index,
    })),
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
  itemWidth: LEGEND_ICON_WIDTH,
  itemHeight: 9,
  itemGap: LEGEND_GAP,
  padding: 0,
  textStyle: lettering,
  lineStyle: { width: 1.6 },
} as const;

/** Panels share a scale unless it would leave one of them less than a third of its height. */
function scalesOf(panels: readonly FigurePanel[], measure: DrawnMeasure): ValueScale[] {
  const estimates = panels.map(({ series }) =>
    series.flatMap((line) => line.estimates.flatMap((known) => known ?? [])),
  );
  const common = valueScale(measure, estimates.flat());
  const scales = estimates.map((panel) => valueScale(measure, panel, estimates.flat()));
  const isReadable = scales.every(({ min, max }) => max - min > (common.max - common.min) / 3);
  return isReadable ? panels.map(() => common) : scales;
}

function yAxis(scale: ValueScale, box: Box, index: number) {
  return {
    ...valueAxis(box.hasValueName ? scale.name : '', box.nameGap),
    gridIndex: index,
    min: scale.min,
    max: scale.max,
    interval: scale.interval,
    axisLabel: { ...lettering, show: box.hasValueLabels, formatter: scaleLabel },
    splitLine: { show: true, lineStyle: { color: PALETTE.ink, opacity: 0.14 } },
  };
}

/** Largest distance, in pixels, between neighbouring series at the same x. */
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
  const step = hasBars(series)
    ? Math.min(DODGE * unitsPerPixel, (0.4 * positions.gap) / Math.max(1, series.length - 1))
    : 0;
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
        clip: false,
        symbol: look.marker,
        symbolSize: look.markerSize,
        color: look.color,
        lineStyle: { width: 1.6, type: look.dashes },
        data: points.map(({ x, estimate }) => [x, estimate ? factor * estimate.mean : null]),
      },
    ];
  });
}

const hasBars = (series: readonly FigureSeries[]): boolean =>
  series.some(({ estimates }) => estimates.some((known) => known?.halfWidth));

function captionOf({ panels, fixed }: FigureData, scales: readonly ValueScale[]): string {
  const counts = panels.flatMap(({ series }) =>
    series.flatMap(({ estimates }) => estimates.flatMap((known) => known?.n ?? [])),
  );
  if (counts.length === 0) return 'No values.';
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const instances = fewest === most ? `n = ${most}` : `n = ${fewest} to ${most}`;
  const isDodged = panels.some(({ series }) => series.length > 1 && hasBars(series));
  return [
    fixed.length > 0 ? `${fixed.join(', ')}.` : '',
    most === 1 ? 'One instance a point.' : `Mean over ${instances} instances a point.`,
    most > 1 ? 'Bars are 95 % confidence intervals of the mean (Student’s t).' : '',
    isDodged ? 'Points are set slightly apart along x, so that bars do not hide each other.' : '',
    new Set(scales).size <= 1 ? '' : 'Each panel has its own scale.',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
