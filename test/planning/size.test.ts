import { describe, expect, it } from 'vitest';
import { buildProblem } from '../../src/model/build-problem.ts';
import { catalogueBytes, countCatalogue } from '../../src/model/size.ts';
import { countNetwork, networkBytes } from '../../src/orbit/size.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { estimateSize, sampleNetwork, sampleOf } from '../../src/planning/size.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { scenarioOf } from '../orbit/setting.ts';

/** Three stations under satellites that store, at six terminals each. */
const flying = (slots: number): Scenario =>
  scenarioOf({
    horizon: { slots, slotSeconds: 60, start: '2026-03-20T00:00:00Z' },
    stations: [
      { id: 'a', latitudeDeg: 47, longitudeDeg: 15 },
      { id: 'b', latitudeDeg: 41, longitudeDeg: 17 },
      { id: 'c', latitudeDeg: 49, longitudeDeg: 2 },
    ],
    satellites: [
      {
        walker: { id: 'w', pattern: 'delta', altitudeKm: 1200, inclinationDeg: 60, total: 24, planes: 4 },
        maximumTerminals: 6,
      },
    ],
    storage: { kinds: { satellite: 1000 }, pairs: { longestContact: 20 } },
    demands: [
      { source: 'a', destination: 'b', fidelityTarget: 0.8 },
      { source: 'b', destination: 'c', fidelityTarget: 0.8 },
    ],
  });

const estimateOf = (scenario: Scenario) =>
  estimateSize(scenario, sampleNetwork(scenario), ['ps-egr']).of(scenario.horizon.slots);

/** What an estimate would be that knew the network and the catalogue. */
function actualOf(scenario: Scenario) {
  const topology = buildTopology(scenario);
  const { building, built } = networkBytes(countNetwork(topology));
  const counts = countCatalogue(buildProblem(scenario, topology));
  return {
    columns: counts.offers + counts.fills,
    listingBytes: Math.max(building, built + catalogueBytes(counts)),
  };
}

describe('the memory that a scenario will take', () => {
  it.each([40, 300])('is estimated from a few of %i slots', (slots) => {
    const scenario = flying(slots);
    const [estimate, actual] = [estimateOf(scenario), actualOf(scenario)];
    for (const key of ['columns', 'listingBytes'] as const) {
      expect(estimate[key] / actual[key]).toBeGreaterThan(1 / 1.5);
      expect(estimate[key] / actual[key]).toBeLessThan(1.5);
    }
    expect(estimate.bytes).toBeGreaterThan(estimate.listingBytes);
  });

  it('is known where all slots are looked at', () => {
    const scenario = flying(4);
    expect(estimateOf(scenario)).toMatchObject(actualOf(scenario));
  });

  it('is that of one slot as long as nothing changes, but for what each slot takes', () => {
    const node = (id: string) => ({ id, kind: 'ground' as const });
    const still = scenarioOf({
      horizon: { slots: 1000, slotSeconds: 60 },
      stations: [],
      nodes: ['a', 'b', 'c'].map(node),
      links: [
        { ends: ['a', 'b'], capacity: 5, fidelity: 0.99 },
        { ends: ['b', 'c'], capacity: 5, fidelity: 0.99 },
      ],
      storage: { kinds: { ground: 100 } },
      demands: [{ source: 'a', destination: 'c' }],
    });
    const [estimate, actual] = [estimateOf(still), actualOf(still)];
    // A virtual path is there from the second slot on, and after a gap as well.
    expect(estimate.columns / actual.columns).toBeCloseTo(1, 1);
    expect(estimate.listingBytes / actual.listingBytes).toBeCloseTo(1, 1);
  });

  it('looks at the same slots of a network that is built', () => {
    const scenario = flying(40);
    const { topology, runLength } = sampleOf(buildTopology(scenario));
    const drawn = sampleNetwork(scenario);
    expect({ runLength, slots: topology.slots.map(({ capacity }) => capacity) }).toEqual({
      runLength: drawn.runLength,
      slots: drawn.topology.slots.map(({ capacity }) => capacity),
    });
  });

  it('leaves mistakes that only the network reveals to whoever builds it', () => {
    const scenario = flying(20);
    const stock = { nodes: ['a', 'b'], pairs: 5, fidelity: 0.9 };
    const wrong = { ...scenario, storage: { ...scenario.storage, initialStock: [stock] } };
    expect(() => buildProblem(wrong, buildTopology(wrong))).toThrow("'a' and 'b' are not a storage pair");
    expect(estimateOf(wrong)).toEqual(estimateOf(scenario));
  });
});
