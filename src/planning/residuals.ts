import { acquiredCapacity } from '../domain/acquired-capacity.ts';
import { stockChange } from '../domain/memory.ts';
import { capacityAsRate } from '../domain/network.ts';
import type { Plan } from '../domain/plan.ts';
import type { ModeUse, Problem } from '../domain/problem.ts';
import { type FlownNetwork, flownNetwork } from '../orbit/flown-network.ts';
import { forEachLoad } from './link-loads.ts';
import { modesInUse, mostInUse } from './modes-in-use.ts';

/** Rates and stocks below this share of the total count as used up. */
const RESIDUAL_SHARE = 1e-6;

interface Residuals {
  readonly flown: FlownNetwork;
  /** Of a link's capacity, by its index; pairs/s. */
  unusedRate(link: number, slot: number): number;
  /** Whether link and source have room for more; where only telescopes keep the link idle, they do not count. */
  hasCapacity(link: number, slot: number): boolean;
  hasStock(pair: number, subPath: number, slot: number): boolean;
  /** Whether nodes have modes for more of what takes so much of them. */
  hasModes(uses: readonly ModeUse[], slot: number): boolean;
}

/** What a plan leaves of each link's capacity and each stock. */
export function residualsOf(problem: Problem, plan: Plan): Residuals {
  const { topology, storagePairs, memory } = problem;
  const { needed } = stockChange(memory, topology.slotSeconds);
  const flown = flownNetwork(topology, plan);
  const sources = topology.pointing?.sources;
  const indexOf = new Map(topology.links.map(({ id }, link) => [id, link]));
  const ofLinks = amountsBySlot<number>(topology.slotCount);
  const ofSources = amountsBySlot<number>(topology.slotCount);
  const ofStocks = amountsBySlot<string>(topology.slotCount);
  forEachLoad(problem, plan, (hop, slot, pairsPerSecond) => {
    if ('pair' in hop) {
      ofStocks.add(`${hop.pair} ${hop.subPath}`, slot, pairsPerSecond * topology.slotSeconds * needed);
      return;
    }
    const link = indexOf.get(hop.link);
    if (link === undefined) return;
    ofLinks.add(link, slot, pairsPerSecond);
    if (sources === undefined || sources[link]! < 0) return;
    const whole = capacityAsRate(acquiredCapacity(topology.slots[slot]!, link), topology);
    ofSources.add(sources[link]!, slot, pairsPerSecond / whole);
  });
  const stocks = new Map(plan.stocks.map((stock) => [`${stock.pair} ${stock.subPath}`, stock.pairs]));

  const modesOf = new Map(modesInUse(problem, plan).map((use) => [use.node, use]));

  const unusedRate = (link: number, slot: number): number =>
    flown.capacity(link, slot) - ofLinks.of(link, slot);
  const hasSource = (link: number, slot: number): boolean => {
    const source = sources?.[link] ?? -1;
    return source < 0 || 1 - ofSources.of(source, slot) > RESIDUAL_SHARE;
  };

  return {
    flown,
    unusedRate,
    hasCapacity(link, slot) {
      if (!hasSource(link, slot)) return false;
      if (flown.isIdle(link, slot)) return true;
      const capacity = flown.capacity(link, slot);
      return capacity - ofLinks.of(link, slot) > RESIDUAL_SHARE * capacity;
    },
    hasModes: (uses, slot) =>
      uses.every(({ node }) => {
        const use = modesOf.get(topology.nodes[node]!.id);
        return use === undefined || use.modes - mostInUse(use, slot) > RESIDUAL_SHARE * use.modes;
      }),
    hasStock(pair, subPath, slot) {
      const { id, subPaths: all } = storagePairs[pair]!;
      const key = `${id} ${all[subPath]!.id}`;
      const stock = stocks.get(key)?.[slot] ?? 0;
      return stock - ofStocks.of(key, slot) > RESIDUAL_SHARE * stock;
    },
  };
}

/** Sums by slot of whatever is taken from something. */
function amountsBySlot<Key>(slotCount: number) {
  const amounts = new Map<Key, Float64Array>();
  return {
    add(key: Key, slot: number, amount: number): void {
      const taken = amounts.get(key) ?? new Float64Array(slotCount);
      taken[slot]! += amount;
      amounts.set(key, taken);
    },
    of: (key: Key, slot: number): number => amounts.get(key)?.[slot] ?? 0,
  };
}
