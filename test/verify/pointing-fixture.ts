import type { Topology } from '../../src/domain/network.ts';
import type { Plan, PlannedHop, PlannedPointing } from '../../src/domain/plan.ts';
import type { Hop, Problem } from '../../src/domain/problem.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { type Scenario, type ScenarioInput, scenarioSchema } from '../../src/scenario/schema/scenario.ts';
import { asProblem, recomputation } from '../../src/verify/recompute-problem.ts';
import type { VerificationInput } from '../../src/verify/verify-plan.ts';

/** A network of satellites `A`, `B` … for cases by hand: slots of 1 s, g = 1. */
interface Sketch {
  readonly slots?: number;
  /** T_m by node. */
  readonly terminals: Readonly<Record<string, number>>;
  /** C^t by link `A~B`, pairs/s. */
  readonly links: Readonly<Record<string, number | readonly number[]>>;
  readonly acquisitionSeconds?: number;
  /** Per demand `A~B`, its paths by the links and stocks that they take: `A~S S~B`, `[A~S] S~B`. */
  readonly demands: Readonly<Record<string, readonly string[]>>;
  /** Nodes that hold up to 1000 pairs; each link between two of them is a sub-path. */
  readonly stores?: readonly string[];
  readonly change?: Partial<ScenarioInput>;
}

export interface Instance {
  readonly scenario: Scenario;
  readonly topology: Topology;
  readonly problem: Problem;
}

const endsOf = (id: string) => id.split('~') as [string, string];

export function instanceOf({
  slots = 1,
  terminals,
  links,
  acquisitionSeconds = 0,
  demands,
  stores = [],
  change = {},
}: Sketch): Instance {
  const scenario = scenarioSchema.parse({
    satqn: 1,
    pointing: 'planned',
    horizon: { slots, slotSeconds: 1 },
    capacityUnit: 'pairs-per-second',
    nodes: [...new Set(Object.keys(links).flatMap(endsOf))].map((id) => ({
      id,
      kind: 'satellite',
      ...(terminals[id] !== undefined && { maximumTerminals: terminals[id] }),
    })),
    links: Object.entries(links).map(([id, capacity]) => ({
      id,
      ends: endsOf(id),
      capacity,
      fidelity: 1,
      acquisitionSeconds,
    })),
    storage: { nodes: stores.map((node) => ({ node, capacity: 1000 })) },
    demands: Object.keys(demands).map((id) => {
      const [source, destination] = endsOf(id);
      return { id, source, destination, fidelityTarget: 0.9 };
    }),
    ...change,
  });
  const topology = buildTopology(scenario);
  return { scenario, topology, problem: problemOf(scenario, topology, demands, stores) };
}

/** The problem over named paths, as the checker computes it. */
export function problemOf(
  scenario: Scenario,
  topology: Topology,
  demands: Sketch['demands'],
  stores: readonly string[] = [],
): Problem {
  const linkOf = (id: string) => topology.links.findIndex((link) => link.id === id);
  const stored = topology.links.flatMap(({ id, ends }) =>
    ends.every((end) => stores.includes(end)) ? [{ id, ends }] : [],
  );
  const hopOf = (name: string): Hop =>
    name.startsWith('[')
      ? { kind: 'stored', pair: stored.findIndex(({ id }) => `[${id}]` === name), subPath: 0 }
      : { kind: 'link', link: linkOf(name) };
  return asProblem(
    recomputation(
      scenario,
      topology,
      {
        storagePairs: stored.map(({ id, ends }) => ({
          id,
          ends,
          subPaths: [{ id, nodes: [...ends], hops: [hopOf(id)] }],
        })),
        demands: Object.entries(demands).map(([id, paths]) => ({
          id,
          paths: paths.map((path) => ({
            id: path,
            nodes: nodesOf(endsOf(id)[0], path),
            hops: path.split(' ').map(hopOf),
          })),
        })),
      },
      'ps-egr',
    ),
  );
}

function nodesOf(source: string, path: string): string[] {
  const nodes = [source];
  for (const name of path.replace(/[[\]]/g, '').split(' ')) {
    nodes.push(endsOf(name).find((end) => end !== nodes.at(-1))!);
  }
  return nodes;
}

/** What a plan does, by names: pairs/s of a path of a demand or of a fill in a slot, and slots pointed along a link. */
export interface Deeds {
  /** Demand, path, slot, rate. */
  readonly routes: readonly (readonly [string, string, number, number])[];
  /** Link, from, to. */
  readonly pointing?: readonly (readonly [string, number, number])[];
  /** Link, slot, rate. */
  readonly fills?: readonly (readonly [string, number, number])[];
  readonly stocks?: Readonly<Record<string, readonly number[]>>;
}

/** A plan for the checker; everything but the deeds is as the problem says. */
export function planned({ scenario, topology, problem }: Instance, deeds: Deeds): VerificationInput {
  const { routes, pointing, fills = [], stocks = {} } = deeds;
  const hopOf = (name: string): PlannedHop =>
    name.startsWith('[') ? { pair: name.slice(1, -1), subPath: name.slice(1, -1) } : { link: name };
  const plan: Plan = {
    routes: routes.map(([demand, path, slot, rate]) => {
      const known = problem.demands.find(({ id }) => id === demand)!.paths.find(({ id }) => id === path)!;
      const { rateCap, cost, fidelity, deliveredFidelity } = known.offers.find(
        (offer) => offer.slot === slot,
      )!;
      const hops = path.split(' ').map(hopOf);
      return {
        demand,
        slot,
        path,
        nodes: known.nodes,
        hops,
        rate,
        rateCap,
        cost,
        fidelity,
        deliveredFidelity,
      };
    }),
    subPaths: Object.keys(stocks).map((pair) => ({
      pair,
      id: pair,
      nodes: endsOf(pair),
      hops: [{ link: pair }],
    })),
    fills: fills.map(([pair, slot, rate]) => ({ pair, subPath: pair, slot, rate })),
    stocks: Object.entries(stocks).map(([pair, pairs]) => ({ pair, subPath: pair, pairs })),
    ...(pointing && {
      pointing: pointing.map(([link, from, to]): PlannedPointing => ({ link, from, to })),
    }),
  };
  const objective = routes.reduce((sum, [, , , rate]) => sum + rate, 0);
  return { scenario, topology, plan, objective, bound: null, exempt: [], scheme: 'ps-egr' };
}
