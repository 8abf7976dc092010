import type { Engine, SimulationOptions } from '../domain/simulation.ts';
import type { Execution } from './execution.ts';
import { noLatencies } from './latency-counts.ts';
import { runPairs } from './pairs-engine.ts';
import type { Block } from './tally.ts';

/** Replications that are made together; precision is tested after each block. */
export const BLOCK_SIZE = 20;

/** Which replications of a simulation to make. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
}

export function runBlock(
  execution: Execution,
  options: SimulationOptions,
  _engine: Exclude<Engine, 'auto'>,
  { from, to }: BlockRange,
): Block {
  const latencies = execution.demands.map(noLatencies);
  const outcomes = Array.from({ length: to - from }, (_, index) =>
    runPairs(execution, options, from + index, latencies),
  );
  return { outcomes, latencies };
}
