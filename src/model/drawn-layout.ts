/**
 * The part of a layout that a selection can use: its paths, the stocks that they draw on, and what fills these in time.
 * Telescopes point as they do in the layout (flown-layout.ts), so none is pointed here.
 */
import { type Hop, storedHops } from '../domain/problem.ts';
import type { Layout } from './layout.ts';
import { choicesOf, type Selection } from './selection.ts';

export interface DrawnLayout {
  /** Its groups are those of the whole layout, each with one choice, of the same index. */
  readonly layout: Layout;
  /** Index in the whole layout of each fill column and of each stock. */
  readonly fills: readonly number[];
  readonly stocks: readonly number[];
}

export function drawnLayout(whole: Layout, selection: Selection): DrawnLayout {
  const { problem } = whole;
  const chosen = choicesOf(whole, selection);
  const lastDraw = lastDraws(whole, chosen);
  const stocks = whole.stocks.flatMap(({ pair, subPath }, stock) =>
    lastDraw.has(stock) || problem.storagePairs[pair]!.subPaths[subPath]!.initialStock > 0 ? [stock] : [],
  );
  const fills = whole.fills.flatMap(({ pair, subPath, fill }, index) =>
    fill.slot < (lastDraw.get(whole.stockIndex[pair]![subPath]!) ?? 0) ? [index] : [],
  );
  const places = new Map(stocks.map((stock, place) => [stock, place]));
  return {
    layout: {
      problem,
      choices: Array.from(chosen, (choice, group) => ({ ...whole.choices[choice]!, group })),
      groups: whole.groups.map((group, index) => ({ ...group, choices: [index] })),
      fills: fills.map((fill) => whole.fills[fill]!),
      stocks: stocks.map((stock) => whole.stocks[stock]!),
      // Nothing of this layout asks for a stock that is not in it.
      stockIndex: whole.stockIndex.map((row) => row.map((stock) => places.get(stock) ?? -1)),
      pointing: null,
    },
    fills,
    stocks,
  };
}

/** By stock, the last slot in which something may draw on it. */
function lastDraws(whole: Layout, selection: Selection): ReadonlyMap<number, number> {
  const { demands, storagePairs } = whole.problem;
  const lastDraw = new Map<number, number>();
  const open: number[] = [];
  const draw = (hops: readonly Hop[], slot: number) => {
    for (const { pair, subPath } of storedHops(hops)) {
      const stock = whole.stockIndex[pair]![subPath]!;
      if ((lastDraw.get(stock) ?? -1) >= slot) continue;
      lastDraw.set(stock, slot);
      open.push(stock);
    }
  };
  for (const choice of selection) {
    const { demand, path, offer } = whole.choices[choice]!;
    draw(demands[demand]!.paths[path]!.hops, offer.slot);
  }
  // What fills one stock may draw on others.
  for (let stock = open.pop(); stock !== undefined; stock = open.pop()) {
    const { pair, subPath } = whole.stocks[stock]!;
    const { hops, fills } = storagePairs[pair]!.subPaths[subPath]!;
    const last = fills.findLast(({ slot }) => slot < lastDraw.get(stock)!);
    if (last) draw(hops, last.slot);
  }
  return lastDraw;
}
