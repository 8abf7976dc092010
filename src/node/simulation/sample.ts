import { estimate, mean } from '../../base/sample.ts';
import type { SamplePlan } from '../../planning/simulation/calibrate.ts';
import { driveSimulation } from '../../simulation/drive.ts';
import { mergeSamples, noSamples } from '../../simulation/samples.ts';
import { openRunner } from './runner.ts';

/** Simulates plans on threads of this machine, and counts what is left of Werner parameters. */
export const samplePlan =
  ({ workers, signal }: { readonly workers: number; readonly signal: AbortSignal }): SamplePlan =>
  async ({ execution, options }, replications, onProgress) => {
    const runner = await openRunner({ execution, options, samples: true }, Math.min(workers, replications));
    const samples = noSamples(execution);
    const { tally, ended } = await driveSimulation(execution, { replications, precision: null }, runner, {
      signal,
      onBlock: (block) => mergeSamples(samples, block.samples!),
      onProgress: ({ replications: done }) => onProgress(done),
    }).finally(() => runner.close());
    if (ended === 'interrupted') return null;
    const total = (pairs: Float64Array): number => pairs.reduce((sum, count) => sum + count, 0);
    return {
      inSpec: estimate(tally.outcomes.map((outcome) => total(outcome.inSpec))),
      deliveredPairs: mean(tally.outcomes.map(({ delivered }) => total(delivered))),
      samples,
    };
  };
