import { CustomChart, type CustomSeriesOption, LineChart, type LineSeriesOption } from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TitleComponent,
  type TitleComponentOption,
} from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { FONT, PALETTE } from './palette.ts';

use([LineChart, CustomChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

export type ChartOption = ComposeOption<
  LineSeriesOption | CustomSeriesOption | GridComponentOption | LegendComponentOption | TitleComponentOption
>;

interface ChartSize {
  readonly width: number;
  readonly height: number;
}

export const lettering = { color: PALETTE.ink, fontFamily: FONT.family, fontSize: FONT.size };

/** The approximate width of a text in pixels: letters differ, and the font is unknown here. */
export const textWidth = (text: string): number => 0.56 * FONT.size * text.length;

/** Lowers a letter after an underscore, as in B_m; goes with SUBSCRIPTS in the style. */
export const withSubscripts = (text: string): string =>
  text.replace(/(?<=(?:^|[^\p{L}\d])\p{L})_(\w{1,3})\b/gu, '{low|$1}');
export const SUBSCRIPTS = {
  rich: { low: { fontSize: 9, fontFamily: FONT.family, verticalAlign: 'bottom' } },
} as const;

/** A value axis: name in the middle, thin grey grid, numbers without meaningless decimals. */
export function valueAxis(name: string, nameGap: number) {
  return {
    type: 'value' as const,
    name,
    nameLocation: 'middle' as const,
    nameGap,
    nameTextStyle: lettering,
    axisLabel: { ...lettering, hideOverlap: true },
    axisLine: { show: true, onZero: false, lineStyle: { color: PALETTE.ink, opacity: 0.55 } },
    axisTick: { show: true, lineStyle: { color: PALETTE.ink, opacity: 0.55 } },
    splitLine: { show: false, lineStyle: { color: PALETTE.ink, opacity: 0.14 } },
  };
}

export const legend = { top: 0, itemGap: 30, itemWidth: 26, itemHeight: 10, textStyle: lettering };
/** Line samples for the legend, because the default ones come with a dot. */
export const SOLID_ICON = 'path://M0 4h26v3h-26z';
export const DASHED_ICON = 'path://M0 4h7v3h-7zM9.5 4h7v3h-7zM19 4h7v3h-7z';

/** What all our lines have in common: nothing moves or reacts to the mouse. */
export const still = { type: 'line', silent: true, symbol: 'none', emphasis: { disabled: true } } as const;

/**
 * Draws a chart as SVG text without a browser. The same option gives the same text: the renderer's
 * running numbers are replaced by `name`, which also keeps several charts on a page apart.
 */
export function drawSvg(name: string, title: string, option: ChartOption, size: ChartSize): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({ animation: false, textStyle: lettering, ...option });
    return chart
      .renderToSVGString()
      .replace(/<style >[\s\S]*?<\/style>/g, '')
      .replace(/ (?:class="zr\d+-cls-\d+"|ecmeta_\w+="[^"<>]*"|pointer-events="visible")/g, '')
      .replace(/(id="|url\(#)zr\d+-/g, `$1${name}-`)
      .replace('<svg ', `<svg role="img" aria-label="${escapeAttribute(title)}" `)
      .trim();
  } finally {
    chart.dispose();
  }
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The smallest "round" step (1, 2, 2.5 or 5 times a power of ten) that divides `extent` into at most `parts`. */
export function roundStep(extent: number, parts: number): number {
  if (!(extent > 0)) return 1;
  const least = extent / parts;
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 2.5, 5].find((candidate) => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}
