import { pathOf, storedHops } from '../domain/problem.ts';
import type { Layout } from './layout.ts';

/** x: for each C2 group of the layout, the index of its selected choice. */
export type Selection = Int32Array;

/** x as numbers per choice, 1 where selected. */
export function indicator(layout: Layout, selection: Selection): Float64Array {
  const x = new Float64Array(layout.choices.length);
  for (const choice of selection) x[choice] = 1;
  return x;
}

/** The selection nearest to a fractional x: the largest of each group, the first one in a tie. */
export function roundSelection(layout: Layout, x: ArrayLike<number>): Selection {
  return Int32Array.from(layout.groups, ({ choices }) =>
    choices.reduce((best, choice) => (x[choice]! > x[best]! + 1e-9 ? choice : best)),
  );
}

/** The paper's start: every pair on its best real path, by α·Y^max; a virtual one if there is no real one. */
export function bestRealPaths(layout: Layout): Selection {
  const isReal = layout.choices.map((choice) => storedHops(pathOf(layout.problem, choice).hops).length === 0);
  const better = (a: number, b: number) =>
    isReal[a] !== isReal[b]
      ? isReal[a]!
      : layout.choices[a]!.offer.rateCap > layout.choices[b]!.offer.rateCap;
  return Int32Array.from(layout.groups, ({ choices }) =>
    choices.reduce((best, choice) => (better(choice, best) ? choice : best)),
  );
}
