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
  return { scenario, problem: buildProblem(scenario, buildTopology(scenario)) };
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
}

/**
 * Two cities of two stations around a satellite and a HAP; capacities and contacts drawn, small
 * enough to try every selection.
 */
export function smallInstance(seed: number, family: Family): Instance {
  const draw = randomStream(seed, 'small instance');
  const slots = family.slots ?? 3;
  const between = (low: number, high: number) => low + (high - low) * draw();
  const series = (low: number, high: number) =>
    Array.from({ length: slots }, () => (draw() < 0.15 ? 0 : between(low, high)));
  const link = (a: string, b: string): NonNullable<ScenarioInput['links']>[number] => ({
    ends: [a, b],
    capacity: series(200, 1400),
    fidelity: between(0.93, 0.99),
  });
  const pairs = (
    [
      ['a1', 'b1'],
      ['a2', 'b2'],
      ['a1', 'b2'],
    ] as const
  ).slice(0, family.demands ?? 2);
  return instanceOf({
    satqn: 1,
    horizon: { slots, slotSeconds: 20 },
    capacityUnit: family.unit ?? 'pairs-per-slot',
    nodes: [
      { id: 's', kind: 'satellite' },
      { id: 'h', kind: 'aerial' },
      ...['a1', 'a2', 'b1', 'b2'].map((id) => ({ id, kind: 'ground' as const })),
    ],
    links: [
      link('s', 'h'),
      ...['a1', 'a2', 'b1', 'b2'].map((station) => link('s', station)),
      link('h', 'a1'),
      link('h', 'b2'),
      link('a1', 'a2'),
      link('b1', 'b2'),
    ],
    storage: {
      kinds: family.storage ? { satellite: between(100, 800), aerial: between(100, 800) } : {},
      memory: family.memory ?? { model: 'ideal' },
      initialStock: family.initialStock ? [{ nodes: ['s', 'h'], pairs: 40, fidelity: 0.95 }] : [],
    },
    demands: pairs.map(([source, destination]) => ({
      source,
      destination,
      weight: family.weights ? Array.from({ length: slots }, () => Math.round(between(0, 4))) : 1,
      minimumRate: family.minimumRate ?? 0,
    })),
    paths: {
      realPaths: family.pathsPerKind ?? 2,
      virtualPaths: family.pathsPerKind ?? 2,
      subPaths: 2,
      virtualSubPaths: family.virtualSubPaths ?? 0,
    },
    gates: { swapSuccess: family.swapSuccess ?? 1 },
  });
}
