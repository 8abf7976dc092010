import { greedy as facts } from '../../domain/methods/greedy.ts';
import { type Hop, pathOf, storedHops, subPathOf } from '../../domain/problem.ts';
import { bySlot } from '../../model/by-slot.ts';
import { type Layout, stockOf } from '../../model/layout.ts';
import { openLeftOver, type Share } from '../../model/left-over.ts';
import { bestRealPaths } from '../../model/selection.ts';
import { usesOf } from '../../model/uses.ts';
import { type Method, NO_BOUND } from '../method.ts';
import { openTelescopes } from '../telescopes.ts';
import { openStockLedger } from './stock-ledger.ts';

/**
 * What a practitioner would write in an afternoon: goes through the slots in order and the demands by id, each on the
 * path with the largest remaining α·rate; then storage pairs by id fill from the rest. Telescopes are taken as it goes,
 * and turn as early as they are free. It ignores the future and minimum rates.
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
  const uses = usesOf(layout);
  const telescopes = openTelescopes(layout, selection);
  const left = openLeftOver({ layout, ...uses });
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
    const most = ({ column, links, hops, cost }: Route) =>
      storedHops(hops).reduce(
        (rate, hop) => Math.min(rate, ledger.available(hop) / slotSeconds / cost),
        Math.min(left.room(column), telescopes.room(links, slot) / cost),
      );
    /** Links of one path may need the same telescope on the way there, so that less is left than was asked for. */
    const take = ({ column, links, hops, cost }: Route, wanted: number): number => {
      if (wanted > 0) telescopes.point(links, slot);
      const rate = Math.min(wanted, telescopes.room(links, slot) / cost);
      left.take(column, rate);
      telescopes.take(links, slot, rate * cost);
      for (const hop of storedHops(hops)) ledger.draw(hop, rate * cost * slotSeconds);
      return rate;
    };
    for (const group of groupsOf[slot]!) {
      const alpha = demands[group.demand]!.weight[slot]!;
      const routeOf = (choice: number): Route => ({
        column: left.ofChoice(choice),
        links: uses.choiceUse[choice]!.links,
        hops: pathOf(problem, choices[choice]!).hops,
        cost: choices[choice]!.offer.cost,
      });
      const rateOf = (choice: number) => Math.min(choices[choice]!.offer.rateCap, most(routeOf(choice)));
      const best = group.choices.reduce((a, b) => (alpha * rateOf(b) > alpha * rateOf(a) ? b : a));
      const rate = take(routeOf(best), alpha > 0 ? rateOf(best) : 0);
      selection[choices[best]!.group] = best;
      rates[best] = rate;
      objective += alpha * rate;
    }
    for (const index of fillsOf[slot]!) {
      const filling = fills[index]!;
      const { rateCap, cost } = filling.fill;
      const stock = stockOf(layout, filling);
      const { hops } = subPathOf(problem, filling);
      const route = { column: left.ofFill(index), links: uses.fillUse[index]!.links, hops, cost };
      const rate = take(route, Math.min(rateCap, most(route), ledger.room(stock, route.column)));
      ledger.fill(stock, rate * slotSeconds);
      fillRates[index] = rate;
    }
    ledger.nextSlot();
  }
  return { selection, objective, values: { rates, fillRates } };
}

/** What a column carries pairs along, and how many of each link and stock a pair costs. */
interface Route {
  readonly column: Share;
  readonly links: readonly number[];
  readonly hops: readonly Hop[];
  readonly cost: number;
}

/** Sorted by id; items with the same id stay in order. */
const inOrder = <T>(list: readonly T[], idOf: (item: T) => string): T[] =>
  list.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0));
