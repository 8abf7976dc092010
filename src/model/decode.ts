import type { DualPrices } from '../domain/certificate.ts';
import {
  type EntityName,
  type EntityNames,
  FAMILIES,
  FAMILY_IDS,
  type FamilyFacts,
  type RowEntity,
  SLOT_MOMENTS,
} from '../domain/families.ts';
import { stockChange } from '../domain/memory.ts';
import type { Plan, PlannedHop, PlannedRoute } from '../domain/plan.ts';
import { type Hop, type Path, type Problem, pathOf, subPathOf, type VirtualLink } from '../domain/problem.ts';
import { rowOrder } from './constraints/row-order.ts';
import { decodePointing } from './decode-pointing.ts';
import { drawOnStocks } from './draw-on-stocks.ts';
import { type Layout, stockOf } from './layout.ts';
import { type ReachableStocks, reachableStocks, tightenRateCaps } from './reachable-stock.ts';
import { pointedBy, type Selection } from './selection.ts';
import type { ColumnValues, RowPrices } from './solution.ts';

/** Amounts below this share of the largest possible amount are solver rounding. */
const NOISE = 1e-9;

/**
 * Converts column values to a plan in names. A selected path with rate 0 is no route, and what nothing draws on is not
 * filled.
 * @param selection says where telescopes point, in layouts where they are pointed
 */
export function decodePlan(layout: Layout, values: ColumnValues, selection?: Selection): Plan {
  const { problem, pointing } = layout;
  const reachable = reachableStocks(layout);
  const { choices: tightened } = tightenRateCaps(layout);
  const rates = values.rates.map((rate, choice) => clean(rate, tightened[choice]!.offer.rateCap));
  const stored = drawOnStocks(layout, rates, values.fillRates);
  const stocks = decodeStocks(layout, stored, reachable);
  const fills = decodeFills(layout, stored, reachable);
  const named = new Map<string, Set<string>>();
  for (const { pair, subPath } of [...stocks, ...fills]) {
    named.set(pair, (named.get(pair) ?? new Set()).add(subPath));
  }
  const subPaths = problem.storagePairs.flatMap(({ id: pair, subPaths: all }) => {
    const ofPair = named.get(pair);
    if (ofPair === undefined) return [];
    return all
      .filter(({ id }) => ofPair.has(id))
      .map(({ id, nodes, hops }) => ({ pair, id, nodes, hops: hops.map((hop) => nameHop(problem, hop)) }));
  });
  const plan = { routes: decodeRoutes(layout, rates), subPaths, fills, stocks };
  if (pointing === null || selection === undefined) return plan;
  const pointed = pointedBy(layout, selection);
  return {
    ...plan,
    pointing: decodePointing(layout, pointing, pointed, { rates, fillRates: stored.fillRates }),
  };
}

/** In the order of demands, then of slots. */
function decodeRoutes({ problem, choices }: Layout, rates: Float64Array): PlannedRoute[] {
  const used: number[] = [];
  for (let choice = 0; choice < rates.length; choice++) if (rates[choice]! > 0) used.push(choice);
  const placeOf = (choice: number) => choices[choice]!;
  used.sort(
    (one, other) =>
      placeOf(one).demand - placeOf(other).demand || placeOf(one).offer.slot - placeOf(other).offer.slot,
  );
  /** A path is taken in many slots. */
  const named = new Map<Path, readonly PlannedHop[]>();
  return used.map((choice) => {
    const { demand, path, offer } = choices[choice]!;
    const taken = pathOf(problem, { demand, path });
    const { id, nodes } = taken;
    const hops = named.get(taken) ?? taken.hops.map((hop) => nameHop(problem, hop));
    named.set(taken, hops);
    return {
      demand: problem.demands[demand]!.id,
      slot: offer.slot,
      path: id,
      nodes,
      hops,
      rate: rates[choice]!,
      rateCap: offer.rateCap,
      cost: offer.cost,
      fidelity: offer.fidelity,
      deliveredFidelity: offer.deliveredFidelity,
      ...(offer.signals && {
        latencySeconds: offer.signals.latencySeconds,
        rounds: offer.signals.rounds,
      }),
    };
  });
}

function decodeStocks(
  layout: Layout,
  { stocks }: ReturnType<typeof drawOnStocks>,
  reachable: ReachableStocks,
): Plan['stocks'] {
  return [...stocks]
    .sort(([one], [other]) => one - other)
    .flatMap(([stock, amounts]) => {
      const link = layout.stocks[stock]!;
      const { initialStock } = subPathOf(layout.problem, link);
      const most = reachable(stock);
      if (initialStock === 0 && !amounts.some((amount, t) => t > 0 && clean(amount, most[t]!) > 0)) return [];
      // z^1 is data, however small; the rest follows from what a solver found.
      const pairs = Array.from(amounts, (amount, t) => (t === 0 ? initialStock : clean(amount, most[t]!)));
      return [{ ...namesOf(layout.problem, link), pairs }];
    });
}

function decodeFills(
  layout: Layout,
  { fillRates }: ReturnType<typeof drawOnStocks>,
  reachable: ReachableStocks,
): Plan['fills'] {
  const { problem } = layout;
  const { slotSeconds } = problem.topology;
  const { kept } = stockChange(problem.memory, slotSeconds);
  const fills: Plan['fills'][number][] = [];
  // Of a million that there may be, few are used.
  for (let index = 0; index < fillRates.length; index++) {
    const filled = fillRates[index]!;
    if (filled <= 0) continue;
    const filling = layout.fills[index]!;
    const { slot } = filling.fill;
    const most = reachable(stockOf(layout, filling))[slot + 1]! / (slotSeconds * kept);
    const rate = clean(filled, most);
    if (rate > 0) fills.push({ ...namesOf(problem, filling), slot, rate });
  }
  return fills;
}

/** Duals of rows as prices in names; zero prices are left out. Prices of … ≥ … are converted to the ≤ form. */
export function decodePrices(layout: Layout, { meanings, duals }: RowPrices): DualPrices {
  const lists = Object.fromEntries(
    FAMILY_IDS.flatMap((id) =>
      'isInEveryRecord' in FAMILIES[id] ? [[FAMILIES[id].prices, [] as object[]]] : [],
    ),
  );
  const priced = meanings.flatMap((meaning, row) =>
    meaning !== null && 'entity' in meaning && duals[row] !== 0 ? [{ meaning, price: duals[row]! }] : [],
  );
  const byFamily = FAMILY_IDS.flatMap((id) => {
    const compare = rowOrder(layout, id);
    return priced
      .filter(({ meaning }) => meaning.constraint === id)
      .sort((one, other) => compare(one.meaning, other.meaning));
  });
  for (const { meaning, price } of byFamily) {
    const facts: FamilyFacts = FAMILIES[meaning.constraint];
    const list = lists[facts.prices] ?? [];
    lists[facts.prices] = list;
    const name = entityName(layout, facts.of, meaning.entity);
    list.push({ ...name, slot: meaning.slot, price: facts.isLeast ? -price : price });
  }
  return lists as unknown as DualPrices;
}

/** What a row refers to, in names. */
export function entityName({ problem, stocks }: Layout, of: RowEntity, entity: number): EntityName {
  switch (of) {
    case 'memory':
      return { node: problem.storageNodes[entity]!.node };
    case 'link':
      return { link: problem.topology.links[entity]!.id };
    case 'demand':
      return { demand: problem.demands[entity]!.id };
    case 'node':
      return { node: problem.topology.nodes[entity]!.id };
    case 'nodeMoment':
      return { node: problem.topology.nodes[entity >> 1]!.id, at: SLOT_MOMENTS[entity & 1]! };
    case 'messageWay': {
      const { from, to } = problem.topology.messageWays![entity]!;
      return { from, to };
    }
    case 'demandLink': {
      const [demand, link] = quotient(entity, problem.topology.links.length);
      return { demand: problem.demands[demand]!.id, link: problem.topology.links[link]!.id };
    }
    case 'stockLink': {
      const [stock, link] = quotient(entity, problem.topology.links.length);
      return { ...namesOf(problem, stocks[stock]!), link: problem.topology.links[link]!.id };
    }
    case 'stock':
      return namesOf(problem, stocks[entity]!);
  }
}

const quotient = (entity: number, count: number): readonly [number, number] => [
  Math.floor(entity / count),
  entity % count,
];

const nameHop = (problem: Problem, hop: Hop): PlannedHop =>
  hop.kind === 'link' ? { link: problem.topology.links[hop.link]!.id } : namesOf(problem, hop);

/** A virtual link in names. */
export const namesOf = (problem: Problem, link: VirtualLink): EntityNames['stock'] => ({
  pair: problem.storagePairs[link.pair]!.id,
  subPath: subPathOf(problem, link).id,
});

const clean = (amount: number, most: number): number => (amount > NOISE * most ? amount : 0);
