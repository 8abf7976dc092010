import type { Margins } from '../domain/margins.ts';
import type { Topology } from '../domain/network.ts';
import { declaredNodes } from '../scenario/nodes.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type MarginReader, marginReader } from './margins.ts';
import { type SignalReader, signalReader } from './signals.ts';

/** What a plan is checked against: scenario and topology, with lookups by name. */
export interface ScenarioIndex {
  readonly scenario: Scenario;
  readonly topology: Topology;
  /** Index of each link by its id. */
  readonly links: ReadonlyMap<string, number>;
  /** B_m of the nodes that store, > 0. */
  readonly memories: ReadonlyMap<string, number>;
  /** The pairs that may store, in either order of their ends; null if all pairs of `memories` may. */
  readonly storagePairs: ReadonlySet<string> | null;
  readonly demands: ReadonlyMap<string, Scenario['demands'][number]>;
  /** Null if nothing depends on when news arrives. */
  readonly signals: SignalReader | null;
  /** Null if the run keeps no margins. */
  readonly marginOf: MarginReader | null;
}

/** @param margins of the run, if it keeps any */
export function indexScenario(scenario: Scenario, topology: Topology, margins?: Margins): ScenarioIndex {
  const memories = memoriesOf(scenario, topology);
  return {
    scenario,
    topology,
    links: new Map(topology.links.map((link, index) => [link.id, index])),
    memories,
    storagePairs: storagePairsOf(scenario, topology, memories),
    demands: new Map(
      scenario.demands.map((demand) => [demand.id ?? `${demand.source}~${demand.destination}`, demand]),
    ),
    signals: signalReader(scenario, topology),
    marginOf: margins ? marginReader(margins) : null,
  };
}

/** B_m: the value stated for the node itself, otherwise that of its kind unless the platform has no memory. */
function memoriesOf(scenario: Scenario, topology: Topology): Map<string, number> {
  const { storage } = scenario;
  const stated = new Map(storage.nodes.map(({ node, capacity }) => [node, capacity]));
  const memoryless = new Set<string | null>([
    ...declaredNodes(scenario).flatMap(({ id, memory }) => (memory ? [] : [id])),
    // Satellites from TLE and OMM have no name in the scenario, but their dual downlinks show them.
    ...topology.links.map((link) => link.via),
  ]);
  const capacities = topology.nodes.map(({ id, kind }): [string, number] => [
    id,
    stated.get(id) ?? (memoryless.has(id) ? 0 : (storage.kinds[kind] ?? 0)),
  ]);
  return new Map(capacities.filter(([, capacity]) => capacity > 0));
}

function storagePairsOf(
  { storage: { pairs } }: Scenario,
  topology: Topology,
  memories: ScenarioIndex['memories'],
): ReadonlySet<string> | null {
  if (pairs === 'all') return null;
  if (Array.isArray(pairs)) return new Set(pairs.map(([a, b]) => pairKey(a, b)));
  const order = topology.nodes.map(({ id }) => id).filter((id) => memories.has(id));
  const places = new Map<string, number>();
  const placeOf = Int32Array.from(topology.links, ({ ends }) => {
    const key = pairKey(...ends);
    const place = places.get(key) ?? places.size;
    places.set(key, place);
    return place;
  });
  const slotsOf = new Int32Array(places.size);
  // Parallel links join a pair once.
  const lastSlot = new Int32Array(places.size).fill(-1);
  for (const [slot, { link }] of topology.slots.entries()) {
    for (const one of link) {
      const place = placeOf[one]!;
      if (lastSlot[place] === slot) continue;
      lastSlot[place] = slot;
      slotsOf[place]!++;
    }
  }
  const joined = order.flatMap((a, i) =>
    order.slice(i + 1).flatMap((b) => {
      const slots = slotsOf[places.get(pairKey(a, b)) ?? -1] ?? 0;
      return slots > 0 ? [{ key: pairKey(a, b), slots }] : [];
    }),
  );
  // A stable sort leaves those of equal contact in the order of the nodes.
  joined.sort((p, q) => q.slots - p.slots);
  return new Set(joined.slice(0, pairs.longestContact).map(({ key }) => key));
}

/** Whether the scenario lets the two nodes hold pairs with each other. */
export function isStoragePair({ memories, storagePairs }: ScenarioIndex, a: string, b: string): boolean {
  return (
    a !== b &&
    memories.has(a) &&
    memories.has(b) &&
    (storagePairs === null || storagePairs.has(pairKey(a, b)))
  );
}

/** Names a pair of nodes, in either order. */
export const pairKey = (a: string, b: string): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`);

/** A slot as people count them. */
export const slotName = (slot: number): string => `slot ${slot + 1}`;
