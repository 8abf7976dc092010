/** The window-Lagrangian bound: for given prices, the sum of what every window can make at most. */
import type { Solver } from '../../lp/solver.ts';
import { assembleWindow } from '../../model/window.ts';
import { endCosts, type StockPrices } from './stock-prices.ts';
import { partition, type Workshop } from './workshop.ts';

export interface WindowBound {
  readonly from: number;
  readonly to: number;
  /** Proved upper bound of the window's priced program. */
  readonly bound: number;
  /** The best value found in it: no lower bound of the whole, but what further work can gain is the difference. */
  readonly value: number;
}

/** Proved bound of one window; its LP relaxation alone where `relax`. */
export async function boundWindow(
  { incidence, limits }: Workshop,
  solver: Solver,
  [from, to]: readonly [number, number],
  prices: StockPrices,
  { seconds, relativeGap, relax = false }: { seconds: number; relativeGap: number; relax?: boolean },
): Promise<WindowBound> {
  const model = assembleWindow(incidence, { from, to, mode: () => (relax ? 'relaxed' : 'binary') });
  const handle = await solver.open(model.program);
  try {
    const { columns, costs } = endCosts(incidence, model, prices, { beginning: true });
    await handle.changeCosts(columns, costs);
    const { bound, objective } = await handle.solve({ ...limits(seconds), relativeGap, relax });
    return { from, to, bound, value: objective ?? Number.NEGATIVE_INFINITY };
  } finally {
    await handle.dispose();
  }
}

/**
 * Bounds all windows of a partition, yielding the list so far with every window; Infinity where one is
 * still open, so that the sum counts only when all are done.
 */
export async function* boundWindows(
  workshop: Workshop,
  solver: Solver,
  prices: StockPrices,
  { width, offset, share }: { readonly width: number; readonly offset: number; readonly share: number },
): AsyncGenerator<WindowBound, WindowBound[]> {
  const { topology } = workshop.incidence.layout.problem;
  const windows = partition(topology.slotCount, width, offset);
  const found: WindowBound[] = [];
  for (const [index, window] of windows.entries()) {
    if (workshop.remainingSeconds() <= 0) break;
    const seconds = (share * workshop.remainingSeconds()) / (windows.length - index);
    const one = await boundWindow(workshop, solver, window, prices, { seconds, relativeGap: 1e-5 });
    found.push(one);
    yield one;
  }
  return found;
}

/** Σ of the windows' bounds. */
export const totalBound = (windows: readonly WindowBound[]): number =>
  windows.reduce((sum, { bound }) => sum + bound, 0);
