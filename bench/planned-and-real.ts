/**
 * What of a plan comes true: `examples/paper.yaml` and the flagship are planned as they are and simulated as they are, and then
 * with hardware that the plan knows nothing of. Draws docs/images/planned-and-real.svg.
 *
 * `npm run build && node --import tsx bench/planned-and-real.ts [replications]`
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SimulationResult } from '../src/domain/simulation.ts';
import { type ChartOption, drawSvg, legend, still, valueAxis } from '../src/report/chart.ts';
import { PALETTE } from '../src/report/palette.ts';
import { writeResult } from './results.ts';

const execute = promisify(execFile);
const replications = Number(process.argv[2] ?? 20);

const NETWORKS = [
  { file: 'paper', title: 'The network of the paper', seconds: 60 },
  { file: 'eurasia', title: 'Vienna to Beijing', seconds: 50 },
] as const;

/** Flags of `satqn simulate`, by what they say. */
const CONDITIONS: readonly (readonly [words: string, flags: readonly string[]])[] = [
  ['as the plan assumes', []],
  ['9 in 10 swaps succeed', ['--swap-success', '0.9']],
  ['halves keep for 60 s', ['--coherence-seconds', '60']],
  ['halves keep for 10 s', ['--coherence-seconds', '10']],
  ['100 pairs wait per hop', ['--relay-buffer', '100']],
  ['10 pairs wait per hop', ['--relay-buffer', '10']],
];

interface Outcome {
  readonly network: (typeof NETWORKS)[number]['file'];
  readonly condition: string;
  readonly plannedPairs: number;
  /** Of the planned pairs. */
  readonly delivered: number;
  readonly inSpec: number;
}

const satqn = (...words: readonly string[]) =>
  execute(process.execPath, ['bin/satqn.js', ...words], { maxBuffer: 2 ** 28 }).then(({ stdout }) => stdout);

const directory = await mkdtemp(join(tmpdir(), 'satqn-planned-and-real-'));
const outcomes: Outcome[] = [];
try {
  for (const { file, seconds } of NETWORKS) {
    const run = join(directory, file);
    await satqn('plan', `examples/${file}.yaml`, '--time-limit', String(seconds), '--out', run);
    for (const [condition, flags] of CONDITIONS) {
      const text = await satqn('simulate', run, '--replications', String(replications), ...flags, '--json');
      const { planned, realised, inSpec } = (JSON.parse(text) as SimulationResult).total;
      const outcome: Outcome = {
        network: file,
        condition,
        plannedPairs: planned,
        delivered: realised.mean / planned,
        inSpec: inSpec.mean / planned,
      };
      outcomes.push(outcome);
      console.log(JSON.stringify(outcome));
    }
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}
await writeResult('planned-and-real', { replications, outcomes }, 'planned-and-real', false);
await writeFile(new URL('../docs/images/planned-and-real.svg', import.meta.url), `${drawn()}\n`);

/** Two panels, a row for each condition, in per cent of what is planned. */
function drawn(): string {
  const grids = NETWORKS.map((_, panel) => ({
    left: panel === 0 ? 190 : 555,
    width: 330,
    top: 64,
    bottom: 48,
  }));
  const rows = CONDITIONS.map(([words]) => words);
  const pointsOf = (network: string, key: 'delivered' | 'inSpec') =>
    outcomes
      .filter((outcome) => outcome.network === network)
      .map((outcome) => [100 * outcome[key], rows.indexOf(outcome.condition)]);
  const option: ChartOption = {
    legend: { ...legend, left: 190, data: ['delivered', 'delivered in spec'] },
    title: NETWORKS.map(({ title }, panel) => ({
      text: title,
      left: grids[panel]!.left,
      top: 32,
      textStyle: { fontSize: 14, fontWeight: 'normal' as const, color: PALETTE.ink },
    })),
    grid: grids,
    xAxis: NETWORKS.map((_, gridIndex) => ({
      ...valueAxis('% of planned pairs', 30),
      gridIndex,
      min: 0,
      max: 105,
    })),
    yAxis: NETWORKS.map((_, gridIndex) => {
      const axis = valueAxis('', 0);
      return {
        ...axis,
        gridIndex,
        inverse: true,
        min: -0.5,
        max: rows.length - 0.5,
        interval: 0.5,
        axisTick: { show: false },
        axisLabel: {
          ...axis.axisLabel,
          hideOverlap: false,
          formatter: (row: number) => (gridIndex === 0 ? (rows[row] ?? '') : ''),
        },
      };
    }),
    series: NETWORKS.flatMap(({ file }, panel) =>
      (
        [
          ['delivered', 'delivered', PALETTE.blue, 'circle', 11],
          ['delivered in spec', 'inSpec', PALETTE.vermilion, 'emptyCircle', 7],
        ] as const
      ).map(([name, key, color, symbol, symbolSize]) => ({
        ...still,
        name,
        xAxisIndex: panel,
        yAxisIndex: panel,
        color,
        symbol,
        symbolSize,
        lineStyle: { width: 0 },
        data: pointsOf(file, key),
      })),
    ),
  };
  return drawSvg('planned-and-real', 'What of two plans comes true', option, { width: 900, height: 300 });
}
