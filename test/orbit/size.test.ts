import { describe, expect, it } from 'vitest';
import { countNetwork, estimateTopologySize } from '../../src/orbit/size.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { scenarioOf } from './setting.ts';

const walker = (total: number, planes: number) => ({
  walker: { id: 'w', pattern: 'delta' as const, altitudeKm: 800, inclinationDeg: 80, total, planes },
});
const horizon = { slots: 50, slotSeconds: 60, start: '2026-03-20T00:00:00Z' };
const twoStations = [
  { id: 'a', latitudeDeg: 20, longitudeDeg: 0 },
  { id: 'b', latitudeDeg: 40, longitudeDeg: 100 },
];

describe('estimateTopologySize', () => {
  it('counts nodes, candidates and slots', () => {
    const platforms = [
      { id: 'h', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000 },
      { id: 'm', latitudeDeg: 0, longitudeDeg: 1, altitudeM: 20_000, memory: false },
    ];
    const size = estimateTopologySize(
      scenarioOf({
        horizon,
        platforms,
        satellites: [walker(4, 2)],
        fibres: [{ ends: ['a', 'b'], lengthKm: 1 }],
      }),
    );
    // 6 S2S + 4 S2A + 8 S2G + 2 A2G + 1 dual downlink + 1 fibre.
    expect(size).toMatchObject({ nodes: 8, candidateLinks: 22, slots: 50 });
  });

  it('estimates the number of contacts well', () => {
    const scenario = scenarioOf({
      horizon: { ...horizon, slots: 400 },
      stations: twoStations,
      satellites: [walker(80, 8)],
      linkClasses: { S2S: { maximumRangeKm: 3000 } },
    });
    const topology = buildTopology(scenario);
    const contacts = topology.slots.reduce((sum, { link }) => sum + link.length, 0);
    const dropped = topology.slots.reduce((sum, slot) => sum + (slot.dropped?.lacks.length ?? 0), 0);
    expect(dropped).toBeGreaterThan(contacts);
    const actual =
      20 * contacts +
      13 * dropped +
      1650 * topology.slotCount +
      320 * topology.links.length +
      2000 * topology.nodes.length;
    const { bytes } = estimateTopologySize(scenario);
    expect(bytes / actual).toBeGreaterThan(0.7);
    expect(bytes / actual).toBeLessThan(2);
  });

  it('counts no more dropped contacts than are kept, and none where nothing flies', () => {
    const bytesOf = (slots: number) =>
      estimateTopologySize(
        scenarioOf({
          horizon: { ...horizon, slots },
          satellites: [walker(80, 8)],
          linkClasses: { S2S: { maximumRangeKm: 1 } },
        }),
      ).bytes;
    // Over so many slots the log of what is out of reach is full, and only what each slot takes adds up.
    const perSlot = (bytesOf(200_000) - bytesOf(100_000)) / 100_000;
    expect(bytesOf(10) / 10).toBeGreaterThan(perSlot);
    const fibre = {
      horizon,
      stations: twoStations,
      fibres: [{ ends: ['a', 'b'] as [string, string], lengthKm: 1 }],
    };
    expect(estimateTopologySize(scenarioOf(fibre)).bytes).toBe(50 * (20 + 650) + 320 + 2 * 2000);
  });

  it('recognises what fits into no memory, without propagating anything', () => {
    const million = { ...horizon, slots: 1_000_000 };
    const { bytes } = estimateTopologySize(
      scenarioOf({ horizon: million, satellites: [walker(10_000, 100)] }),
    );
    expect(bytes).toBeGreaterThan(1e13);
  });
});

describe('countNetwork', () => {
  it('counts what two slots hold, by hand', () => {
    // a and b see h, which has a terminal for the nearer one only; i sees nobody.
    const near = { latitudeDeg: 20, altitudeM: 20_000, maximumTerminals: 1 };
    const network = buildTopology(
      scenarioOf({
        horizon: { ...horizon, slots: 2 },
        pointing: 'strongest-first',
        stations: [...twoStations.slice(0, 1), { id: 'b', latitudeDeg: 20, longitudeDeg: 1 }],
        platforms: [
          { id: 'h', longitudeDeg: 0.1, ...near },
          { id: 'i', longitudeDeg: 90, ...near },
        ],
        fibres: [{ ends: ['a', 'b'] as [string, string], lengthKm: 1 }],
      }),
    );
    const dropped = network.slots.map((slot) => [...(slot.dropped?.lacks ?? [])]);
    expect(countNetwork(network)).toEqual({
      nodes: 4,
      met: 3,
      links: 2,
      slots: 2,
      contacts: 4,
      cut: 0,
      dropped: 2,
    });
    expect(dropped).toEqual([[1], [1]]);
  });
});
