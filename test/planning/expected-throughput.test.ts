import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/domain/plan.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { expectedPairs } from '../../src/planning/expected-throughput.ts';
import { parseScenario } from '../../src/scenario/parse.ts';

const scenarioWith = (mode: string) =>
  parseScenario(`
satqn: 1
horizon: { slots: 1, slotSeconds: 10, start: 2026-03-20T22:00:00Z }
stations:
  - { id: west, latitudeDeg: 47, longitudeDeg: 15, cloudFraction: 0.4 }
  - { id: east, latitudeDeg: 47, longitudeDeg: 16, cloudFraction: 0.2 }
  - { id: cellar, latitudeDeg: 47, longitudeDeg: 15.1, optical: false }
platforms:
  - { id: hap, latitudeDeg: 47, longitudeDeg: 15.5, altitudeM: 20000 }
fibres:
  - { ends: [west, cellar], lengthKm: 10 }
clouds: { mode: ${mode} }
demands: [{ source: cellar, destination: east }]
`);

const route = (hops: Plan['routes'][number]['hops'], rate: number): Plan['routes'][number] => ({
  demand: 'cellar~east',
  slot: 0,
  path: '',
  nodes: [],
  hops,
  rate,
  rateCap: rate,
  cost: 1,
  fidelity: 0.95,
  deliveredFidelity: 0.95,
});

describe('expectedPairs', () => {
  const scenario = scenarioWith('expected');
  const topology = buildTopology(scenario);

  it('counts each telescope of a route once, and fibre not at all', () => {
    const plan: Plan = {
      routes: [route([{ link: 'west~cellar' }, { link: 'hap~west' }, { link: 'east~hap' }], 3)],
      subPaths: [],
      fills: [],
      stocks: [],
    };
    expect(topology.links.map(({ id }) => id).sort()).toEqual(['east~hap', 'hap~west', 'west~cellar']);
    // 3 pairs/s for 10 s, with both skies clear: 0.6 · 0.8.
    expect(expectedPairs(scenario, topology, plan)).toBeCloseTo(30 * 0.6 * 0.8, 12);
  });

  it('counts the skies under which a stored pair came in', () => {
    const plan: Plan = {
      routes: [route([{ pair: 'west~hap', subPath: 'hap~west' }, { link: 'east~hap' }], 2)],
      subPaths: [{ pair: 'west~hap', id: 'hap~west', nodes: ['west', 'hap'], hops: [{ link: 'hap~west' }] }],
      fills: [],
      stocks: [],
    };
    expect(expectedPairs(scenario, topology, plan)).toBeCloseTo(20 * 0.8 * 0.6, 12);
  });

  it('is silent unless asked for', () => {
    const plan: Plan = { routes: [], subPaths: [], fills: [], stocks: [] };
    expect(expectedPairs(scenarioWith('none'), topology, plan)).toBeNull();
  });
});
