import { escapeHtml } from '../../src/report/markup.ts';
import type { Viewport } from '../model/camera.ts';
import type { Brush } from './brush.ts';

/** A brush that writes SVG. */
interface SvgBrush extends Brush {
  /** All that was painted. */
  svg(title: string): string;
}

/** @param widthOf the width of a text in a font, which only a browser knows */
export function svgBrush(
  { width, height }: Viewport,
  widthOf: (text: string, font: string) => number,
): SvgBrush {
  const parts: string[] = [];
  let path = '';
  let dashes: readonly number[] = [];
  const add = (command: string) => {
    path += command;
  };
  const brush: SvgBrush = {
    fillStyle: '#000',
    strokeStyle: '#000',
    lineWidth: 1,
    lineCap: 'butt',
    lineJoin: 'miter',
    globalAlpha: 1,
    font: '',
    textAlign: 'left',
    textBaseline: 'alphabetic',
    beginPath() {
      path = '';
    },
    moveTo: (x, y) => add(`M${at(x, y)}`),
    lineTo: (x, y) => add(`L${at(x, y)}`),
    quadraticCurveTo: (cx, cy, x, y) => add(`Q${at(cx, cy)} ${at(x, y)}`),
    // Only whole circles are painted.
    arc: (x, y, radius) =>
      add(
        `M${at(x - radius, y)}a${at(radius, radius)} 0 1 0 ${at(2 * radius, 0)}a${at(radius, radius)} 0 1 0 ${at(-2 * radius, 0)}Z`,
      ),
    rect: (x, y, w, h) => add(`M${at(x, y)}h${short(w)}v${short(h)}h${short(-w)}Z`),
    closePath: () => add('Z'),
    fill: () => path && parts.push(`<path d="${path}" ${paint('fill', brush.fillStyle)}/>`),
    stroke: () => path && parts.push(`<path d="${path}" fill="none" ${line()}/>`),
    fillText: (text, x, y) => parts.push(lettering(text, x, y, paint('fill', brush.fillStyle))),
    strokeText: (text, x, y) => parts.push(lettering(text, x, y, `fill="none" ${line()}`)),
    setLineDash(segments) {
      dashes = segments;
    },
    measureText: (text) => ({ width: widthOf(text, brush.font) }),
    svg: (title) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">${parts.join('\n')}</svg>`,
  };

  function line(): string {
    const dash = dashes.length > 0 ? ` stroke-dasharray="${dashes.join(' ')}"` : '';
    return `${paint('stroke', brush.strokeStyle)} stroke-width="${short(brush.lineWidth)}" stroke-linecap="${brush.lineCap}" stroke-linejoin="${brush.lineJoin}"${dash}`;
  }
  /** Editors of SVG take no `rgba`: what it lets through is said apart. */
  function paint(of: 'fill' | 'stroke', style: Brush['fillStyle']): string {
    const parts = /^rgba\(([^)]*), ([\d.]+)\)$/.exec(String(style));
    const color = parts ? `rgb(${parts[1]})` : String(style);
    const opacity = brush.globalAlpha * (parts ? Number(parts[2]) : 1);
    return `${of}="${color}"${opacity < 1 ? ` ${of}-opacity="${Math.round(100 * opacity) / 100}"` : ''}`;
  }
  function lettering(text: string, x: number, y: number, painted: string): string {
    const [, weight, size, family] = /^(?:(\d+) )?([\d.]+)px (.*)$/.exec(brush.font) ?? [];
    const anchor = brush.textAlign === 'center' ? ' text-anchor="middle"' : '';
    const base =
      brush.textBaseline === 'middle'
        ? 0.35 * Number(size)
        : brush.textBaseline === 'bottom'
          ? -0.2 * Number(size)
          : 0;
    return `<text x="${short(x)}" y="${short(y + base)}" font-family="${escapeHtml(family ?? '')}" font-size="${size}" font-weight="${weight ?? 400}"${anchor} ${painted}>${escapeHtml(text)}</text>`;
  }
  return brush;
}

const short = (value: number): string => String(Math.round(10 * value) / 10);
const at = (x: number, y: number): string => `${short(x)} ${short(y)}`;
