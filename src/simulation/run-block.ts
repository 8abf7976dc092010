import type { SimulationOptions } from '../domain/simulation.ts';
import { runBatch } from './batch/batch-engine.ts';
import type { Execution } from './execution.ts';
import { noLatencies } from './latency-counts.ts';
import { runPairs } from './pairs-engine.ts';
import type { Samples } from './samples.ts';
import type { Block } from './tally.ts';

/** Precision is tested after so many replications. */
export const BLOCK_SIZE = 20;

/** Makes the replications from ≤ index < to, one after the other. */
export function runBlock(
  execution: Execution,
  options: SimulationOptions,
  { from, to }: { readonly from: number; readonly to: number },
  samples: Samples | null = null,
): Block {
  const latencies = execution.demands.map(noLatencies);
  const outcomes = Array.from({ length: to - from }, (_, index) =>
    options.engine === 'batch'
      ? runBatch(execution, options, from + index, latencies)
      : runPairs(execution, options, from + index, latencies, null, samples),
  );
  return { outcomes, latencies, ...(samples && { samples }) };
}
