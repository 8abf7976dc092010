/** What something can draw on; with telescopes at stake, nothing else is part of a layout. */
import {
  type Hop,
  type Offer,
  type Problem,
  pathOf,
  storedHops,
  subPathOf,
  type VirtualLink,
} from '../domain/problem.ts';

interface Drawing {
  readonly demand: number;
  readonly path: number;
  readonly offer: Offer;
}

/** The last slot in which one of the choices, or a fill for one, may draw on the stock of a virtual link; −1 if none may. */
export function lastDraws(problem: Problem, choices: readonly Drawing[]): (stored: VirtualLink) => number {
  const last = problem.storagePairs.map(({ subPaths }) => new Int32Array(subPaths.length).fill(-1));
  const open: VirtualLink[] = [];
  const draw = (hops: readonly Hop[], slot: number) => {
    for (const { pair, subPath } of storedHops(hops)) {
      if (last[pair]![subPath]! >= slot) continue;
      last[pair]![subPath] = slot;
      open.push({ pair, subPath });
    }
  };
  for (const choice of choices) draw(pathOf(problem, choice).hops, choice.offer.slot);
  for (let stored = open.pop(); stored; stored = open.pop()) {
    const { hops, fills } = subPathOf(problem, stored);
    const before = last[stored.pair]![stored.subPath]!;
    const filled = fills.findLast(({ slot }) => slot < before);
    if (filled) draw(hops, filled.slot);
  }
  return ({ pair, subPath }) => last[pair]![subPath]!;
}
