import type { Execution } from './execution.ts';
import { precisionOf } from './precision.ts';
import { BLOCK_SIZE } from './run-block.ts';
import { addBlock, type Block, newTally, type Tally } from './tally.ts';

/** Makes replications, in this thread or in others. */
export interface BlockRunner {
  /** How many it makes at the same time. */
  readonly workers: number;
  /** Makes the replications from ≤ index < to. */
  run(range: { readonly from: number; readonly to: number }): Promise<Block>;
}

export interface SimulationLimits {
  /** Most replications, earlier ones included. */
  readonly replications: number;
  /** Half-width at which to stop, relative to what is planned; null to make all replications. */
  readonly precision: number | null;
}

export interface SimulationProgress {
  readonly replications: number;
  readonly limit: number;
  /** As of the last test. */
  readonly precision: number | null;
}

interface Driven {
  readonly tally: Tally;
  readonly ended: 'replications' | 'precision' | 'interrupted';
}

/**
 * Makes replications until there are enough, or they are precise enough, and adds them up in their order.
 * @param earlier those of an earlier run with the same options, from the first one on
 * @param onBlock called for each new replication, in their order
 */
export async function driveSimulation(
  execution: Execution,
  { replications, precision }: SimulationLimits,
  runner: BlockRunner,
  {
    earlier,
    signal,
    onBlock,
    onProgress,
  }: {
    readonly earlier?: Block | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onBlock?: (block: Block) => void;
    readonly onProgress?: (progress: SimulationProgress) => void;
  } = {},
): Promise<Driven> {
  const tally = newTally(execution);
  if (earlier) addBlock(tally, earlier);
  let reached = precisionOf(execution, tally.deviations);
  const isPrecise = (): boolean => precision !== null && reached !== null && reached <= precision;
  let asked = tally.outcomes.length;
  const isTime = (): boolean => asked % BLOCK_SIZE === 0;
  if (isTime() && isPrecise()) return { tally, ended: 'precision' };
  const waiting: Promise<Block>[] = [];
  // A replication that is no longer wanted may still fail, which then concerns nobody.
  const ask = () => {
    const block = runner.run({ from: asked, to: asked + 1 });
    block.catch(() => {});
    waiting.push(block);
    asked += 1;
  };
  while (tally.outcomes.length < replications) {
    if (signal?.aborted) return { tally, ended: 'interrupted' };
    while (waiting.length < 2 * runner.workers && asked < replications) ask();
    const next = await untilAborted(waiting.shift()!, signal);
    if (next === null) return { tally, ended: 'interrupted' };
    addBlock(tally, next);
    onBlock?.(next);
    const done = tally.outcomes.length;
    if (done % BLOCK_SIZE === 0) {
      reached = precisionOf(execution, tally.deviations);
      if (isPrecise()) return { tally, ended: 'precision' };
    }
    onProgress?.({ replications: done, limit: replications, precision: reached });
  }
  return { tally, ended: 'replications' };
}

/** The block, or null if the signal comes first. */
function untilAborted(block: Promise<Block>, signal: AbortSignal | undefined): Promise<Block | null> {
  if (signal === undefined) return block;
  return new Promise((resolve, reject) => {
    const stop = () => resolve(null);
    signal.addEventListener('abort', stop, { once: true });
    block
      .then((found) => resolve(signal.aborted ? null : found), reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}
