import { pathOf, storedHops } from '../domain/problem.ts';
import type { Layout, Offsets } from './layout.ts';

/**
 * x: for each C2 group of the layout, the index of its selected choice. Then w, for each pointing column, 1 where
 * telescopes point along the link; a choice over a link where they do not carries nothing.
 */
export type Selection = Int32Array;

/** The part of a selection that says which choices are selected. */
export const choicesOf = ({ groups }: Layout, selection: Selection): Int32Array =>
  selection.subarray(0, groups.length);

/** The part that says where telescopes point. */
export const pointedBy = ({ groups }: Layout, selection: Selection): Int32Array =>
  selection.subarray(groups.length);

/** Choices as a selection in which telescopes point only where they are pinned by hand. */
export function selectionOf({ groups, pointing }: Layout, choices: ArrayLike<number>): Selection {
  const selection = new Int32Array(groups.length + (pointing?.columns.length ?? 0));
  selection.set(choices);
  pointing?.columns.forEach(({ least }, index) => {
    selection[groups.length + index] = least;
  });
  return selection;
}

/** x as numbers per choice, 1 where selected. */
export function indicator(layout: Layout, selection: Selection): Float64Array {
  const x = new Float64Array(layout.choices.length);
  for (const choice of choicesOf(layout, selection)) x[choice] = 1;
  return x;
}

/** The selection nearest to a fractional x and w: the largest x of each group, the first one in a tie. */
export function roundSelection(layout: Layout, x: ArrayLike<number>, w: ArrayLike<number> = []): Selection {
  const selection = selectionOf(
    layout,
    layout.groups.map(({ choices }) =>
      choices.reduce((best, choice) => (x[choice]! > x[best]! + 1e-9 ? choice : best)),
    ),
  );
  if (w.length > 0) pointedBy(layout, selection).set(Array.from(w, (pointed) => (pointed > 0.5 ? 1 : 0)));
  return selection;
}

/** The paper's start: every pair on its best real path, by α·Y^max; a virtual one if there is no real one. */
export function bestRealPaths(layout: Layout): Selection {
  const isReal = layout.choices.map((choice) => storedHops(pathOf(layout.problem, choice).hops).length === 0);
  const better = (a: number, b: number) =>
    isReal[a] !== isReal[b]
      ? isReal[a]!
      : layout.choices[a]!.offer.rateCap > layout.choices[b]!.offer.rateCap;
  return selectionOf(
    layout,
    layout.groups.map(({ choices }) =>
      choices.reduce((best, choice) => (better(choice, best) ? choice : best)),
    ),
  );
}

/** Writes where telescopes point, and point anew, by columns of a program. */
export function setPointing(
  layout: Layout,
  selection: Selection,
  at: Pick<Offsets, 'pointed' | 'slewed'>,
  values: Float64Array,
): void {
  const { pointing } = layout;
  if (pointing === null) return;
  const pointed = pointedBy(layout, selection);
  pointing.columns.forEach(({ link, slot }, index) => {
    values[at.pointed + index] = pointed[index]!;
    const before = pointing.indexOf(link, slot - 1);
    const isNew = pointed[index] === 1 && !(before >= 0 && pointed[before] === 1);
    values[at.slewed + index] = isNew && pointing.lostShares(link).length > 0 ? 1 : 0;
  });
}
