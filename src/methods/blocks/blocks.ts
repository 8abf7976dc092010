/**
 * Long horizons: a program that spans all slots is too large to be solved, or even written down. Block after block, an
 * LP over the block and some further slots prices the stock; LPs of windows at these prices prove a bound, while a
 * rolling horizon continues the plan. Further rounds solve wider and wider windows as MIPs, for both. No program is
 * ever larger than a block and the slots just beyond it.
 */
import type { RunStatus } from '../../domain/run-status.ts';
import type { Incidence } from '../../model/incidence.ts';
import { rateCapsBySlot } from '../../model/rate-cap-bounds.ts';
import type { MethodEnd, MethodProgress, MethodTask } from '../method.ts';
import type { PartialPlan } from '../windows/rolling-horizon.ts';
import { openSearchContext, partition } from '../windows/search-context.ts';
import { openHorizonBounds } from './horizon-bounds.ts';
import { createBlockProgress, objectiveOf, type ProvedBound } from './progress.ts';
import { type BlockSearch, searchBlocks } from './search-blocks.ts';
import { searchSlots } from './search-slots.ts';
import { binaryCount, columnCount } from './size.ts';
import type { WarmStart } from './warm-start.ts';

interface BlockSizes {
  /** Approximate number of columns per block. */
  readonly blockColumns: number;
  /** Approximate upper limits on the choices and columns of a window in the first round. */
  readonly windowBinaries: number;
  readonly windowColumns: number;
  /** The same of windows whose LPs give the first bound. */
  readonly firstColumns: number;
}

/** Found by trial on a day of 66 satellites. */
const SIZES: BlockSizes = {
  blockColumns: 30_000,
  windowBinaries: 1_000,
  windowColumns: 4_000,
  firstColumns: 8_000,
};

/**
 * @param earlier A plan to go on from, of the slots before `end`; what was proved before comes with the task.
 */
export async function* planByBlocks(
  task: MethodTask,
  incidence: Incidence,
  earlier: WarmStart | null = null,
  { blockColumns, windowBinaries, windowColumns, firstColumns } = SIZES,
): AsyncGenerator<MethodProgress, MethodEnd> {
  const { slotCount } = incidence.layout.problem.topology;
  const over = new AbortController();
  const stop = () => over.abort();
  if (task.signal?.aborted) stop();
  task.signal?.addEventListener('abort', stop, { once: true });
  const context = openSearchContext(task, incidence, over.signal);
  const second = (await task.openSolver?.()) ?? null;
  const plan: PartialPlan = earlier ?? { selection: task.start.slice(), values: new Map() };
  let best: ProvedBound = { bound: Number.POSITIVE_INFINITY, boundBy: 'none' };
  const reportedValue = earlier ? objectiveOf(context, plan, earlier.end) : Number.NEGATIVE_INFINITY;
  const reports = createBlockProgress(context, plan, () => best, reportedValue);
  const search: BlockSearch = {
    context,
    prover: second ?? task.solver,
    plan,
    horizonBounds: openHorizonBounds(rateCapsBySlot(incidence.layout)),
    reports,
    tighten(bound, boundBy) {
      if (bound < best.bound) best = { bound, boundBy };
    },
  };
  const endOf = (status: RunStatus): MethodEnd => ({
    status,
    iterations: reports.steps(),
    ...best,
  });
  const { pointing } = incidence.layout;
  // A telescope that turns in a window has to be of use there.
  const leastWidth = pointing === null ? 1 : Math.min(slotCount, pointing.longestAcquisition + 2);
  const windowWidth = Math.max(
    leastWidth,
    Math.min(
      widthOf(incidence, windowBinaries, binaryCount(incidence)),
      widthOf(incidence, windowColumns, columnCount(incidence)),
    ),
  );
  let blockWidth = Math.max(leastWidth, widthOf(incidence, blockColumns, columnCount(incidence)));
  const firstWidth = Math.min(
    blockWidth,
    Math.max(leastWidth, widthOf(incidence, firstColumns, columnCount(incidence))),
  );
  const firstBlocks = partition(slotCount, blockWidth);
  // Windows end with the blocks, whose bounds take the place of theirs. A single block is soon solved itself.
  const windows = (firstBlocks.length > 1 ? firstBlocks : []).map(([from, to]) =>
    partition(to - from, firstWidth).map(([begin, end]) => [from + begin, from + end] as const),
  );
  const served = earlier?.end ?? 0;
  for (const [from, to] of firstBlocks) if (from < served) reports.extend(to);
  try {
    const ended = yield* searchSlots(search, second ? [task.solver, second] : [task.solver], windows);
    if (ended) return endOf(ended);
    for (let isFirst = true; ; isFirst = false) {
      const blocks = partition(slotCount, blockWidth);
      const remark = `blocks: ${blocks.length} of ${blockWidth} slots with ${columnCount(incidence)} columns in all, windows of ${windowWidth}`;
      yield { ...reports.progress([]), remark };
      // Only the first blocks are met again by a resumed run; prices of wider ones do not go with theirs.
      const proofs = isFirst ? task.proofs : null;
      const status = yield* searchBlocks(search, blocks, windowWidth, proofs);
      if (status !== null || blocks.length === 1) {
        // One block spans everything, and further rounds would only repeat the same windows.
        return endOf(status ?? 'iteration-limit');
      }
      // What is left is what blocks cannot see across their ends.
      blockWidth = Math.min(slotCount, 2 * blockWidth);
    }
  } finally {
    stop();
    task.signal?.removeEventListener('abort', stop);
    await second?.close();
  }
}

const widthOf = ({ choicesOf }: Incidence, size: number, total: number): number =>
  Math.min(choicesOf.length, Math.max(1, Math.round((size * choicesOf.length) / Math.max(1, total))));
