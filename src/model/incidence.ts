/**
 * What each column touches, slot by slot, and what can matter at all. Since the optimum is the same without them, we
 * leave out:
 * - choices with Y^max = 0 (tightened by reachable stock; C2 lets a pair select a path that carries nothing);
 * - fills that cannot be drawn on later, and stocks before their first and after their last use. Whatever is never
 *   served traces back to a fill that can be reduced. This requires every stock to start empty, so with an initial
 *   stock only the last slot's fills and z^T are left out.
 */
import type { Fill } from '../domain/problem.ts';
import { indicesBySlot, NO_SLOT } from './by-slot.ts';
import { lastDraws } from './last-draws.ts';
import type { Layout } from './layout.ts';
import { type ReachableStocks, reachableStocks, tightenRateCaps } from './reachable-stock.ts';
import { type Uses, usesOf } from './uses.ts';

export interface Incidence extends Uses {
  /** With Y^max tightened by reachable stock. */
  readonly layout: Layout;
  /** Per slot: choices that can carry something. */
  readonly choicesOf: readonly Int32Array[];
  /** Per slot: fill columns that can be drawn on later. */
  readonly fillsOf: readonly Int32Array[];
  /** Per stock and t = 0..T: the most that can be there, pairs. */
  readonly reachable: ReachableStocks;
  /** Per stock: the slots at whose beginning it can hold pairs that are of use; empty where last < first. */
  readonly life: readonly { readonly first: number; readonly last: number }[];
  /** Per slot: the stocks that can hold useful pairs at its beginning. */
  readonly stocksOf: readonly Int32Array[];
}

export function incidenceOf(original: Layout): Incidence {
  const layout = tightenRateCaps(original);
  const { slotCount } = layout.problem.topology;
  const uses = usesOf(layout);
  const reachable = reachableStocks(layout);
  const { choices, fills } = layout;
  const choicesOf = indicesBySlot(slotCount, choices.length, (choice) => {
    const { slot, rateCap } = choices[choice]!.offer;
    return rateCap > 0 ? slot : NO_SLOT;
  });
  const isUsable = ({ slot, rateCap }: Fill, stocks: readonly number[]): boolean =>
    rateCap > 0 && stocks.every((stock) => reachable(stock)[slot]! > 0);
  const last = startsStocked(layout)
    ? new Int32Array(layout.stocks.length).fill(slotCount - 1)
    : lastDraws(layout, usersIn(choicesOf, uses), isUsable);
  const fillsOf = indicesBySlot(slotCount, fills.length, (index) => {
    const until = last[uses.stockOfFill[index]!]!;
    // Of millions, most belong to stocks that nothing draws on.
    if (until < 0) return NO_SLOT;
    const { fill } = fills[index]!;
    return fill.slot < until && isUsable(fill, uses.fillUse[index]!.stocks) ? fill.slot : NO_SLOT;
  });
  const life = Array.from(last, (end, stock) => {
    const first = end < 0 ? -1 : firstPositive(reachable(stock));
    return { first: first < 0 ? slotCount + 1 : first, last: end };
  });
  const stocksOf: number[][] = Array.from({ length: slotCount }, () => []);
  for (const [stock, alive] of life.entries()) {
    const until = Math.min(alive.last, slotCount - 1);
    for (let slot = alive.first; slot <= until; slot++) stocksOf[slot]!.push(stock);
  }
  return {
    layout,
    choicesOf,
    fillsOf,
    ...uses,
    reachable,
    life,
    stocksOf: stocksOf.map((own) => Int32Array.from(own)),
  };
}

function firstPositive(amounts: Float64Array): number {
  for (let at = 0; at < amounts.length; at++) if (amounts[at]! > 0) return at;
  return -1;
}

const startsStocked = ({ problem }: Layout): boolean =>
  problem.storagePairs.some(({ subPaths }) => subPaths.some(({ initialStock }) => initialStock > 0));

function* usersIn(choicesOf: readonly Int32Array[], { choiceUse }: Uses) {
  for (const [slot, choices] of choicesOf.entries()) {
    for (const choice of choices) {
      const { stocks } = choiceUse[choice]!;
      if (stocks.length > 0) yield { slot, stocks };
    }
  }
}
