/** Finds how long each stock is of use: until the last slot in which something draws on it. */
import { type Fill, type Problem, storedHops, subPathOf, type VirtualLink } from '../domain/problem.ts';

/** The stocks of a layout. */
interface Stocks {
  readonly problem: Problem;
  readonly stocks: readonly VirtualLink[];
  readonly stockIndex: readonly (readonly number[])[];
}

/** What draws on stocks in a slot. */
interface SlotDraw {
  readonly slot: number;
  readonly stocks: readonly number[];
}

/**
 * Per stock: the last slot in which a path draws on it, or a fill of another stock that is drawn on later; −1 if
 * nothing does.
 * @param users the draws of paths
 * @param isUsable whether a fill, which draws on these stocks itself, can bring anything; all by default
 */
export function lastDraws(
  { problem, stocks: all, stockIndex }: Stocks,
  users: Iterable<SlotDraw>,
  isUsable: (fill: Fill, stocks: readonly number[]) => boolean = () => true,
): Int32Array {
  const last = new Int32Array(all.length).fill(-1);
  const open: number[] = [];
  const draw = ({ slot, stocks }: SlotDraw) => {
    for (const stock of stocks) {
      if (last[stock]! >= slot) continue;
      last[stock] = slot;
      open.push(stock);
    }
  };
  for (const user of users) draw(user);
  for (let filled = open.pop(); filled !== undefined; filled = open.pop()) {
    const { hops, fills } = subPathOf(problem, all[filled]!);
    const stocks = storedHops(hops).map(({ pair, subPath }) => stockIndex[pair]![subPath]!);
    if (stocks.length === 0) continue;
    const until = last[filled]!;
    // All fills of a stock draw on the same stocks, so the last one counts.
    const fill = fills.findLast((one) => one.slot < until && isUsable(one, stocks));
    if (fill) draw({ slot: fill.slot, stocks });
  }
  return last;
}
