/**
 * The first bound that needs a solver. It plans each slot alone, as if every stock were as full as it can be when the
 * slot begins, and as if nothing counted afterwards. Every plan satisfies the rows of each slot, so the sum over all
 * slots is a bound whatever the plan stores.
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
export function singleSlotIncidence(incidence: Incidence, slot: number): Incidence {
  const { choiceUse, choicesOf, fillsOf, layout, stocksOf } = incidence;
  const drawn = new Set(Array.from(choicesOf[slot]!, (choice) => choiceUse[choice]!.stocks).flat());
  const isKept = (stock: number) =>
    drawn.has(stock) || subPathOf(layout.problem, layout.stocks[stock]!).initialStock > 0;
  const stocks = stocksOf.with(slot, stocksOf[slot]!.filter(isKept));
  if (slot + 1 < stocks.length) stocks[slot + 1] = NOTHING;
  return { ...incidence, fillsOf: fillsOf.with(slot, NOTHING), stocksOf: stocks };
}

export interface SlotWork {
  readonly slots: readonly number[];
  /** Whether to solve the LP relaxations of the slots instead of their MIPs. */
  readonly relax: boolean;
  readonly relativeGap: number;
  /** Each solver takes the next slot as soon as it is free. */
  readonly solvers: readonly Solver[];
  readonly seconds: number;
}

/** Tightens the bounds of some slots, in this order, until the time is up. Returns a slot without a plan, or null. */
export async function tightenSlots(
  context: SearchContext,
  bounds: SlotBounds,
  { slots, relax, relativeGap, solvers, seconds }: SlotWork,
): Promise<number | null> {
  const until = context.task.elapsedSeconds() + seconds;
  const left = slots.values();
  let impossible: number | null = null;
  const work = async (solver: Solver): Promise<void> => {
    for (const slot of left) {
      const remaining = Math.min(context.remainingSeconds(), until - context.task.elapsedSeconds());
      if (remaining <= 0 || impossible !== null) return;
      const scope = { ...context, incidence: singleSlotIncidence(context.incidence, slot) };
      const { bound } = await boundWindow(scope, solver, [slot, slot + 1], UNPRICED, {
        seconds: remaining,
        relativeGap,
        relax,
      });
      if (bound === Number.NEGATIVE_INFINITY) impossible = slot;
      bounds[slot] = Math.min(bounds[slot]!, bound);
    }
  };
  await Promise.all(solvers.map(work));
  return impossible;
}
