/** Searches one partition of the horizon into blocks: a first round proves and plans, further rounds improve both. */
import type { BoundSource } from '../../domain/methods/methods.ts';
import type { RunStatus } from '../../domain/run-status.ts';
import type { Solver } from '../../lp/solver.ts';
import type { MethodProgress } from '../method.ts';
import type { BlockProof, Proof } from '../proof.ts';
import { type PartialPlan, rollForward } from '../windows/rolling-horizon.ts';
import type { SearchContext } from '../windows/search-context.ts';
import { type BlockBounds, openBlockBounds } from './block-bounds.ts';
import { boundBlock, type ProvedBlock, priceBlock, pricesWithin, provedBlocks } from './block-proofs.ts';
import type { HorizonBounds } from './horizon-bounds.ts';
import { improveWindows } from './improve-windows.ts';
import type { BlockProgress } from './progress.ts';

/** How far beyond a block its LP looks, in blocks. */
const LOOKAHEAD = 0.5;
/** Gap of the windows of the first round, and the smallest gap unless a smaller one is requested. */
const FIRST_GAP = 1e-3;
const LEAST_GAP = 1e-5;
/** Below this gap, solvers only round. */
const SMALLEST_GAP = 1e-9;

export interface BlockSearch {
  readonly context: SearchContext;
  /** Solver of the proving side; planning uses the task's solver. */
  readonly prover: Solver;
  readonly plan: PartialPlan;
  readonly horizonBounds: HorizonBounds;
  readonly reports: BlockProgress;
  /** Takes a bound of the whole horizon, which is −Infinity where a part of it has no plan. */
  tighten(bound: number, boundBy: BoundSource): void;
}

type Block = readonly [from: number, to: number];

/** The search of one partition. */
interface PartitionSearch extends BlockSearch {
  readonly blocks: readonly Block[];
  /** Width in the first round. */
  readonly windowWidth: number;
  readonly blockBounds: BlockBounds;
  /** λ of the stocks and ρ of telescopes, indexed as in stock-prices.ts, from the blocks priced so far. */
  readonly prices: Map<number, number>;
  /** Selects the new proofs to keep. */
  readonly kept: (proofs: readonly Proof[]) => readonly Proof[];
}

/**
 * All rounds over one partition; returns null if another round would yield nothing new.
 * @param proofsBefore what an earlier run proved about these blocks; null if proofs are not kept
 */
export async function* searchBlocks(
  search: BlockSearch,
  blocks: readonly Block[],
  windowWidth: number,
  proofsBefore: readonly Proof[] | null,
): AsyncGenerator<MethodProgress, RunStatus | null> {
  const inBlocks: PartitionSearch = {
    ...search,
    blocks,
    windowWidth,
    blockBounds: openBlockBounds(search.horizonBounds, blocks),
    prices: new Map(),
    kept: (proofs) => (proofsBefore === null ? [] : proofs),
  };
  const status = yield* firstRound(inBlocks, provedBlocks(proofsBefore ?? [], blocks));
  return status ?? (yield* furtherRounds(inBlocks));
}

/** Prices and bounds each block while the previous one is planned. */
async function* firstRound(
  search: PartitionSearch,
  known: readonly BlockProof[],
): AsyncGenerator<MethodProgress, RunStatus | null> {
  const { context, plan, blocks, windowWidth, reports, tighten, kept } = search;
  const { task } = context;
  const servedBefore = reports.end();
  const proveNext = (block: number, stock: ReadonlyMap<number, number>): Promise<ProvedBlock> =>
    proveBlock(search, block, stock, known[block], servedBefore);
  let priced = await proveNext(0, new Map());
  for (const [block, [from, to]] of blocks.entries()) {
    tellBlock(search, block);
    const { ahead, proofs, bound, stockAtEnd } = priced;
    if (bound === Number.NEGATIVE_INFINITY) {
      const where = `slots ${from + 1} to ${to}`;
      yield { ...reports.progress([]), remark: `blocks: no plan meets the minimum rates of ${where}` };
      tighten(bound, 'windows in blocks');
      return 'infeasible';
    }
    takeBound(search, 1, block, bound);
    const next = block + 1 < blocks.length ? proveNext(block + 1, stockAtEnd) : null;
    // Awaited below, where its failure is reported; before that the plan may fail.
    next?.catch(() => {});
    if (reports.end() === from) await rollBlock(search, block, ahead);
    else {
      const seconds = 0.8 * shareOf(search, block);
      const options = { width: windowWidth, relativeGap: FIRST_GAP, seconds };
      await improveWindows(context, task.solver, plan, [from, to, reports.end()], options);
    }
    const status = reports.status();
    yield reports.progress(kept(proofs));
    if (status) return status;
    if (next) priced = await next;
  }
  return null;
}

/** Solves windows of the blocks as MIPs, wider and with a smaller gap each round, for the bound and the plan. */
async function* furtherRounds(search: PartitionSearch): AsyncGenerator<MethodProgress, RunStatus | null> {
  const { context, prover, plan, reports, tighten, blocks, windowWidth, blockBounds, prices, kept } = search;
  const { task } = context;
  const least = Math.max(SMALLEST_GAP, Math.min(LEAST_GAP, task.options.gap / 2));
  for (let round = 2; ; round++) {
    const width = windowWidth * 2 ** (round - 2);
    const gap = Math.max(least, FIRST_GAP / 10 ** (round - 2));
    for (const [block, [from, to]] of blocks.entries()) {
      tellBlock(search, block);
      const seconds = Math.max(1, 0.5 * shareOf(search, block));
      const options = { width, relativeGap: gap, seconds, relax: false };
      const [bound] = await Promise.all([
        boundBlock(context, prover, blockBounds, [from, to], prices, options),
        to <= reports.end()
          ? improveWindows(context, task.solver, plan, [from, to, reports.end()], options)
          : from === reports.end() && rollBlock(search, block, prices),
      ]);
      if (bound === Number.NEGATIVE_INFINITY) {
        tighten(bound, 'windows in blocks');
        return 'infeasible';
      }
      takeBound(search, round, block, bound);
      const status = reports.status();
      const proof: Proof = { kind: 'block', from, to, bound, prices: [] };
      yield reports.progress(kept([proof]));
      if (status) return status;
    }
    // Windows end with their blocks, so wider ones would be the same, and the gap is the smallest already.
    if (width < widthOfBlocks(search) || gap > least) continue;
    yield reports.progress([]);
    return null;
  }
}

/** Prices the stock of a block and proves its bound; reuses what an earlier run proved about it. */
async function proveBlock(
  search: PartitionSearch,
  block: number,
  stock: ReadonlyMap<number, number>,
  proof: BlockProof | undefined,
  servedBefore: number,
): Promise<ProvedBlock> {
  const { context, prover, plan, blocks, windowWidth, blockBounds, prices } = search;
  const [from, to] = blocks[block]!;
  if (proof && from < servedBefore) {
    for (const [index, price] of proof.prices) prices.set(index, price);
    return { ahead: prices, proofs: [], bound: proof.bound, stockAtEnd: plan.values };
  }
  const { ahead, stockAtEnd } = await priceBlock(
    context,
    prover,
    stock,
    [from, to, horizonOf(search, to)],
    0.5 * shareOf(search, block),
  );
  const own = proof?.prices ?? pricesWithin(context.incidence, ahead, from, to);
  for (const [index, price] of own) prices.set(index, price);
  if (proof) return { ahead, proofs: [], bound: proof.bound, stockAtEnd };
  const options = { width: windowWidth, relativeGap: 0, seconds: 0.5 * shareOf(search, block), relax: true };
  const bound = await boundBlock(context, prover, blockBounds, [from, to], prices, options);
  return { ahead, proofs: [{ kind: 'block', from, to, bound, prices: own }], bound, stockAtEnd };
}

/** Continues the plan over a block. */
async function rollBlock(
  search: PartitionSearch,
  block: number,
  ahead: ReadonlyMap<number, number>,
): Promise<void> {
  const { context, plan, reports, blocks, windowWidth } = search;
  const [from, to] = blocks[block]!;
  const isRolled = await rollForward(context, context.task.solver, ahead, plan, {
    from,
    to,
    horizon: horizonOf(search, to),
    width: windowWidth,
    step: Math.max(1, windowWidth - 1),
    relativeGap: FIRST_GAP,
    seconds: 0.8 * shareOf(search, block),
  });
  if (isRolled) reports.extend(to);
}

function takeBound(
  { blockBounds, tighten }: PartitionSearch,
  round: number,
  block: number,
  bound: number,
): void {
  blockBounds.prove(block, bound);
  tighten(blockBounds.total(), `windows in blocks, round ${round}`);
}

const tellBlock = ({ context, blocks }: PartitionSearch, done: number): void =>
  context.task.onActivity?.({ work: 'blocks', progress: { done, total: blocks.length } });

/** Of all blocks but the last, which may be shorter. */
const widthOfBlocks = ({ blocks }: PartitionSearch): number => blocks[0]![1];

/** The slot before which the LP of a block ends. */
const horizonOf = (search: PartitionSearch, to: number): number =>
  Math.min(
    search.context.incidence.layout.problem.topology.slotCount,
    to + Math.ceil(LOOKAHEAD * widthOfBlocks(search)),
  );

/** Seconds for a block if it and the blocks after it share the remaining time equally. */
const shareOf = ({ context, blocks }: PartitionSearch, block: number): number =>
  context.remainingSeconds() / (blocks.length - block);
