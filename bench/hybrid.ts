/**
 * Annealing of the envelope of Benders cuts: how far its best read is below the exact master with the same cuts after 0.5 s,
 * over 20 seeds of the paper's setting and 3 numbers of cuts, and how many moves it makes in a second
 * of processor time, since other programs may share the machine.
 * `node --import tsx bench/hybrid.ts`
 */
import loadHighs from 'highs';
import { randomStream } from '../src/base/random.ts';
import type { CutModel } from '../src/methods/benders/hybrid/cut-model.ts';
import { annealEnvelope } from '../src/methods/benders/hybrid/envelope.ts';
import { compareMasters } from '../src/planning/compare-masters.ts';
import { generatePaper } from '../src/scenario/generate-paper.ts';
import { scenarioSchema } from '../src/scenario/schema/scenario.ts';
import { highsSolver } from '../src/solvers/highs.ts';
import { median, writeResult } from './results.ts';

const SEEDS = 20;
const CUTS = [10, 25, 50];
const SECONDS = 0.5;

const load = loadHighs as unknown as typeof loadHighs.default;
const highs = load();
const environment = {
  openSolver: () => highsSolver(() => highs),
  now: () => performance.now() / 1000,
  memoryLimitBytes: 2 ** 31,
  version: 'bench',
};
/** 285 choices in 30 groups, and 50 cuts that all choices enter. */
const random = randomStream(1, 'cuts');
const choices = Array.from({ length: 285 }, (_, choice) => choice);
const model: CutModel = {
  choices: choices.length,
  groups: Array.from({ length: 30 }, (_, group) => choices.filter((choice) => choice % 30 === group)),
  blocks: [
    {
      block: 0,
      lower: 1000,
      upper: 2000,
      cuts: Array.from({ length: 50 }, () => ({
        kind: 'optimality' as const,
        block: 0,
        constant: 400 * random(),
        choices: Int32Array.from(choices),
        slopes: Float64Array.from(choices, () => 80 * random()),
      })),
    },
  ],
};
const MOVES = 3_000_000;
const rates = Array.from({ length: 5 }, (_, index) => {
  const began = process.cpuUsage();
  annealEnvelope(model, { reads: 1, moves: MOVES }, randomStream(index, 'moves'));
  return MOVES / (process.cpuUsage(began).user / 1e6);
});

const losses: { cuts: number; loss: number; seconds: number; isExact: boolean }[] = [];
for (let seed = 1; seed <= SEEDS; seed++) {
  const results = await compareMasters(
    scenarioSchema.parse(generatePaper({ seed })),
    {
      cuts: CUTS,
      encodings: ['envelope'],
      samplers: ['built-in'],
      reads: 20,
      samplerSeconds: SECONDS,
      exactSeconds: 60,
      seed,
    },
    environment,
  );
  for (const { cuts, loss, seconds, isExact } of results)
    losses.push({ cuts, loss: loss!, seconds, isExact });
}

const summary = {
  seeds: SEEDS,
  samplerSeconds: SECONDS,
  byCuts: CUTS.map((count) => {
    const own = losses.filter((one) => one.cuts === count);
    return {
      cuts: count,
      medianLoss: median(own.map(({ loss }) => loss)),
      worstLoss: Math.max(...own.map(({ loss }) => loss)),
      medianSeconds: Number(median(own.map(({ seconds }) => seconds)).toFixed(2)),
      exactMasters: own.filter(({ isExact }) => isExact).length,
    };
  }),
  medianLoss: median(losses.map(({ loss }) => loss)),
  movesPerProcessorSecondWith50Cuts: Math.round(median(rates)),
};
await writeResult('hybrid', { summary, losses });
