import { greedy as facts } from '../../domain/methods/greedy.ts';
import { type Hop, pathOf, storedHops, subPathOf } from '../../domain/problem.ts';
import { bySlot } from '../../model/by-slot.ts';
import { type Layout, stockOf } from '../../model/layout.ts';
import { openLeftOver, type Share } from '../../model/left-over.ts';
import { bestRealPaths } from '../../model/selection.ts';
import { usesOf } from '../../model/uses.ts';
import { type Method, NO_BOUND } from '../method.ts';
import { openStockLedger } from './stock-ledger.ts';

/**
 * What a practitioner would write in an afternoon: goes through the slots in order and the demands by id, each on the
 * path with the largest remaining α·rate; then storage pairs by id fill from the rest. It ignores the future and
 * minimum rates.
 */
export const greedy: Method<'greedy'> = {
  ...facts,
  name: 'greedy',
  needs: { relaxation: true, wholeProgram: false },
  firstPlan: () => 'none',
  ratedBy: 'parts',
  async *solve({ layout }) {
    yield { iteration: 1, improvement: greedyPlan(layout), ...NO_BOUND, newProofs: [] };
    return { status: 'completed', iterations: 1, ...NO_BOUND };
  },
};

function greedyPlan(layout: Layout) {
  const { problem, choices, fills } = layout;
  const { topology, demands, storagePairs } = problem;
  const { slotCount, slotSeconds } = topology;
  const selection = bestRealPaths(layout);
  const rates = new Float64Array(choices.length);
  const fillRates = new Float64Array(fills.length);
  const left = openLeftOver({ layout, ...usesOf(layout) });
  const ledger = openStockLedger(layout, left);
  const groupsOf = bySlot(
    slotCount,
    inOrder(layout.groups, ({ demand }) => demands[demand]!.id),
    ({ slot }) => slot,
  );
  const fillsOf = bySlot(
    slotCount,
    inOrder([...fills.keys()], (index) => storagePairs[fills[index]!.pair]!.id),
    (index) => fills[index]!.fill.slot,
  );
  let objective = 0;
  for (let slot = 0; slot < slotCount; slot++) {
    /** The most that a column carries of pairs that cost so many of each stock it draws on, pairs/s. */
    const most = (column: Share, hops: readonly Hop[], cost: number) =>
      storedHops(hops).reduce(
        (rate, hop) => Math.min(rate, ledger.available(hop) / slotSeconds / cost),
        left.room(column),
      );
    const take = (column: Share, hops: readonly Hop[], rate: number, cost: number) => {
      left.take(column, rate);
      for (const hop of storedHops(hops)) ledger.draw(hop, rate * cost * slotSeconds);
    };
    for (const group of groupsOf[slot]!) {
      const alpha = demands[group.demand]!.weight[slot]!;
      const hopsOf = (choice: number) => pathOf(problem, choices[choice]!).hops;
      const rateOf = (choice: number) => {
        const { offer } = choices[choice]!;
        return Math.min(offer.rateCap, most(left.ofChoice(choice), hopsOf(choice), offer.cost));
      };
      const best = group.choices.reduce((a, b) => (alpha * rateOf(b) > alpha * rateOf(a) ? b : a));
      const rate = alpha > 0 ? rateOf(best) : 0;
      take(left.ofChoice(best), hopsOf(best), rate, choices[best]!.offer.cost);
      selection[choices[best]!.group] = best;
      rates[best] = rate;
      objective += alpha * rate;
    }
    for (const index of fillsOf[slot]!) {
      const filling = fills[index]!;
      const { rateCap, cost } = filling.fill;
      const { hops } = subPathOf(problem, filling);
      const stock = stockOf(layout, filling);
      const column = left.ofFill(index);
      const rate = Math.min(rateCap, most(column, hops, cost), ledger.room(stock) / slotSeconds);
      take(column, hops, rate, cost);
      ledger.fill(stock, rate * slotSeconds);
      fillRates[index] = rate;
    }
    ledger.nextSlot();
  }
  return { selection, objective, values: { rates, fillRates } };
}

/** Sorted by id; items with the same id stay in order. */
const inOrder = <T>(list: readonly T[], idOf: (item: T) => string): T[] =>
  list.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0));
