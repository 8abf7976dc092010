/** Which fills something can draw on later; with telescopes at stake, others are no part of a layout. */
import {
  type Fill,
  type Hop,
  type Offer,
  type Problem,
  pathOf,
  storedHops,
  subPathOf,
} from '../domain/problem.ts';

interface Drawing {
  readonly demand: number;
  readonly path: number;
  readonly offer: Offer;
}

interface Filling {
  readonly pair: number;
  readonly subPath: number;
  readonly fill: Fill;
}

export function drawnFills<F extends Filling>(
  problem: Problem,
  choices: readonly Drawing[],
  fills: readonly F[],
): F[] {
  const lastDraw = new Map<string, number>();
  const open: { readonly pair: number; readonly subPath: number }[] = [];
  const keyOf = ({ pair, subPath }: { readonly pair: number; readonly subPath: number }) =>
    `${pair} ${subPath}`;
  const draw = (hops: readonly Hop[], slot: number) => {
    for (const stored of storedHops(hops)) {
      if ((lastDraw.get(keyOf(stored)) ?? -1) >= slot) continue;
      lastDraw.set(keyOf(stored), slot);
      open.push(stored);
    }
  };
  for (const choice of choices) draw(pathOf(problem, choice).hops, choice.offer.slot);
  for (let stored = open.pop(); stored; stored = open.pop()) {
    const { hops, fills: own } = subPathOf(problem, stored);
    const last = own.findLast(({ slot }) => slot < lastDraw.get(keyOf(stored!))!);
    if (last) draw(hops, last.slot);
  }
  return fills.filter((filling) => filling.fill.slot < (lastDraw.get(keyOf(filling)) ?? 0));
}
