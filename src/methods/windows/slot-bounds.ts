/**
 * The first bound that needs a solver. It plans each slot, or window of slots, alone, as if every stock were as full as it
 * can be when that begins, and as if nothing counted afterwards. Every plan satisfies the rows of each, so the sum over a
 * partition of the horizon is a bound whatever the plan stores.
 */
import { subPathOf } from '../../domain/problem.ts';
import type { Solver } from '../../lp/solver.ts';
import type { Incidence } from '../../model/incidence.ts';
import type { SearchContext } from './search-context.ts';
import type { StockPrices } from './stock-prices.ts';
import { boundWindow } from './window-bound.ts';

/** Upper bounds on Σ α y of each slot. */
export type SlotBounds = Float64Array;

const UNPRICED: StockPrices = new Map();
const NOTHING = Int32Array.of();

/** The incidence of one slot alone: its choices, and the stocks that they draw on. */
function singleSlotIncidence(incidence: Incidence, slot: number): Incidence {
  const { choiceUse, choicesOf, fillsOf, layout, stocksOf } = incidence;
  const drawn = new Set(Array.from(choicesOf[slot]!, (choice) => choiceUse[choice]!.stocks).flat());
  const isKept = (stock: number) =>
    drawn.has(stock) || subPathOf(layout.problem, layout.stocks[stock]!).initialStock > 0;
  const stocks = stocksOf.with(slot, stocksOf[slot]!.filter(isKept));
  if (slot + 1 < stocks.length) stocks[slot + 1] = NOTHING;
  return { ...incidence, fillsOf: fillsOf.with(slot, NOTHING), stocksOf: stocks };
}

interface Work {
  /** Whether to solve LP relaxations instead of MIPs. */
  readonly relax: boolean;
  readonly relativeGap: number;
  /** Each solver takes the next slot or window as soon as it is free. */
  readonly solvers: readonly Solver[];
  readonly seconds: number;
}

export interface SlotWork extends Work {
  readonly slots: readonly number[];
}

type Window = readonly [from: number, to: number];

interface WindowWork extends Work {
  readonly windows: readonly Window[];
  readonly prove: (window: Window, bound: number) => void;
}

/** Tightens the bounds of some slots, in this order, until the time is up. Returns a slot without a plan, or null. */
export async function tightenSlots(
  context: SearchContext,
  bounds: SlotBounds,
  { slots, ...work }: SlotWork,
): Promise<number | null> {
  const impossible = await boundWindows(context, {
    ...work,
    windows: slots.map((slot) => [slot, slot + 1]),
    prove([slot], bound) {
      bounds[slot] = Math.min(bounds[slot]!, bound);
    },
  });
  return impossible?.[0] ?? null;
}

/** Proves bounds of some windows, in this order, until the time is up. Returns a window without a plan, or null. */
export async function boundWindows(
  context: SearchContext,
  { windows, relax, relativeGap, solvers, seconds, prove }: WindowWork,
): Promise<Window | null> {
  const until = context.task.elapsedSeconds() + seconds;
  const left = windows.values();
  let impossible: Window | null = null;
  const work = async (solver: Solver): Promise<void> => {
    for (const window of left) {
      const remaining = Math.min(context.remainingSeconds(), until - context.task.elapsedSeconds());
      if (remaining <= 0 || impossible !== null) return;
      const [from, to] = window;
      const scope =
        to === from + 1 ? { ...context, incidence: singleSlotIncidence(context.incidence, from) } : context;
      const { bound } = await boundWindow(scope, solver, window, UNPRICED, {
        seconds: remaining,
        relativeGap,
        relax,
      });
      if (bound === Number.NEGATIVE_INFINITY) impossible = window;
      prove(window, bound);
    }
  };
  await Promise.all(solvers.map(work));
  return impossible;
}
