import { PALETTE } from '../../src/report/palette.ts';
import type { Gauge, LossMark, MovingDot, PlaybackScene } from '../model/playback-scene.ts';
import type { Brush } from './brush.ts';
import type { Ink } from './ink.ts';

/** Gauges, losses and moving pairs, over the map. */
export function paintPlayback(context: Brush, { dots, gauges, losses }: PlaybackScene, ink: Ink): void {
  for (const gauge of gauges) paintGauge(context, gauge, ink);
  for (const mark of losses) paintLoss(context, mark, ink);
  for (const dot of dots) paintDot(context, dot, ink);
}

const GAUGE = { width: 5, height: 18, away: 14 };

/** A bar to the left of its node, where names rarely are, filled from below. */
function paintGauge(context: Brush, { x, y, level }: Gauge, ink: Ink): void {
  const [left, top] = [x - GAUGE.away, y - GAUGE.height / 2];
  context.beginPath();
  context.rect(left, top, GAUGE.width, GAUGE.height);
  context.fillStyle = ink.halo;
  context.fill();
  context.beginPath();
  context.rect(left, top + GAUGE.height * (1 - level), GAUGE.width, GAUGE.height * level);
  context.fillStyle = PALETTE.orange;
  context.fill();
  context.beginPath();
  context.rect(left, top, GAUGE.width, GAUGE.height);
  context.lineWidth = 1;
  context.strokeStyle = ink.label;
  context.stroke();
}

/** A cross below its node, the larger the more pairs, by powers of ten. */
function paintLoss(context: Brush, { x, y, pairs }: LossMark, ink: Ink): void {
  const half = 1.5 + 0.8 * Math.log10(1 + pairs);
  const middle = y + 7 + half;
  for (const [style, width] of [
    [ink.halo, 4],
    [ink.label, 1.5],
  ] as const) {
    context.beginPath();
    context.moveTo(x - half, middle - half);
    context.lineTo(x + half, middle + half);
    context.moveTo(x + half, middle - half);
    context.lineTo(x - half, middle + half);
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
}

/** Filled on the way to users, hollow on the way into a store. */
function paintDot(context: Brush, { x, y, isFill }: MovingDot, ink: Ink): void {
  context.beginPath();
  context.arc(x, y, 3.1, 0, 2 * Math.PI);
  context.fillStyle = isFill ? ink.sea : ink.path;
  context.fill();
  context.lineWidth = isFill ? 1.8 : 1;
  context.strokeStyle = isFill ? ink.path : ink.halo;
  context.stroke();
}
