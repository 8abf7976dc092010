/** What each column of a layout uses: own links and stocks, slot by slot. */
import { ownLinks, storedHops } from '../domain/problem.ts';
import { type Layout, stockOf } from './layout.ts';

export interface Use {
  readonly links: readonly number[];
  readonly stocks: readonly number[];
}

export interface Uses {
  /** Own real links of each choice, and the stocks that it draws on. */
  readonly choiceUse: readonly Use[];
  readonly fillUse: readonly Use[];
  /** Per fill column: the stock that it fills. */
  readonly stockOfFill: Int32Array;
  /** Per stock: the storage nodes that hold it, by index. */
  readonly endsOfStock: readonly (readonly number[])[];
}

export function usesOf(layout: Layout): Uses {
  const { demands, storagePairs, storageNodes } = layout.problem;
  const nodeIndex = new Map(storageNodes.map(({ node }, index) => [node, index]));
  const endsOfPair = storagePairs.map(({ ends }) => ends.map((node) => nodeIndex.get(node)!));
  const useOf = (hops: Parameters<typeof ownLinks>[0]): Use => ({
    links: ownLinks(hops),
    stocks: storedHops(hops).map((hop) => stockOf(layout, hop)),
  });
  const pathUse = demands.map(({ paths }) => paths.map(({ hops }) => useOf(hops)));
  const subPathUse = storagePairs.map(({ subPaths }) => subPaths.map(({ hops }) => useOf(hops)));
  const { choices, fills, stocks } = layout;
  // Of the fills there may be millions.
  const fillUse = new Array<Use>(fills.length);
  const stockOfFill = new Int32Array(fills.length);
  for (let index = 0; index < fills.length; index++) {
    const fill = fills[index]!;
    fillUse[index] = subPathUse[fill.pair]![fill.subPath]!;
    stockOfFill[index] = stockOf(layout, fill);
  }
  return {
    choiceUse: choices.map(({ demand, path }) => pathUse[demand]![path]!),
    fillUse,
    stockOfFill,
    endsOfStock: stocks.map(({ pair }) => endsOfPair[pair]!),
  };
}
