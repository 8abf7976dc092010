import type { Comparison } from '../domain/comparison.ts';
import { SCHEME_NAMES, SCHEMES, type SchemeName } from '../domain/schemes/schemes.ts';
import { type ChartOption, DASHED_ICON, drawSvg, legend, lettering, still, valueAxis } from './chart.ts';
import { comparedValues } from './comparison-values.ts';
import { bars, errorBars } from './custom-series.ts';
import type { FigureDrawing, FigureLook } from './figure.ts';
import { formatNumber } from './numbers.ts';
import { PALETTE } from './palette.ts';
import { positionAxis, positionsOf } from './positions.ts';
import { seriesLook } from './series-look.ts';
import { labelsWidth, scaleLabel, valueScale } from './value-scale.ts';

const HEIGHT = 300;
const RIGHT = 12;
const RELAXATION = 'LP relaxation (upper bound of PS-EGR)';

/** One bar per scheme, with the interval of RRS over its draws, and the LP relaxation as a dashed line. */
export function drawComparison(
  comparison: Comparison,
  { width = 480, ink = PALETTE.ink }: FigureLook = {},
): FigureDrawing {
  const { values, bound, measure } = comparedValues(comparison);
  const ceiling = bound === null ? [] : [{ n: 1, mean: bound, halfWidth: null }];
  const scale = valueScale(measure, [...values.map(({ estimate }) => estimate), ...ceiling]);
  const schemes = values.map(({ scheme }) => scheme);
  const positions = positionsOf({ name: 'scheme', label: '', unit: '', values: schemes });
  const left = labelsWidth(scale) + 38;
  const xAxis = positionAxis('', positions, width - left - RIGHT);
  const nameAndValue = (x: number) => {
    const { scheme, estimate } = values[x]!;
    return `${SCHEMES[scheme].title}\n${formatNumber(scale.factor * estimate.mean)}`;
  };
  const drawn = values.map(({ scheme, estimate: { mean, halfWidth } }, x) => ({
    x,
    color: colorOf(scheme),
    high: scale.factor * mean,
    reach: scale.factor * (halfWidth ?? 0),
  }));
  const option: ChartOption = {
    legend: {
      ...legend,
      left: left - 5,
      data: bound === null ? [] : [{ name: RELAXATION, icon: DASHED_ICON }],
    },
    grid: { left, right: RIGHT, top: 34, bottom: 44, outerBoundsMode: 'none' },
    xAxis: { ...xAxis, axisLabel: { ...xAxis.axisLabel, lineHeight: 16, formatter: nameAndValue } },
    yAxis: {
      ...valueAxis(scale.name, left - 22),
      min: scale.min,
      max: scale.max,
      interval: scale.interval,
      axisLabel: { ...lettering, formatter: scaleLabel },
      splitLine: { show: true, lineStyle: { color: PALETTE.ink, opacity: 0.14 } },
    },
    series: [
      bars(drawn, 0.62),
      errorBars(
        drawn.flatMap(({ x, high, reach }) =>
          reach > 0 ? { x, low: high - reach, high: high + reach } : [],
        ),
        PALETTE.ink,
      ),
      {
        ...still,
        name: RELAXATION,
        color: PALETTE.ink,
        lineStyle: { width: 1.6, type: [7, 4] },
        data: bound === null ? [] : [positions.min, positions.max].map((x) => [x, scale.factor * bound]),
      },
    ],
  };
  const title = `Schemes compared: ${comparison.scenario.name}`;
  const svg = drawSvg('comparison', title, option, { width, height: HEIGHT });
  return { title, caption: captionOf(comparison), svg: svg.replaceAll('currentColor', ink) };
}

function captionOf(comparison: Comparison): string {
  const { values, bound } = comparedValues(comparison);
  const sampled = values.find(({ scheme }) => SCHEMES[scheme].isMean);
  return [
    'All schemes choose among the same catalogued paths.',
    sampled !== undefined && sampled.estimate.n > 1
      ? `${SCHEMES[sampled.scheme].title}: mean of n = ${sampled.estimate.n} draws with its 95 % confidence interval.`
      : '',
    bound === null ? '' : 'No plan of PS-EGR lies above the dashed line.',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const colorOf = (scheme: SchemeName): string => seriesLook(SCHEME_NAMES.indexOf(scheme)).color;
