/**
 * Y^max tightened to the stock that can exist at all. By C6 and C4, the stock of a virtual link obeys z^{t+1} ≤ min(B,
 * s z^t + φδ·cap^t), where cap^t is the largest rate at which its sub-path can be filled in slot t; by C5, a path
 * through it then carries at most that stock/(g ψδ). This cuts off no feasible y.
 */
import { stockChange } from '../domain/memory.ts';
import { storedHops, subPathOf } from '../domain/problem.ts';
import { type Layout, stockOf } from './layout.ts';

const tightened = new WeakMap<Layout, Layout>();

/** The layout with Y^max tightened in every choice; all indices stay as they are. The answer is remembered. */
export function tightenRateCaps(layout: Layout): Layout {
  const before = tightened.get(layout);
  if (before) return before;
  const result = withTightCaps(layout);
  tightened.set(layout, result);
  // Caps do not change what can be stored, and are tight already.
  known.set(result, reachableStocks(layout));
  tightened.set(result, result);
  return result;
}

function withTightCaps(layout: Layout): Layout {
  const { topology, memory, demands } = layout.problem;
  const { needed } = stockChange(memory, topology.slotSeconds);
  const reachable = reachableStocks(layout);
  const drawnBy = demands.map(({ paths }) =>
    paths.map(({ hops }) => storedHops(hops).map((hop) => stockOf(layout, hop))),
  );
  return {
    ...layout,
    choices: layout.choices.map((choice) => {
      const { demand, path, offer } = choice;
      let { rateCap } = offer;
      for (const stock of drawnBy[demand]![path]!) {
        const most = reachable(stock)[offer.slot]!;
        rateCap = Math.min(rateCap, most / (offer.cost * topology.slotSeconds * needed));
      }
      return rateCap === offer.rateCap ? choice : { ...choice, offer: { ...offer, rateCap } };
    }),
  };
}

/** Per virtual link, the most that can be in stock at the beginning of t = 0..T; pairs. */
export type ReachableStocks = (stock: number) => Float64Array;

const known = new WeakMap<Layout, ReachableStocks>();

/**
 * The most that each virtual link can have in stock, computed when it is first asked about: of many, few are drawn on.
 * What fills over a virtual link draws on one that fills over real links alone.
 */
export function reachableStocks(layout: Layout): ReachableStocks {
  const before = known.get(layout);
  if (before) return before;
  const amounts: Float64Array[] = [];
  const reachable = (stock: number): Float64Array => {
    const before = amounts[stock];
    if (before !== undefined) return before;
    const { hops } = subPathOf(layout.problem, layout.stocks[stock]!);
    const drawn = storedHops(hops).map((hop) => reachable(stockOf(layout, hop)));
    const amount = reachableStock(layout, stock, drawn);
    amounts[stock] = amount;
    return amount;
  };
  known.set(layout, reachable);
  return reachable;
}

function reachableStock(layout: Layout, index: number, drawn: readonly Float64Array[]): Float64Array {
  const { topology, storagePairs, memory } = layout.problem;
  const { slotCount, slotSeconds } = topology;
  const { survival, kept, needed } = stockChange(memory, slotSeconds);
  const { pair, subPath } = layout.stocks[index]!;
  const { capacity, subPaths } = storagePairs[pair]!;
  const { initialStock, fills } = subPaths[subPath]!;
  const stock = new Float64Array(slotCount + 1);
  stock[0] = initialStock;
  let now = initialStock;
  let next = 0;
  // What is empty stays so until it is filled.
  for (let slot = now > 0 ? 0 : (fills[0]?.slot ?? slotCount); slot < slotCount; slot++) {
    let filled = 0;
    if (next < fills.length && fills[next]!.slot === slot) {
      const { rateCap, cost } = fills[next++]!;
      filled = drawn.reduce(
        (least, other) => Math.min(least, other[slot]! / (cost * needed)),
        rateCap * slotSeconds,
      );
    }
    now = Math.min(capacity, survival * now + kept * filled);
    stock[slot + 1] = now;
  }
  return stock;
}
