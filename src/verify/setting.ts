import type { Topology } from '../domain/network.ts';
import { declaredNodes } from '../scenario/nodes.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** What a plan is checked against: scenario and topology, looked up by name. */
export interface Setting {
  readonly scenario: Scenario;
  readonly topology: Topology;
  /** Index of each link by its id. */
  readonly links: ReadonlyMap<string, number>;
  /** B_m of the nodes that store, > 0. */
  readonly memories: ReadonlyMap<string, number>;
  readonly demands: ReadonlyMap<string, Scenario['demands'][number]>;
}

export function settingOf(scenario: Scenario, topology: Topology): Setting {
  return {
    scenario,
    topology,
    links: new Map(topology.links.map((link, index) => [link.id, index])),
    memories: memoriesOf(scenario, topology),
    demands: new Map(
      scenario.demands.map((demand) => [demand.id ?? `${demand.source}~${demand.destination}`, demand]),
    ),
  };
}

/** B_m: what is said of the node itself, else of its kind unless the platform has no memory. */
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

/** Whether the scenario lets the two nodes hold pairs with each other. */
export function isStoragePair({ scenario, memories }: Setting, a: string, b: string): boolean {
  const { pairs } = scenario.storage;
  return (
    a !== b &&
    memories.has(a) &&
    memories.has(b) &&
    (pairs === 'all' || pairs.some(([p, q]) => (p === a && q === b) || (p === b && q === a)))
  );
}

/** A slot as people count. */
export const slotName = (slot: number): string => `slot ${slot + 1}`;
