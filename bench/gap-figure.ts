/** Draws the gap of every method over time, as the median over the seeds, as an SVG in bench/results. */
import { writeFile } from 'node:fs/promises';
import type { TrajectoryPoint } from '../src/domain/run-record.ts';
import { relativeGap } from '../src/methods/bounds.ts';
import { type ChartOption, drawSvg, legend, still, valueAxis } from '../src/report/chart.ts';
import { PALETTE } from '../src/report/palette.ts';
import { median } from './results.ts';

interface Run {
  readonly method: string;
  readonly limitSeconds: number;
  /** The gap at the end. */
  readonly gap: number | null;
  readonly trajectory: readonly Pick<TrajectoryPoint, 'seconds' | 'incumbent' | 'bound'>[];
}

const INSTANTS = 200;
/** The smallest gap drawn, in per cent, which the bench counts as proved. */
const FLOOR = 1e-4;
/** How many methods fit in a row of the legend. */
const LEGEND_ROW = 6;
const COLORS = [
  PALETTE.blue,
  PALETTE.vermilion,
  PALETTE.orange,
  PALETTE.ink,
  PALETTE.green,
  PALETTE.purple,
  PALETTE.sky,
];

export async function writeGapFigure(
  family: string,
  timeLimitSeconds: number,
  runs: readonly Run[],
): Promise<void> {
  const methods = [...new Set(runs.map(({ method }) => method))];
  const seconds = Array.from({ length: INSTANTS }, (_, i) => ((i + 1) / INSTANTS) * timeLimitSeconds);
  const title = `Gap over time: ${family}`;
  const option: ChartOption = {
    legend: { ...legend, left: 70, data: methods },
    grid: {
      left: 76,
      right: 20,
      top: 40 + 30 * Math.floor((methods.length - 1) / LEGEND_ROW),
      bottom: 48,
      outerBoundsMode: 'none',
    },
    xAxis: { ...valueAxis('solution time (s)', 30), min: 0, max: timeLimitSeconds },
    yAxis: { ...valueAxis('gap (%), logarithmic', 52), type: 'log' as const },
    series: methods.map((method, index) => ({
      ...still,
      name: method,
      step: 'end' as const,
      color: COLORS[index % COLORS.length]!,
      lineStyle: { width: 2, type: index < COLORS.length ? ('solid' as const) : ('dashed' as const) },
      symbolSize: 0,
      data: [
        ...seconds.map((at) => {
          const own = runs.filter((run) => run.method === method && run.limitSeconds >= at);
          return pointAt(at, median(own.map(({ trajectory }) => gapAt(trajectory, at))));
        }),
        // Solvers that report nothing on the way have only their end.
        { value: endOf(runs.filter((run) => run.method === method)), symbol: 'circle', symbolSize: 8 },
      ],
    })),
  };
  const svg = drawSvg(`gap-${family}`, title, option, { width: 720, height: 360 });
  await writeFile(new URL(`results/scale-${family}.svg`, import.meta.url), `${svg}\n`);
}

/** A point with the gap in per cent; null if there is no gap. */
const pointAt = (seconds: number, gap: number): [number, number | null] => [
  seconds,
  Number.isFinite(gap) ? Math.max(FLOOR, 100 * gap) : null,
];

const endOf = (runs: readonly Run[]): [number, number | null] =>
  pointAt(
    median(runs.map(({ limitSeconds }) => limitSeconds)),
    median(runs.map(({ gap }) => gap ?? Number.POSITIVE_INFINITY)),
  );

/** The gap at a moment; Infinity before there was one. */
function gapAt(trajectory: Run['trajectory'], seconds: number): number {
  const known = trajectory.filter((point) => point.seconds <= seconds).at(-1);
  return known
    ? relativeGap(known.incumbent, known.bound ?? Number.POSITIVE_INFINITY)
    : Number.POSITIVE_INFINITY;
}
