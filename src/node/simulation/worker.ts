import { workerData } from 'piscina';
import type { SimulationOptions } from '../../domain/simulation.ts';
import type { Execution } from '../../simulation/execution.ts';
import { runBlock } from '../../simulation/run-block.ts';
import { noSamples } from '../../simulation/samples.ts';
import type { Block } from '../../simulation/tally.ts';

/** What a thread of the pool gets once, when it starts. */
export interface WorkerSetting {
  readonly execution: Execution;
  readonly options: SimulationOptions;
  /** Whether to count what is left of Werner parameters. */
  readonly samples?: boolean;
}

const { execution, options, samples = false } = workerData as WorkerSetting;

/** Makes some replications in this thread. */
export const runReplications = (range: Parameters<typeof runBlock>[2]): Block =>
  runBlock(execution, options, range, samples ? noSamples(execution) : null);
