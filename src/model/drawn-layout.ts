/**
 * The part of a layout that a selection can use: its paths, the stocks that these draw on, and fills in time for them.
 * Telescopes point as they do in the layout (flown-layout.ts), so none is pointed here.
 */
import { pathOf, storedHops, subPathOf } from '../domain/problem.ts';
import { lastDraws } from './last-draws.ts';
import { type Layout, stockOf } from './layout.ts';
import { choicesOf, type Selection } from './selection.ts';

export interface DrawnLayout {
  /** It has the groups of the whole layout, but only one choice in each; choice and group have the same index. */
  readonly layout: Layout;
  /** Index in the whole layout of each fill column and of each stock. */
  readonly fills: readonly number[];
  readonly stocks: readonly number[];
}

export function drawnLayout(whole: Layout, selection: Selection): DrawnLayout {
  const { problem } = whole;
  const chosen = choicesOf(whole, selection);
  const users = Array.from(chosen, (choice) => {
    const { offer, ...path } = whole.choices[choice]!;
    const stocks = storedHops(pathOf(problem, path).hops).map((hop) => stockOf(whole, hop));
    return { slot: offer.slot, stocks };
  });
  const last = lastDraws(whole, users);
  const stocks = whole.stocks.flatMap((link, stock) =>
    last[stock]! >= 0 || subPathOf(problem, link).initialStock > 0 ? [stock] : [],
  );
  const fills = whole.fills.flatMap((filling, index) =>
    filling.fill.slot < last[stockOf(whole, filling)]! ? [index] : [],
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
