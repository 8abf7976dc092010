/**
 * What each column touches, slot by slot, and what can matter at all. Since the optimum is the same without them, we
 * leave out:
 * - choices with Y^max = 0 (tightened by reachable stock; C2 lets a pair select a path that carries nothing);
 * - fills that cannot be drawn on later, and stocks before their first and after their last use. Whatever is never
 *   served traces back to a fill that can be reduced. This requires every stock to start empty, so with an initial
 *   stock only the last slot's fills and z^T are left out.
 */
import type { Fill } from '../domain/problem.ts';
import { bySlot } from './by-slot.ts';
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
  const carrying = [...choices.keys()].filter((choice) => choices[choice]!.offer.rateCap > 0);
  const choicesOf = bySlot(slotCount, carrying, (choice) => choices[choice]!.offer.slot);
  const isUsable = ({ slot, rateCap }: Fill, stocks: readonly number[]): boolean =>
    rateCap > 0 && stocks.every((stock) => reachable(stock)[slot]! > 0);
  const last = startsStocked(layout)
    ? new Int32Array(layout.stocks.length).fill(slotCount - 1)
    : lastDraws(layout, usersIn(choicesOf, uses), isUsable);
  const useful = [...fills.keys()].filter((index) => {
    const { fill } = fills[index]!;
    return fill.slot < last[uses.stockOfFill[index]!]! && isUsable(fill, uses.fillUse[index]!.stocks);
  });
  const fillsOf = bySlot(slotCount, useful, (index) => fills[index]!.fill.slot);
  const life = Array.from(last, (end, stock) => {
    const first = end < 0 ? -1 : reachable(stock).findIndex((amount) => amount > 0);
    return { first: first < 0 ? slotCount + 1 : first, last: end };
  });
  const stocksOf: number[][] = Array.from({ length: slotCount }, () => []);
  for (const [stock, alive] of life.entries()) {
    const until = Math.min(alive.last, slotCount - 1);
    for (let slot = alive.first; slot <= until; slot++) stocksOf[slot]!.push(stock);
  }
  return {
    layout,
    choicesOf: choicesOf.map((own) => Int32Array.from(own)),
    fillsOf: fillsOf.map((own) => Int32Array.from(own)),
    ...uses,
    reachable,
    life,
    stocksOf: stocksOf.map((own) => Int32Array.from(own)),
  };
}

const startsStocked = ({ problem }: Layout): boolean =>
  problem.storagePairs.some(({ subPaths }) => subPaths.some(({ initialStock }) => initialStock > 0));

function* usersIn(choicesOf: readonly (readonly number[])[], { choiceUse }: Uses) {
  for (const [slot, choices] of choicesOf.entries()) {
    for (const choice of choices) yield { slot, stocks: choiceUse[choice]!.stocks };
  }
}
