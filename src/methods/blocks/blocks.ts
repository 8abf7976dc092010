/**
 * Long horizons: what spans all slots is too large to be solved, or even written down. Block after block,
 * an LP over the block and some slots beyond prices the stock; LPs of windows at these prices prove
 * a bound, while a rolling horizon goes on with the plan. Further rounds solve windows as MIPs, wider and
 * wider, for both. Never is more than a block and what lies just beyond it a program.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Incidence } from '../../model/incidence.ts';
import type { MethodEnd, MethodProgress, MethodTask, RunStatus } from '../method.ts';
import type { Proof } from '../proof.ts';
import { type PartialPlan, rollForward } from '../windows/rolling-horizon.ts';
import { openSearchContext, partition, type SearchContext } from '../windows/search-context.ts';
import { openBlockBounds } from './block-bounds.ts';
import { boundBlock, type ProvedBlock, priceBlock, pricesWithin, provedBlocks } from './block-proofs.ts';
import { improveWindows } from './improve-windows.ts';
import { type BlockProgress, createBlockProgress } from './progress.ts';
import { binaryCount, columnCount } from './size.ts';
import type { WarmStart } from './warm-start.ts';

interface BlockSizes {
  /** Columns of a block, about. */
  readonly blockColumns: number;
  /** Choices of the windows of the first round, about. */
  readonly windowBinaries: number;
}

/** Found by trial on a day of 66 satellites. */
const SIZES: BlockSizes = { blockColumns: 30_000, windowBinaries: 1_000 };
/** How far beyond a block its LP looks, in blocks. */
const LOOKAHEAD = 0.5;
/** Gap of the windows of the first round, and the least of all unless a smaller one is asked for. */
const FIRST_GAP = 1e-3;
const LEAST_GAP = 1e-5;
/** Below it solvers only round. */
const SMALLEST_GAP = 1e-9;

/**
 * @param earlier A plan to go on from, of the slots before `end`; what was proved before comes with the task.
 */
export async function* planByBlocks(
  task: MethodTask,
  incidence: Incidence,
  earlier: WarmStart | null = null,
  { blockColumns, windowBinaries } = SIZES,
): AsyncGenerator<MethodProgress, MethodEnd> {
  const { slotCount } = incidence.layout.problem.topology;
  const over = new AbortController();
  const stop = () => over.abort();
  if (task.signal?.aborted) stop();
  task.signal?.addEventListener('abort', stop, { once: true });
  const context = openSearchContext(task, incidence, over.signal);
  const second = (await task.openSolver?.()) ?? null;
  const plan: PartialPlan = earlier ?? { selection: task.start.slice(), values: new Map() };
  let bound = Number.POSITIVE_INFINITY;
  const reports = createBlockProgress(context, plan, () => bound);
  const search: BlockSearch = {
    context,
    prover: second ?? task.solver,
    plan,
    reports,
    tighten(found) {
      bound = Math.min(bound, found);
    },
  };
  const windowWidth = widthOf(incidence, windowBinaries, binaryCount(incidence));
  let blockWidth = widthOf(incidence, blockColumns, columnCount(incidence));
  const served = earlier?.end ?? 0;
  for (const [from, to] of partition(slotCount, blockWidth)) if (from < served) reports.extend(to);
  try {
    for (let isFirst = true; ; isFirst = false) {
      const blocks = partition(slotCount, blockWidth);
      const remark = `blocks: ${blocks.length} of ${blockWidth} slots with ${columnCount(incidence)} columns in all, windows of ${windowWidth}`;
      yield { ...reports.progress(1, [], earlier !== null), remark };
      // Only the first blocks are met again by a resumed run; prices of wider ones do not go with theirs.
      const proofs = isFirst ? task.proofs : null;
      const status = yield* searchBlocks(search, blocks, windowWidth, proofs);
      if (status !== null || blocks.length === 1) {
        return {
          // One block spans everything, and its windows have no more to tell.
          status: status ?? 'iteration-limit',
          iterations: reports.steps(),
          bound: status === 'infeasible' ? Number.NEGATIVE_INFINITY : bound,
          boundBy: 'windows in blocks',
        };
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

interface BlockSearch {
  readonly context: SearchContext;
  /** Solver of the side that proves; the plan has the task's. */
  readonly prover: Solver;
  readonly plan: PartialPlan;
  readonly reports: BlockProgress;
  /** Takes a bound of the whole. */
  tighten(bound: number): void;
}

/**
 * All rounds over one partition; null where they have no more to tell.
 * @param proofsBefore what a run before proved of these blocks; null where proofs are not kept
 */
async function* searchBlocks(
  { context, prover, plan, reports, tighten }: BlockSearch,
  blocks: readonly (readonly [from: number, to: number])[],
  windowWidth: number,
  proofsBefore: readonly Proof[] | null,
): AsyncGenerator<MethodProgress, RunStatus | null> {
  const { task, incidence } = context;
  const { slotCount } = incidence.layout.problem.topology;
  const blockWidth = blocks[0]![1];
  const blockBounds = openBlockBounds(incidence, blocks);
  const prices = new Map<number, number>();
  const known = provedBlocks(proofsBefore ?? [], blocks);
  const kept = (proofs: readonly Proof[]) => (proofsBefore === null ? [] : proofs);
  const servedBefore = reports.end();
  const prove = (block: number, bound: number) => {
    blockBounds.prove(block, bound);
    tighten(blockBounds.total());
  };
  const horizonOf = (to: number): number => Math.min(slotCount, to + Math.ceil(LOOKAHEAD * blockWidth));
  const shareOf = (block: number): number => context.remainingSeconds() / (blocks.length - block);
  const proveBlock = async (block: number, stock: ReadonlyMap<number, number>): Promise<ProvedBlock> => {
    const [from, to] = blocks[block]!;
    const proof = known[block];
    if (proof && from < servedBefore) {
      for (const [index, price] of proof.prices) prices.set(index, price);
      return { ahead: prices, proofs: [], bound: proof.bound, stockAtEnd: plan.values };
    }
    const { ahead, stockAtEnd } = await priceBlock(
      context,
      prover,
      stock,
      [from, to, horizonOf(to)],
      0.5 * shareOf(block),
    );
    const own = proof?.prices ?? pricesWithin(ahead, slotCount, from, to);
    for (const [index, price] of own) prices.set(index, price);
    if (proof) return { ahead, proofs: [], bound: proof.bound, stockAtEnd };
    const options = { width: windowWidth, relativeGap: 0, seconds: 0.5 * shareOf(block), relax: true };
    const bound = await boundBlock(context, prover, blockBounds, [from, to], prices, options);
    return { ahead, proofs: [{ kind: 'block', from, to, bound, prices: own }], bound, stockAtEnd };
  };
  const rollBlock = async (block: number, ahead: ReadonlyMap<number, number>): Promise<void> => {
    const [from, to] = blocks[block]!;
    const isRolled = await rollForward(context, task.solver, ahead, plan, {
      from,
      to,
      horizon: horizonOf(to),
      width: windowWidth,
      step: Math.max(1, windowWidth - 1),
      relativeGap: FIRST_GAP,
      seconds: 0.8 * shareOf(block),
    });
    if (isRolled) reports.extend(to);
  };

  tighten(blockBounds.total());
  // Prices and bound of a block are made while the one before is planned.
  let priced = await proveBlock(0, new Map());
  for (const [block, [from, to]] of blocks.entries()) {
    const { ahead, proofs, bound, stockAtEnd } = priced;
    if (bound === Number.NEGATIVE_INFINITY) {
      const where = `slots ${from + 1} to ${to}`;
      yield { ...reports.progress(1, []), remark: `blocks: no plan meets the minimum rates of ${where}` };
      return 'infeasible';
    }
    prove(block, bound);
    const next = block + 1 < blocks.length ? proveBlock(block + 1, stockAtEnd) : null;
    // Awaited below, where its failure is reported; before that the plan may fail.
    next?.catch(() => {});
    if (reports.end() === from) await rollBlock(block, ahead);
    const status = reports.status();
    yield reports.progress(1, kept(proofs), status !== null);
    if (status) return status;
    if (next) priced = await next;
  }
  for (let round = 2; ; round++) {
    const width = windowWidth * 2 ** (round - 2);
    const least = Math.max(SMALLEST_GAP, Math.min(LEAST_GAP, task.options.gap / 2));
    const gap = Math.max(least, FIRST_GAP / 10 ** (round - 2));
    for (const [block, [from, to]] of blocks.entries()) {
      const seconds = Math.max(1, (0.5 * context.remainingSeconds()) / (blocks.length - block));
      const options = { width, relativeGap: gap, seconds, relax: false };
      const [bound] = await Promise.all([
        boundBlock(context, prover, blockBounds, [from, to], prices, options),
        to <= reports.end()
          ? improveWindows(context, task.solver, plan, [from, to], options)
          : from === reports.end() && rollBlock(block, prices),
      ]);
      if (bound === Number.NEGATIVE_INFINITY) return 'infeasible';
      prove(block, bound);
      const status = reports.status();
      const proof: Proof = { kind: 'block', from, to, bound, prices: [] };
      yield reports.progress(round, kept([proof]), status !== null);
      if (status) return status;
    }
    // Windows end with their blocks, so that rounds have no more to tell.
    if (width < blockWidth || gap > least) continue;
    yield reports.progress(round, [], true);
    return null;
  }
}

const widthOf = ({ choicesOf }: Incidence, size: number, total: number): number =>
  Math.min(choicesOf.length, Math.max(1, Math.round((size * choicesOf.length) / Math.max(1, total))));
