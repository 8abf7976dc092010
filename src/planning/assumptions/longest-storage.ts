import { stockChange } from '../../domain/memory.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import { forEachLoad } from '../link-loads.ts';

/** Less than this share of the most in a stock is rounding. */
const ROUNDING = 1e-6;

/**
 * The longest time from the filling of a pair to its drawing, s, if the oldest pairs of each stock are drawn first; null if
 * nothing is drawn. From the beginning of one slot to the end of the other, so no pair is older. An initial stock counts as
 * filled just before slot 0, as what is older cannot be known.
 */
export function longestStorageSeconds(problem: Problem, plan: Plan): number | null {
  const { topology, memory } = problem;
  const { slotSeconds, slotCount } = topology;
  const { survival, kept, needed } = stockChange(memory, slotSeconds);
  const drawn = pairsBySlot();
  forEachLoad(problem, plan, (hop, slot, pairsPerSecond) => {
    if ('pair' in hop) drawn.add(hop, slot, pairsPerSecond * slotSeconds);
  });
  const filled = pairsBySlot();
  for (const fill of plan.fills) filled.add(fill, fill.slot, fill.rate * slotSeconds);
  let longest = 0;
  for (const stock of plan.stocks) {
    const { pairs } = stock;
    const [taken, arriving] = [drawn.of(stock), filled.of(stock)];
    const rounding = ROUNDING * pairs.reduce((most, one) => Math.max(most, one), 0);
    let groups = [{ filledIn: -1, amount: pairs[0]! }];
    for (let slot = 0; slot < slotCount; slot++) {
      let toDraw = needed * (taken.get(slot) ?? 0);
      for (const group of groups) {
        const oldest = Math.min(group.amount, toDraw);
        if (oldest > rounding) longest = Math.max(longest, slot - group.filledIn + 1);
        group.amount -= oldest;
        toDraw -= oldest;
      }
      groups = groups
        .map(({ filledIn, amount }) => ({ filledIn, amount: amount * survival }))
        .filter(({ amount }) => amount > rounding);
      const arrived = kept * (arriving.get(slot) ?? 0);
      if (arrived > 0) groups.push({ filledIn: slot, amount: arrived });
    }
  }
  return longest > 0 ? longest * slotSeconds : null;
}

interface Stock {
  readonly pair: string;
  readonly subPath: string;
}

/** Pairs by stock and slot. */
function pairsBySlot() {
  const stocks = new Map<string, Map<number, number>>();
  const of = ({ pair, subPath }: Stock): Map<number, number> => {
    const key = `${pair} ${subPath}`;
    const slots = stocks.get(key) ?? new Map<number, number>();
    stocks.set(key, slots);
    return slots;
  };
  return {
    of,
    add(stock: Stock, slot: number, pairs: number) {
      const slots = of(stock);
      slots.set(slot, (slots.get(slot) ?? 0) + pairs);
    },
  };
}
