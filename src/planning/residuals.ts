import { stockChange } from '../domain/memory.ts';
import { capacityAsRate, capacityIn } from '../domain/network.ts';
import type { Plan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { forEachLoad } from './link-loads.ts';

/** Rates and stocks below this share of the total count as used up. */
const RESIDUAL_SHARE = 1e-6;

interface Residuals {
  /** Of a link's capacity, by its index; pairs/s. */
  unusedRate(link: number, slot: number): number;
  hasCapacity(link: number, slot: number): boolean;
  hasStock(pair: number, subPath: number, slot: number): boolean;
}

/** What a plan leaves of each link's capacity and each stock. */
export function residualsOf(problem: Problem, plan: Plan): Residuals {
  const { topology, storagePairs, memory } = problem;
  const { needed } = stockChange(memory, topology.slotSeconds);
  const used = new Map<string, number>();
  const add = (key: string, amount: number) => used.set(key, (used.get(key) ?? 0) + amount);
  forEachLoad(problem, plan, (hop, slot, pairsPerSecond) => {
    if ('link' in hop) add(`${slot} ${hop.link}`, pairsPerSecond);
    else add(`${slot} ${hop.pair} ${hop.subPath}`, pairsPerSecond * topology.slotSeconds * needed);
  });
  const stocks = new Map(plan.stocks.map((stock) => [`${stock.pair} ${stock.subPath}`, stock.pairs]));

  const capacityOf = (link: number, slot: number): number =>
    capacityAsRate(capacityIn(topology.slots[slot]!, link), topology);
  const unusedRate = (link: number, slot: number): number =>
    capacityOf(link, slot) - (used.get(`${slot} ${topology.links[link]!.id}`) ?? 0);

  return {
    unusedRate,
    hasCapacity: (link, slot) => unusedRate(link, slot) > RESIDUAL_SHARE * capacityOf(link, slot),
    hasStock(pair, subPath, slot) {
      const { id, subPaths: all } = storagePairs[pair]!;
      const key = `${id} ${all[subPath]!.id}`;
      const stock = stocks.get(key)?.[slot] ?? 0;
      return stock - (used.get(`${slot} ${key}`) ?? 0) > RESIDUAL_SHARE * stock;
    },
  };
}
