import { capacityAsRate, capacityIn } from '../domain/network.ts';
import type { Plan, PlannedSubPath } from '../domain/plan.ts';
import { isAbove, survival, swapProbability } from './quality.ts';
import { isStoragePair, type Setting } from './setting.ts';
import { fidelitiesInStore } from './stored-fidelity.ts';
import { note, type Tallies } from './tally.ts';
import { fidelityOfWalk, readWalk, type Store, storeKey, type Walk } from './walk.ts';

/**
 * The sub-paths of the plan that the scenario allows; the others are `path` violations.
 * Sub-paths over a virtual link may draw on real ones only, so these are read first.
 */
export function readStores(setting: Setting, plan: Plan, tallies: Tallies): Map<string, Store> {
  const stocks = new Map<string, readonly number[]>();
  for (const { pair, subPath, pairs } of plan.stocks) {
    const key = storeKey(pair, subPath);
    note(tallies.path, stocks.has(key) ? 1 : 0, () => `the stock of ${subPath} of ${pair} is listed twice`);
    stocks.set(key, pairs);
  }
  const isReal = (subPath: PlannedSubPath) => subPath.hops.every((hop) => 'link' in hop);
  const stores = new Map<string, Store>();
  const add = (subPath: PlannedSubPath, drawable: ReadonlyMap<string, Store>) => {
    const key = storeKey(subPath.pair, subPath.id);
    const store = readStore(setting, drawable, subPath, stocks.get(key));
    const fault = stores.has(key) ? 'it is listed twice' : faultOf(setting, store, subPath.pair);
    note(tallies.path, fault === null ? 0 : 1, () => `${store.name}: ${fault}`);
    if (fault === null) stores.set(key, store);
  };
  for (const subPath of plan.subPaths) if (isReal(subPath)) add(subPath, new Map());
  const real = new Map(stores);
  for (const subPath of plan.subPaths) if (!isReal(subPath)) add(subPath, real);
  for (const { pair, subPath } of [...plan.stocks, ...plan.fills]) {
    const isKnown = stores.has(storeKey(pair, subPath));
    note(tallies.path, isKnown ? 0 : 1, () => `${subPath} of ${pair} has a stock or fill but is no sub-path`);
  }
  return stores;
}

function readStore(
  setting: Setting,
  drawable: ReadonlyMap<string, Store>,
  subPath: PlannedSubPath,
  pairs: readonly number[] | undefined,
): Store {
  const ends = [subPath.nodes[0] ?? '', subPath.nodes.at(-1) ?? ''] as const;
  const walk = readWalk(setting, drawable, subPath, ...ends);
  const stock = pairs ?? new Array<number>(setting.topology.slotCount + 1).fill(0);
  const capacity = Math.min(...ends.map((end) => setting.memories.get(end) ?? 0));
  const fills = fillable(setting, walk);
  return {
    name: `sub-path ${subPath.id} of ${subPath.pair}`,
    ends,
    nodes: subPath.nodes,
    walk,
    capacity,
    stock,
    rated: fidelitiesInStore(setting, initialFidelity(setting, subPath.nodes, stock[0]), fills),
    reachable: reachableStock(setting, walk, fills, capacity, stock[0] ?? 0),
  };
}

function faultOf(setting: Setting, { walk, ends, nodes }: Store, pair: string): string | null {
  const [a, b] = ends;
  const { maximumHops, virtualSubPaths } = setting.scenario.paths;
  if (walk.fault) return walk.fault;
  if (pair !== `${a}~${b}` && pair !== `${b}~${a}`) return `it joins ${a} and ${b}`;
  if (!isStoragePair(setting, a, b)) return `${a} and ${b} may not store pairs`;
  if (walk.stores.length > 1) return 'it has more than one virtual link';
  if (walk.stores.length === walk.hops) return 'it draws on its own pair';
  if (statedStock(setting, nodes) !== null) return null;
  if (walk.stores.length > 0 && virtualSubPaths === 0) return 'sub-paths may not have virtual links';
  return walk.hops > maximumHops ? `it has more than ${maximumHops} hops` : null;
}

/** The slots in which the sub-path can be filled. */
function fillable(setting: Setting, walk: Walk): { readonly slot: number; readonly fidelity: number }[] {
  if (walk.fault) return [];
  return setting.topology.slots.flatMap((_, slot) => {
    const fidelity = fidelityOfWalk(setting, walk, slot);
    const isGood =
      typeof fidelity === 'number' && isAbove(fidelity, setting.scenario.storage.minimumFidelity);
    return isGood ? [{ slot, fidelity }] : [];
  });
}

/** z^{t+1} ≤ min(B, s z^t + δ·cap^t), cap^t the most that C4 and C5 let the sub-path be filled in slot t. */
function reachableStock(
  { topology, scenario }: Setting,
  walk: Walk,
  fills: readonly { readonly slot: number }[],
  capacity: number,
  initial: number,
): Float64Array {
  const { slotCount, slotSeconds } = topology;
  const kept = survival(scenario.storage.memory, slotSeconds);
  const cost = 1 / swapProbability(walk.hops, scenario.gates);
  const filled = new Float64Array(slotCount);
  const reachable = new Float64Array(slotCount + 1);
  reachable[0] = initial;
  for (const { slot } of fills) {
    const inSlot = topology.slots[slot]!;
    const pairs = [
      ...walk.links.map((link) => capacityAsRate(capacityIn(inSlot, link), topology) * slotSeconds),
      ...walk.stores.map((store) => store.reachable[slot]!),
    ];
    filled[slot] = Math.min(...pairs) / cost;
  }
  for (let slot = 0; slot < slotCount; slot++) {
    reachable[slot + 1] = Math.min(capacity, kept * reachable[slot]! + filled[slot]!);
  }
  return reachable;
}

/** Names a node sequence, whichever end it starts from. */
export function sequenceKey(nodes: readonly string[]): string {
  return [JSON.stringify(nodes), JSON.stringify([...nodes].reverse())].sort()[0]!;
}

/** The initial stock that the scenario states for a node sequence; null where there is none. */
export function statedStock(
  { scenario }: Setting,
  nodes: readonly string[],
): { readonly pairs: number; readonly fidelity: number } | null {
  const key = sequenceKey(nodes);
  const stated = scenario.storage.initialStock.filter(
    (stock) => stock.pairs > 0 && sequenceKey(stock.nodes) === key,
  );
  if (stated.length === 0) return null;
  return {
    pairs: stated.reduce((sum, stock) => sum + stock.pairs, 0),
    fidelity: Math.min(...stated.map((stock) => stock.fidelity)),
  };
}

/** Stated fidelity of an initial stock, for the sub-path that holds it. */
function initialFidelity(
  setting: Setting,
  nodes: readonly string[],
  pairs: number | undefined,
): number | null {
  return pairs !== undefined && pairs > 0 ? (statedStock(setting, nodes)?.fidelity ?? null) : null;
}
