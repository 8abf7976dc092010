/** Proofs for a block: prices of the stock, and what windows can deliver at these prices. */
import type { Solver } from '../../lp/solver.ts';
import type { Incidence } from '../../model/incidence.ts';
import { pointingsIn } from '../../model/pointing-columns.ts';
import { assembleWindow, monolithOffsets } from '../../model/window.ts';
import { type BlockProof, isBlock, type Proof } from '../proof.ts';
import { givenStocks } from '../windows/rolling-horizon.ts';
import { partition, type SearchContext } from '../windows/search-context.ts';
import { boundaryOf, pricesFromDuals, slewPrice, stockColumns } from '../windows/stock-prices.ts';
import { boundWindow } from '../windows/window-bound.ts';
import type { BlockBounds } from './block-bounds.ts';

/** Earlier proofs for each block, for the first blocks up to the first one without a proof. */
export function provedBlocks(
  proofs: readonly Proof[],
  blocks: readonly (readonly [from: number, to: number])[],
): BlockProof[] {
  const found: BlockProof[] = [];
  for (const [from, to] of blocks) {
    const own = proofs.filter(isBlock).filter((proof) => proof.from === from && proof.to === to);
    if (own.length === 0) break;
    // The first has the prices; later rounds, which name none, proved more at the same ones.
    const [first, ...more] = own;
    const later = more.filter(({ prices }) => prices.length === 0).map(({ bound }) => bound);
    found.push({ ...first!, bound: Math.min(first!.bound, ...later) });
  }
  return found;
}

export interface ProvedBlock {
  /** λ of the block and of some slots beyond it, for the plan. */
  readonly ahead: ReadonlyMap<number, number>;
  readonly proofs: readonly BlockProof[];
  readonly bound: number;
  /** The stock in the LP of the block where the next block begins, by columns of the monolith. */
  readonly stockAtEnd: ReadonlyMap<number, number>;
}

/** λ, ρ ≥ 0 of the boundaries from < t ≤ to. */
export function pricesWithin(
  incidence: Pick<Incidence, 'layout'>,
  prices: ReadonlyMap<number, number>,
  from: number,
  to: number,
): (readonly [index: number, price: number])[] {
  return [...prices].filter(([index, price]) => {
    const slot = boundaryOf(incidence, index);
    return slot > from && slot <= to && price > 0;
  });
}

/** Prices from an LP over the block and beyond, with an initial stock; none if it cannot be solved. */
export async function priceBlock(
  { incidence, limits, remainingSeconds }: SearchContext,
  solver: Solver,
  stock: ReadonlyMap<number, number>,
  [from, to, horizon]: readonly [from: number, to: number, horizon: number],
  seconds: number,
): Promise<Pick<ProvedBlock, 'ahead' | 'stockAtEnd'>> {
  // Writing the program takes time, too.
  if (remainingSeconds() <= 0) return { ahead: new Map(), stockAtEnd: new Map() };
  const model = assembleWindow(incidence, { from, to: horizon, mode: () => 'relaxed' });
  const handle = await solver.open(model.program);
  try {
    const { columns, amounts } = givenStocks(incidence, model, stock, [from]);
    await handle.changeColumnBounds(columns, amounts, amounts);
    const { status, rowDuals, solution } = await handle.solve({
      ...limits(seconds),
      relax: true,
      ...(incidence.layout.pointing && { algorithm: 'interior-point' }),
    });
    if (status !== 'optimal' || solution === null) return { ahead: new Map(), stockAtEnd: new Map() };
    const firstStock = monolithOffsets(incidence).stock;
    const stockAtEnd = new Map(
      stockColumns(incidence, model)
        .filter(({ slot }) => slot === to)
        .map(({ column, index }) => [firstStock + index, solution[column]!]),
    );
    return { ahead: pricesFromDuals(incidence, model, rowDuals!), stockAtEnd };
  } finally {
    await handle.dispose();
  }
}

interface BoundOptions {
  readonly width: number;
  readonly relativeGap: number;
  readonly seconds: number;
  /** Solve the LP relaxation of each window. */
  readonly relax: boolean;
}

/** The sum of what the windows of a block prove; −Infinity if one of them has no plan. */
export async function boundBlock(
  context: SearchContext,
  solver: Solver,
  blockBounds: BlockBounds,
  [first, end]: readonly [number, number],
  prices: ReadonlyMap<number, number>,
  { width, relativeGap, seconds, relax }: BoundOptions,
): Promise<number> {
  const until = context.task.elapsedSeconds() + seconds;
  const windows = partition(end - first, Math.min(width, end - first));
  let sum = 0;
  for (const [index, [from, to]] of windows.entries()) {
    const share = Math.max(0.05, until - context.task.elapsedSeconds()) / (windows.length - index);
    const window = [first + from, first + to] as const;
    if (context.remainingSeconds() <= 0) {
      sum += capOfWindow(context.incidence, blockBounds, window, prices);
      continue;
    }
    const { bound } = await boundWindow(context, solver, window, prices, {
      seconds: 2 * share,
      relativeGap,
      relax,
    });
    sum +=
      Number.isFinite(bound) || bound < 0
        ? bound
        : capOfWindow(context.incidence, blockBounds, window, prices);
  }
  return sum;
}

/** A bound of a window without a solver: its rate caps, and the most that stocks and telescopes at its ends are worth. */
function capOfWindow(
  incidence: Incidence,
  blockBounds: BlockBounds,
  [from, to]: readonly [number, number],
  prices: ReadonlyMap<number, number>,
): number {
  const { layout, stocksOf, reachable } = incidence;
  const { pointing } = layout;
  const instants = layout.problem.topology.slotCount + 1;
  const worth = (slot: number, sign: number): number =>
    (stocksOf[slot] ?? Int32Array.of()).reduce((sum, stock) => {
      const price = sign * (prices.get(stock * instants + slot) ?? 0);
      return sum + Math.max(0, price) * reachable(stock)[slot]!;
    }, 0);
  // At its beginning, ρ (u − w) ≤ 0 by P4.
  const slews = pointing && to < instants - 1 ? [...pointingsIn(pointing, to)] : [];
  const pointed = slews.reduce((sum, index) => sum + slewPrice(incidence, prices, index), 0);
  return blockBounds.capsOf(from, to) + worth(to, 1) + pointed + (from > 0 ? worth(from, -1) : 0);
}
