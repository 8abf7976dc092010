import { ownLinks, pathOf, storedHops } from '../domain/problem.ts';
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
  const isReal = layout.problem.demands.map(({ paths }) =>
    paths.map(({ hops }) => storedHops(hops).length === 0),
  );
  const better = (a: number, b: number) => {
    const one = layout.choices[a]!;
    const other = layout.choices[b]!;
    const isOneReal = isReal[one.demand]![one.path]!;
    if (isOneReal !== isReal[other.demand]![other.path]) return isOneReal;
    return one.offer.rateCap > other.offer.rateCap;
  };
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

/** Where x, w and u begin in a point: what may be selected, as numbers. */
export function pointOffsets({ choices, pointing }: Layout): Pick<Offsets, 'pointed' | 'slewed' | 'count'> & {
  readonly x: number;
} {
  const pointed = choices.length;
  const pointings = pointing?.columns.length ?? 0;
  return { x: 0, pointed, slewed: pointed + pointings, count: pointed + 2 * pointings };
}

/** x, w and u of a selection; x is 0 where telescopes do not point along the path. */
export function pointOf(layout: Layout, selection: Selection): Float64Array {
  const at = pointOffsets(layout);
  const point = new Float64Array(at.count);
  for (const choice of choicesOf(layout, selection)) {
    const { offer } = layout.choices[choice]!;
    const links = ownLinks(pathOf(layout.problem, layout.choices[choice]!).hops);
    if (isFlown(layout, selection, links, offer.slot)) point[at.x + choice] = 1;
  }
  setPointing(layout, selection, at, point);
  return point;
}

/** Whether telescopes point along all of these links that limit them. */
export function isFlown(
  layout: Layout,
  selection: Selection,
  links: readonly number[],
  slot: number,
): boolean {
  const { pointing } = layout;
  if (pointing === null) return true;
  const pointed = pointedBy(layout, selection);
  return links.every((link) => {
    const index = pointing.indexOf(link, slot);
    return index < 0 || pointed[index] === 1;
  });
}

/** The selection of a point whose x and w are integers up to rounding. */
export function selectionAt(layout: Layout, point: Float64Array): Selection {
  const { x, pointed, slewed } = pointOffsets(layout);
  return roundSelection(layout, point.subarray(x, pointed), point.subarray(pointed, slewed));
}

/**
 * A fractional point with the least u for its w, by P3, and with w no less than what is being acquired, by P4. Solvers
 * keep both up to rounding, which would be much of a wide link.
 */
export function settled(layout: Layout, point: Float64Array): Float64Array {
  const { pointing } = layout;
  if (pointing === null) return point;
  const { pointed, slewed } = pointOffsets(layout);
  const found = point.slice();
  const valueAt = (first: number, index: number) => (index < 0 ? 0 : found[first + index]!);
  pointing.columns.forEach(({ link, slot }, index) => {
    const shares = pointing.lostShares(link);
    if (shares.length === 0) return;
    const before = valueAt(pointed, pointing.indexOf(link, slot - 1));
    found[slewed + index] = Math.max(0, found[pointed + index]! - before);
    const acquiring = shares.reduce(
      (sum, _, j) => sum + valueAt(slewed, pointing.indexOf(link, slot - j)),
      0,
    );
    found[pointed + index] = Math.max(found[pointed + index]!, acquiring);
  });
  return found;
}
