import type { Plan, PlannedSubPath } from '../domain/plan.ts';
import type { StorageNode } from '../domain/problem.ts';
import { wernerOf } from '../physics/swapping.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { ExecutedStore } from './execution.ts';

export const storeKey = (pair: string, subPath: string): string => `${pair} ${subPath}`;

export interface PlannedStores {
  /** B_m by index. */
  readonly memories: Float64Array;
  readonly stores: readonly ExecutedStore[];
  /** Index of a stock by its key. */
  readonly indexOf: (key: string) => number;
}

/** The stocks of the sub-paths of a plan. Of an initial stock that is no whole number, the fraction is left out. */
export function storesOf(
  scenario: Scenario,
  storageNodes: readonly StorageNode[],
  { subPaths, stocks }: Plan,
  limitedAt: (node: string) => readonly number[],
): PlannedStores {
  const nodeIndex = new Map(storageNodes.map(({ node }, index) => [node, index]));
  const initial = new Map(stocks.map(({ pair, subPath, pairs }) => [storeKey(pair, subPath), pairs[0]!]));
  const byKey = new Map(subPaths.map((one) => [storeKey(one.pair, one.id), one]));
  const elementaryOf = ({ hops }: PlannedSubPath): number =>
    hops.reduce(
      (sum, hop) => sum + ('link' in hop ? 1 : elementaryOf(byKey.get(storeKey(hop.pair, hop.subPath))!)),
      0,
    );
  const stores = subPaths.map((one): ExecutedStore => {
    const key = storeKey(one.pair, one.id);
    const modes = [...limitedAt(one.nodes[0]!), ...limitedAt(one.nodes.at(-1)!)];
    return {
      key,
      ends: [nodeIndex.get(one.nodes[0]!)!, nodeIndex.get(one.nodes.at(-1)!)!],
      elementary: elementaryOf(one),
      initialPairs: Math.floor((initial.get(key) ?? 0) + ROUNDING),
      initialWerner: wernerOf(statedFidelity(scenario, one.nodes)),
      ...(modes.length > 0 && { modes }),
    };
  });
  const indices = new Map(stores.map(({ key }, index) => [key, index]));
  return {
    memories: Float64Array.from(storageNodes, ({ capacity }) => capacity),
    stores,
    indexOf: (key) => indices.get(key)!,
  };
}

const ROUNDING = 1e-9;

/** The least fidelity that is stated for an initial stock along these nodes, from either end; ¼ if none is. */
function statedFidelity({ storage }: Scenario, nodes: readonly string[]): number {
  const names = [JSON.stringify(nodes), JSON.stringify([...nodes].reverse())];
  const stated = storage.initialStock.filter((stock) => names.includes(JSON.stringify(stock.nodes)));
  return stated.length > 0 ? Math.min(...stated.map(({ fidelity }) => fidelity)) : 0.25;
}
