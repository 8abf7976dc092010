import type { SimulationResult } from '../../domain/simulation.ts';
import { formatJson } from '../../io/json.ts';
import type { PreparedSimulation } from '../../planning/simulation/prepare-simulation.ts';
import { driveSimulation, type SimulationLimits, type SimulationProgress } from '../../simulation/drive.ts';
import { noLatencies } from '../../simulation/latency-counts.ts';
import { runPairs } from '../../simulation/pairs-engine.ts';
import { simulationResult } from '../../simulation/result.ts';
import type { WriteError } from '../atomic-file.ts';
import { lockDirectory } from '../lock.ts';
import { VERSION } from '../version.ts';
import { openRunner } from './runner.ts';
import { openReplications, writeSimulation } from './simulation-files.ts';

export type { SimulationProgress };

interface LocalSimulation extends SimulationLimits {
  /** The directory of the run, for its results; null to write none. */
  readonly directory: string | null;
  readonly resume: boolean;
  readonly workers: number;
  readonly signal: AbortSignal;
}

interface LocalResult {
  /** Null if no replication ended. */
  readonly result: { readonly document: SimulationResult; readonly json: string } | null;
  readonly failures: readonly WriteError[];
}

/**
 * Simulates a plan on threads of this machine.
 * @throws InputError if there is nothing to resume, or another process writes to the directory; WriteError if nothing can
 * be written there
 */
export async function simulate(
  { execution, options, plan, record }: PreparedSimulation,
  { directory, resume, workers, signal, ...limits }: LocalSimulation,
  {
    onProgress,
    onFailure,
  }: {
    readonly onProgress: (progress: SimulationProgress) => void;
    readonly onFailure: (failure: WriteError) => void;
  },
): Promise<LocalResult> {
  const unlock = directory === null ? async () => {} : await lockDirectory(directory);
  try {
    const file = directory === null ? null : await openReplications(directory, { plan, options, resume });
    const runner = await openRunner({ execution, options }, Math.min(workers, limits.replications));
    const { tally, ended } = await driveSimulation(execution, limits, runner, {
      earlier: file?.earlier,
      signal,
      onProgress,
      ...(file && { onBlock: file.add }),
    }).finally(() => runner.close());
    const unwritten = (await file?.close()) ?? null;
    if (tally.outcomes.length === 0) return { result: null, failures: [] };
    const document = simulationResult(execution, options, tally, { version: VERSION, plan, ended });
    const failures = directory === null ? [] : await writeSimulation(directory, record, document, onFailure);
    return {
      result: { document, json: `${formatJson(document)}\n` },
      failures: [...(unwritten ? [unwritten] : []), ...failures],
    };
  } finally {
    await unlock();
  }
}

/** Events that are handed on together. */
const CHUNK = 2000;

/** Every event of one replication as NDJSON, some lines at a time. */
export async function traceReplication(
  { execution, options }: PreparedSimulation,
  replication: number,
  write: (lines: string) => Promise<void>,
): Promise<void> {
  const lines: string[] = [];
  runPairs(execution, options, replication, execution.demands.map(noLatencies), (event) => {
    lines.push(`${JSON.stringify(event)}\n`);
  });
  for (let at = 0; at < lines.length; at += CHUNK) await write(lines.slice(at, at + CHUNK).join(''));
}
