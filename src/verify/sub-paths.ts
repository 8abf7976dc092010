import { capacityAsRate, capacityIn } from '../domain/network.ts';
import type { Plan, PlannedSubPath } from '../domain/plan.ts';
import { contactsOf, visitTogether } from './contacts.ts';
import { isAbove, losses, swapProbability } from './fidelity.ts';
import { type CheckedPath, type CheckedSubPath, checkPath, fidelityOfPath, storeKey } from './path-check.ts';
import { isStoragePair, type ScenarioIndex } from './scenario-index.ts';
import { fidelitiesInStore } from './stored-fidelity.ts';
import { note, type Violations } from './violations.ts';

/**
 * The sub-paths of the plan that the scenario allows; the others are `path` violations.
 * Sub-paths over a virtual link may draw on real ones only, so these are read first.
 */
export function checkSubPaths(
  indexed: ScenarioIndex,
  plan: Plan,
  violations: Violations,
): Map<string, CheckedSubPath> {
  const stocks = new Map<string, readonly number[]>();
  for (const { pair, subPath, pairs } of plan.stocks) {
    const key = storeKey(pair, subPath);
    note(
      violations.path,
      stocks.has(key) ? 1 : 0,
      () => `the stock of ${subPath} of ${pair} is listed twice`,
    );
    stocks.set(key, pairs);
  }
  const isReal = (subPath: PlannedSubPath) => subPath.hops.every((hop) => 'link' in hop);
  const stores = new Map<string, CheckedSubPath>();
  const add = (subPath: PlannedSubPath, drawable: ReadonlyMap<string, CheckedSubPath>) => {
    const key = storeKey(subPath.pair, subPath.id);
    const store = readStore(indexed, drawable, subPath, stocks.get(key));
    const fault = stores.has(key) ? 'it is listed twice' : faultOf(indexed, store, subPath.pair);
    note(violations.path, fault === null ? 0 : 1, () => `${store.name}: ${fault}`);
    if (fault === null) stores.set(key, store);
  };
  for (const subPath of plan.subPaths) if (isReal(subPath)) add(subPath, new Map());
  const real = new Map(stores);
  for (const subPath of plan.subPaths) if (!isReal(subPath)) add(subPath, real);
  for (const { pair, subPath } of [...plan.stocks, ...plan.fills]) {
    const isKnown = stores.has(storeKey(pair, subPath));
    note(
      violations.path,
      isKnown ? 0 : 1,
      () => `${subPath} of ${pair} has a stock or fill but is no sub-path`,
    );
  }
  return stores;
}

function readStore(
  indexed: ScenarioIndex,
  drawable: ReadonlyMap<string, CheckedSubPath>,
  subPath: PlannedSubPath,
  pairs: readonly number[] | undefined,
): CheckedSubPath {
  const ends = [subPath.nodes[0] ?? '', subPath.nodes.at(-1) ?? ''] as const;
  const checkedPath = checkPath(indexed, drawable, subPath, ...ends);
  const stock = pairs ?? new Array<number>(indexed.topology.slotCount + 1).fill(0);
  const capacity = Math.min(...ends.map((end) => indexed.memories.get(end) ?? 0));
  const fills = fillable(indexed, checkedPath);
  return {
    name: `sub-path ${subPath.id} of ${subPath.pair}`,
    ends,
    nodes: subPath.nodes,
    checkedPath,
    capacity,
    stock,
    rated: fidelitiesInStore(indexed, initialFidelity(indexed, subPath.nodes, stock[0]), fills),
    reachable: reachableStock(indexed, checkedPath, fills, capacity, stock[0] ?? 0),
  };
}

function faultOf(
  indexed: ScenarioIndex,
  { checkedPath, ends, nodes }: CheckedSubPath,
  pair: string,
): string | null {
  const [a, b] = ends;
  const { maximumHops, virtualSubPaths } = indexed.scenario.paths;
  if (checkedPath.fault) return checkedPath.fault;
  if (pair !== `${a}~${b}` && pair !== `${b}~${a}`) return `it joins ${a} and ${b}`;
  if (!isStoragePair(indexed, a, b)) return `${a} and ${b} may not store pairs`;
  if (checkedPath.stores.length > 1) return 'it has more than one virtual link';
  if (checkedPath.stores.length === checkedPath.hops) return 'it draws on its own pair';
  if (statedStock(indexed, nodes) !== null) return null;
  if (checkedPath.stores.length > 0 && virtualSubPaths === 0) return 'sub-paths may not have virtual links';
  return checkedPath.hops > maximumHops ? `it has more than ${maximumHops} hops` : null;
}

/** The slots in which the sub-path can be filled. */
function fillable(
  indexed: ScenarioIndex,
  checkedPath: CheckedPath,
): { readonly slot: number; readonly fidelity: number }[] {
  if (checkedPath.fault) return [];
  const { topology, scenario } = indexed;
  const contacts = contactsOf(topology);
  const found: { readonly slot: number; readonly fidelity: number }[] = [];
  const own = checkedPath.links.map((link) => contacts[link]!);
  visitTogether(own, topology.slotCount, (slot) => {
    const fidelity = fidelityOfPath(indexed, checkedPath, slot);
    if (typeof fidelity !== 'number' || !isAbove(fidelity, scenario.storage.minimumFidelity)) return;
    found.push({ slot, fidelity });
  });
  return found;
}

/**
 * z^{t+1} ≤ min(B, s z^t + φδ·cap^t), where cap^t is the largest rate at which C4 and C5 let the sub-path be filled in
 * slot t.
 */
function reachableStock(
  { topology, scenario }: ScenarioIndex,
  checkedPath: CheckedPath,
  fills: readonly { readonly slot: number }[],
  capacity: number,
  initial: number,
): Float64Array {
  const { slotCount, slotSeconds } = topology;
  const { survival, arriving, leaving } = losses(scenario.storage.memory, slotSeconds);
  const cost = 1 / swapProbability(checkedPath.hops, scenario.gates);
  const filled = new Float64Array(slotCount);
  const reachable = new Float64Array(slotCount + 1);
  reachable[0] = initial;
  for (const { slot } of fills) {
    const inSlot = topology.slots[slot]!;
    const pairs = [
      ...checkedPath.links.map((link) => capacityAsRate(capacityIn(inSlot, link), topology) * slotSeconds),
      ...checkedPath.stores.map((store) => leaving * store.reachable[slot]!),
    ];
    filled[slot] = Math.min(...pairs) / cost;
  }
  for (let slot = 0; slot < slotCount; slot++) {
    reachable[slot + 1] = Math.min(capacity, survival * reachable[slot]! + arriving * filled[slot]!);
  }
  return reachable;
}

/** Names a node sequence, from whichever end it starts. */
export function sequenceKey(nodes: readonly string[]): string {
  return [JSON.stringify(nodes), JSON.stringify([...nodes].reverse())].sort()[0]!;
}

/** The initial stock that the scenario states for a node sequence; null if there is none. */
export function statedStock(
  { scenario }: ScenarioIndex,
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
  indexed: ScenarioIndex,
  nodes: readonly string[],
  pairs: number | undefined,
): number | null {
  return pairs !== undefined && pairs > 0 ? (statedStock(indexed, nodes)?.fidelity ?? null) : null;
}
