/**
 * Long horizons: what spans all slots is too large to be solved, or even written down. Block after block,
 * an LP over the block and some slots beyond prices the stock; windows of few slots are solved at
 * these prices, for the bound; and a rolling horizon goes on with the plan. Then further rounds with
 * wider windows. Never is more than a block and what lies just beyond it a program.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Incidence } from '../../model/incidence.ts';
import { assembleWindow } from '../../model/window.ts';
import { type GrowingPlan, givenStocks, rollForward } from '../auto/roll.ts';
import { pricesFromDuals } from '../auto/stock-prices.ts';
import { boundWindow } from '../auto/window-bound.ts';
import { openWorkshop, partition, type Workshop } from '../auto/workshop.ts';
import type { MethodEnd, MethodProgress, MethodTask, RunStatus } from '../method.ts';
import { type BlockProof, isBlock, type Proof } from '../proof.ts';
import { type BoundLedger, openBoundLedger } from './bound-ledger.ts';
import { improveWindows } from './improve-windows.ts';
import { createReports } from './reports.ts';
import { binaryCount, columnCount } from './size.ts';

export interface BlockSizes {
  /** Columns of a block, about. */
  readonly blockColumns: number;
  /** Choices of the windows of the first round, about. */
  readonly windowBinaries: number;
}

/** Found by trial on a day of 66 satellites. */
const SIZES: BlockSizes = { blockColumns: 60_000, windowBinaries: 1_000 };
/** How far beyond a block its LP looks, in blocks. */
const LOOKAHEAD = 0.5;
/** Gap of the windows of the first round, and the least of all. */
const FIRST_GAP = 1e-3;
const LEAST_GAP = 1e-5;
/**
 * @param earlier A plan to go on from, of the slots before `end`; what was proved before comes with the task.
 */
export async function* planByBlocks(
  task: MethodTask,
  incidence: Incidence,
  earlier: (GrowingPlan & { readonly end: number }) | null = null,
  { blockColumns, windowBinaries } = SIZES,
): AsyncGenerator<MethodProgress, MethodEnd> {
  const { slotCount } = incidence.layout.problem.topology;
  const over = new AbortController();
  const stop = () => over.abort();
  if (task.signal?.aborted) stop();
  task.signal?.addEventListener('abort', stop, { once: true });
  const workshop = openWorkshop(task, incidence, over.signal);
  const second = (await task.openSolver?.()) ?? null;
  const prover = second ?? task.solver;

  const blockWidth = widthOf(incidence, blockColumns, columnCount(incidence));
  const windowWidth = widthOf(incidence, windowBinaries, binaryCount(incidence));
  const blocks = partition(slotCount, blockWidth);
  const ledger = openBoundLedger(incidence, blocks);
  const plan: GrowingPlan = earlier ?? { selection: task.start.slice(), values: new Map() };
  const prices = new Map<number, number>();
  const known = provedBlocks(task.proofs, blocks);
  const servedBefore = earlier?.end ?? 0;
  const search = createReports(workshop, plan, ledger);
  const endWith = (status: RunStatus): MethodEnd => ({
    status,
    iterations: search.steps(),
    bound: status === 'infeasible' ? Number.NEGATIVE_INFINITY : ledger.total(),
    boundBy: 'windows in blocks',
  });

  try {
    const remark = `auto: ${columnCount(incidence)} columns, too many for one program: ${blocks.length} blocks of ${blockWidth} slots, windows of ${windowWidth}`;
    for (const [from, to] of blocks) if (from < servedBefore) search.extend(to);
    yield { ...search.progress(1, [], earlier !== null), remark };
    for (const [block, [from, to]] of blocks.entries()) {
      const proof = known[block];
      const isMade = from < servedBefore;
      if (proof) {
        for (const [index, price] of proof.prices) prices.set(index, price);
        ledger.prove(block, proof.bound);
      }
      if (proof && isMade) continue;
      const horizon = Math.min(slotCount, to + Math.ceil(LOOKAHEAD * blockWidth));
      const left = () => workshop.remainingSeconds() / (blocks.length - block);
      const ahead = await priceBlock(workshop, prover, plan, from, horizon, 0.5 * left());
      const own: (readonly [number, number])[] = [];
      for (const [index, price] of proof ? [] : ahead) {
        const slot = index % (slotCount + 1);
        if (slot > from && slot <= to && price > 0) own.push([index, price]);
      }
      for (const [index, price] of own) prices.set(index, price);
      const options = { width: windowWidth, relativeGap: FIRST_GAP, seconds: 0.8 * left() };
      const step = Math.max(1, Math.floor(windowWidth / 2));
      const mayRoll = !isMade && search.end() === from;
      const [bound, isRolled] = await Promise.all([
        proof ? proof.bound : boundBlock(workshop, prover, ledger, [from, to], prices, options),
        mayRoll && rollForward(workshop, task.solver, ahead, plan, { ...options, from, to, horizon, step }),
      ]);
      if (bound === Number.NEGATIVE_INFINITY) return endWith('infeasible');
      ledger.prove(block, bound);
      if (isRolled) search.extend(to);
      const status = search.status();
      yield search.progress(
        1,
        proof ? [] : [{ kind: 'block', from, to, bound, prices: own }],
        status !== null,
      );
      if (status) return endWith(status);
    }
    for (let round = 2; ; round++) {
      const width = windowWidth * 2 ** (round - 1);
      const gap = Math.max(LEAST_GAP, FIRST_GAP / 10 ** (round - 1));
      for (const [block, [from, to]] of blocks.entries()) {
        const seconds = Math.max(1, (0.5 * workshop.remainingSeconds()) / (blocks.length - block));
        const options = { width, relativeGap: gap, seconds };
        const [bound] = await Promise.all([
          boundBlock(workshop, prover, ledger, [from, to], prices, options),
          to <= search.end() && improveWindows(workshop, task.solver, plan, [from, to], options),
        ]);
        if (bound === Number.NEGATIVE_INFINITY) return endWith('infeasible');
        ledger.prove(block, bound);
        const status = search.status();
        yield search.progress(round, [{ kind: 'block', from, to, bound, prices: [] }], status !== null);
        if (status) return endWith(status);
      }
      // Windows end with their blocks, so that rounds have no more to tell.
      if (width < blockWidth || gap > LEAST_GAP) continue;
      yield search.progress(round, [], true);
      return endWith('iteration-limit');
    }
  } finally {
    stop();
    task.signal?.removeEventListener('abort', stop);
    await second?.close();
  }
}

/** Of each block what was proved before, as far as the first blocks go without a break. */
function provedBlocks(
  proofs: readonly Proof[],
  blocks: readonly (readonly [from: number, to: number])[],
): BlockProof[] {
  const found: BlockProof[] = [];
  for (const [from, to] of blocks) {
    const own = proofs.filter(isBlock).filter((proof) => proof.from === from && proof.to === to);
    if (own.length === 0) break;
    // The first has the prices; later rounds proved more at the same ones.
    found.push({ ...own[0]!, bound: Math.min(...own.map(({ bound }) => bound)) });
  }
  return found;
}

/** λ within a block and just beyond, by what is in stock at its beginning; none where the LP cannot be solved. */
async function priceBlock(
  workshop: Workshop,
  solver: Solver,
  plan: GrowingPlan,
  from: number,
  horizon: number,
  seconds: number,
): Promise<ReadonlyMap<number, number>> {
  const { incidence, limits } = workshop;
  const model = assembleWindow(incidence, { from, to: horizon, mode: () => 'relaxed' });
  const handle = await solver.open(model.program);
  try {
    const { columns, amounts } = givenStocks(incidence, model, plan.values, [from]);
    await handle.changeColumnBounds(columns, amounts, amounts);
    const { status, rowDuals } = await handle.solve({ ...limits(seconds), relax: true });
    return status === 'optimal' ? pricesFromDuals(incidence, model, rowDuals!) : new Map();
  } finally {
    await handle.dispose();
  }
}

/** The sum of what windows of a block prove; −Infinity where one has no plan. */
async function boundBlock(
  workshop: Workshop,
  solver: Solver,
  ledger: BoundLedger,
  [first, end]: readonly [number, number],
  prices: ReadonlyMap<number, number>,
  { width, relativeGap, seconds }: { width: number; relativeGap: number; seconds: number },
): Promise<number> {
  const until = workshop.task.elapsedSeconds() + seconds;
  const windows = partition(end - first, Math.min(width, end - first));
  let sum = 0;
  for (const [index, [from, to]] of windows.entries()) {
    const share = Math.max(0.05, until - workshop.task.elapsedSeconds()) / (windows.length - index);
    const window = [first + from, first + to] as const;
    const { bound } = await boundWindow(workshop, solver, window, prices, {
      seconds: 2 * share,
      relativeGap,
    });
    sum +=
      Number.isFinite(bound) || bound < 0 ? bound : capOfWindow(workshop.incidence, ledger, window, prices);
  }
  return sum;
}

/** A bound of a window without a solver: its rate caps, and all that can be in stock at its end. */
function capOfWindow(
  { layout, stocksOf, reachable }: Incidence,
  ledger: BoundLedger,
  [from, to]: readonly [number, number],
  prices: ReadonlyMap<number, number>,
): number {
  const instants = layout.problem.topology.slotCount + 1;
  let sum = ledger.capsOf(from, to);
  for (const stock of stocksOf[to] ?? []) {
    sum += (prices.get(stock * instants + to) ?? 0) * reachable[stock]![to]!;
  }
  return sum;
}

const widthOf = ({ choicesOf }: Incidence, size: number, total: number): number =>
  Math.min(choicesOf.length, Math.max(1, Math.round((size * choicesOf.length) / Math.max(1, total))));
