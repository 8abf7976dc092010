import fc from 'fast-check';
import { randomStream } from '../../src/base/random.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { buildProblem } from '../../src/model/build-problem.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { type Scenario, type ScenarioInput, scenarioSchema } from '../../src/scenario/schema/scenario.ts';

export interface Instance {
  readonly scenario: Scenario;
  readonly problem: Problem;
}

export function instanceOf(input: ScenarioInput): Instance {
  const scenario = scenarioSchema.parse({
    ...input,
    links: input.links?.map((link) => ({ id: link.ends.join('~'), ...link })),
    demands: input.demands.map((demand) => ({ id: `${demand.source}~${demand.destination}`, ...demand })),
  });
  return rebuilt(scenario);
}

/** The instance of a scenario, changed after parsing. */
export const rebuilt = (scenario: Scenario): Instance => ({
  scenario,
  problem: buildProblem(scenario, buildTopology(scenario)),
});

type Sketch = Omit<ScenarioInput, 'satqn' | 'horizon' | 'nodes' | 'links'> & {
  readonly slots: number;
  /** C^t by link `a-b`; 0 = no contact. */
  readonly capacity: Readonly<Record<string, number | readonly number[]>>;
  /** F of links, by default 0.99: up to five of them reach 0.9 without purification, so g = 1. */
  readonly fidelity?: Readonly<Record<string, number>>;
  /** B_m by node. */
  readonly stores?: Readonly<Record<string, number>>;
  /** T_m by node. */
  readonly terminals?: Readonly<Record<string, number>>;
  /** Of every link. */
  readonly acquisitionSeconds?: number;
};

/** An instance to solve by hand: aerial nodes, slots of 10 s, capacities in pairs per slot. */
export function handMade({
  slots,
  capacity,
  fidelity = {},
  stores = {},
  terminals = {},
  acquisitionSeconds,
  storage,
  ...input
}: Sketch): Instance {
  const ends = (id: string) => id.split('-') as [string, string];
  return instanceOf({
    satqn: 1,
    horizon: { slots, slotSeconds: 10 },
    capacityUnit: 'pairs-per-slot',
    nodes: [...new Set(Object.keys(capacity).flatMap(ends))].map((id) => ({
      id,
      kind: 'aerial',
      ...(terminals[id] !== undefined && { maximumTerminals: terminals[id] }),
    })),
    links: Object.entries(capacity).map(([id, c]) => ({
      id,
      ends: ends(id),
      capacity: typeof c === 'number' ? c : [...c],
      fidelity: fidelity[id] ?? 0.99,
      ...(acquisitionSeconds !== undefined && { acquisitionSeconds }),
    })),
    storage: { nodes: Object.entries(stores).map(([node, b]) => ({ node, capacity: b })), ...storage },
    ...input,
  });
}

/** What a family of small random instances switches on. */
export interface Family {
  readonly storage: boolean;
  readonly memory?: Scenario['storage']['memory'];
  readonly initialStock?: boolean;
  readonly minimumRate?: number;
  readonly weights?: boolean;
  readonly unit?: Scenario['capacityUnit'];
  readonly virtualSubPaths?: number;
  readonly demands?: number;
  readonly slots?: number;
  readonly swapSuccess?: number;
  readonly pathsPerKind?: number;
  /** Stations also store pairs: 15 storage pairs instead of one. */
  readonly groundStorage?: boolean;
  /** How often a link has no contact, by default 0.15; the higher, the more stored pairs are worth. */
  readonly outage?: number;
  /** Every node has so many telescopes, and a link takes so long to be acquired. */
  readonly telescopes?: { readonly count: number; readonly acquisitionSeconds: number };
  /** Links have lengths and efficiencies, nodes so many memory modes, and halves that wait age. */
  readonly hardware?: Hardware;
}

export interface Hardware {
  readonly memoryModes?: number;
  readonly coherenceSeconds?: number;
  readonly maximumLatencySeconds?: number;
  readonly measurementSeconds?: number;
  /** Of a classical link between two stations, which is faster than light. */
  readonly bitsPerSecond?: number;
}

/** Everything that a family can switch on, in all combinations. */
export const anyFamily: fc.Arbitrary<Family> = fc.record({
  storage: fc.constant(true),
  memory: fc.constantFrom<Scenario['storage']['memory']>(
    { model: 'ideal' },
    { model: 'loss', coherenceSeconds: 100 },
    { model: 'depolarising', coherenceSeconds: 1e4, maximumStorageSlots: 1 },
    { model: 'dephasing', coherenceSeconds: 1e4, maximumStorageSlots: 2 },
  ),
  groundStorage: fc.boolean(),
  outage: fc.constantFrom(0.15, 0.6),
  initialStock: fc.boolean(),
  minimumRate: fc.constantFrom(0, 0, 1.5),
  weights: fc.boolean(),
  unit: fc.constantFrom('pairs-per-slot', 'pairs-per-second'),
  virtualSubPaths: fc.constantFrom(0, 1),
  swapSuccess: fc.constantFrom(1, 0.8),
});

/**
 * Two cities of two stations around a satellite and a HAP; capacities and contacts drawn, small
 * enough to try every selection.
 */
export function smallInstance(seed: number, family: Family): Instance {
  const draw = randomStream(seed, 'small instance');
  const slots = family.slots ?? 3;
  const between = (low: number, high: number) => low + (high - low) * draw();
  const series = (low: number, high: number) =>
    Array.from({ length: slots }, () => (draw() < (family.outage ?? 0.15) ? 0 : between(low, high)));
  const drawLength = randomStream(seed, 'lengths of a small instance');
  const { memoryModes, maximumLatencySeconds, coherenceSeconds, measurementSeconds, bitsPerSecond } =
    family.hardware ?? {};
  const link = (a: string, b: string): NonNullable<ScenarioInput['links']>[number] => ({
    ...(family.hardware && { lengthKm: 200 + 1800 * drawLength(), efficiency: 0.01 + 0.2 * drawLength() }),
    ends: [a, b],
    capacity: series(200, 1400),
    fidelity: between(0.93, 0.99),
    ...(family.telescopes && { acquisitionSeconds: family.telescopes.acquisitionSeconds }),
  });
  const limits = {
    ...(family.telescopes && { maximumTerminals: family.telescopes.count }),
    ...(memoryModes !== undefined && { memoryModes }),
  };
  const pairs = (
    [
      ['a1', 'b1'],
      ['a2', 'b2'],
      ['a1', 'b2'],
    ] as const
  ).slice(0, family.demands ?? 2);
  const links = [
    link('s', 'h'),
    ...['a1', 'a2', 'b1', 'b2'].map((station) => link('s', station)),
    link('h', 'a1'),
    link('h', 'b2'),
    link('a1', 'a2'),
    link('b1', 'b2'),
  ];
  // A stock lies along links that exist at some time.
  const isJoined = (links[0]!.capacity as number[]).some((capacity) => capacity > 0);
  return instanceOf({
    satqn: 1,
    horizon: { slots, slotSeconds: 20 },
    ...(family.telescopes && { pointing: 'planned' as const }),
    capacityUnit: family.unit ?? 'pairs-per-slot',
    nodes: [
      { id: 's', kind: 'satellite', ...limits },
      { id: 'h', kind: 'aerial', ...limits },
      ...['a1', 'a2', 'b1', 'b2'].map((id) => ({ id, kind: 'ground' as const, ...limits })),
    ],
    links,
    storage: {
      kinds: {
        ...(family.storage ? { satellite: between(100, 800), aerial: between(100, 800) } : {}),
        ...(family.groundStorage ? { ground: between(100, 800) } : {}),
      },
      memory: family.memory ?? { model: 'ideal' },
      initialStock: family.initialStock && isJoined ? [{ nodes: ['s', 'h'], pairs: 40, fidelity: 0.95 }] : [],
    },
    demands: pairs.map(([source, destination]) => ({
      source,
      destination,
      weight: family.weights ? Array.from({ length: slots }, () => Math.round(between(0, 4))) : 1,
      minimumRate: family.minimumRate ?? 0,
      ...(maximumLatencySeconds !== undefined && { maximumLatencySeconds }),
    })),
    ...(bitsPerSecond !== undefined && {
      classical: { links: [{ ends: ['a1', 'b1'] as [string, string], delayMs: 0.1, bitsPerSecond }] },
    }),
    ...(family.hardware && {
      hardware: {
        ...(coherenceSeconds !== undefined && { coherenceSeconds }),
        ...(measurementSeconds !== undefined && { measurementSeconds }),
      },
    }),
    paths: {
      realPaths: family.pathsPerKind ?? 2,
      virtualPaths: family.pathsPerKind ?? 2,
      subPaths: 2,
      virtualSubPaths: family.virtualSubPaths ?? 0,
    },
    gates: { swapSuccess: family.swapSuccess ?? 1 },
  });
}
