import { describe, expect, it } from 'vitest';
import { sampleEphemeris } from '../../src/orbit/ephemeris.ts';
import { slotBudget } from '../../src/orbit/slot-budget.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { scenarioOf } from './setting.ts';

const start = '2026-01-01T00:00:00Z';

describe('slotBudget', () => {
  it('gives range and loss of fibre, optical and stated links', () => {
    const scenario = scenarioOf({
      horizon: { start, slots: 1, slotSeconds: 1e-3 },
      platforms: [{ id: 'hap', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000 }],
      fibres: [{ ends: ['a', 'b'], lengthKm: 100 }],
      nodes: [{ id: 'n', kind: 'ground' }],
      links: [{ ends: ['a', 'n'], capacity: 5, fidelity: 0.9 }],
    });
    const topology = buildTopology(scenario);
    const budget = slotBudget(scenario, topology, 0);
    const of = (id: string) => {
      const position = [...topology.slots[0]!.link].findIndex((index) => topology.links[index]!.id === id);
      return { rangeKm: budget.rangeKm[position]!, lossDb: budget.lossDb[position]! };
    };
    // 20 dB of glass and 0.35 of optics and detector.
    expect(of('a~b').rangeKm).toBe(100);
    expect(of('a~b').lossDb).toBeCloseTo(20 - 10 * Math.log10(0.35), 10);
    // Straight up; in so short a slot the loss is that of the capacity.
    const hap = topology.links.findIndex(({ id }) => id === 'a~hap');
    const position = [...topology.slots[0]!.link].indexOf(hap);
    expect(of('a~hap').rangeKm).toBeCloseTo(20, 6);
    const source = 1e6 * 10 ** (-of('a~hap').lossDb / 10);
    expect(topology.slots[0]!.capacity[position]).toBeCloseTo(source, 3);
    expect(of('a~n')).toEqual({ rangeKm: Number.NaN, lossDb: Number.NaN });
  });

  it('adds up the arms of a dual downlink', () => {
    const scenario = scenarioOf({
      platforms: [{ id: 'hap', latitudeDeg: 0, longitudeDeg: 0.5, altitudeM: 20_000, memory: false }],
    });
    const topology = buildTopology(scenario);
    expect(topology.links.map(({ kind }) => kind)).toEqual(['dual-downlink']);
    const { rangeKm, lossDb } = slotBudget(scenario, topology, 0);
    // Half a degree of the equator is 55.66 km; the chord is as long but for metres.
    expect(rangeKm[0]).toBeCloseTo(2 * Math.hypot(55.66, 20 + 55.66 ** 2 / 2 / 6378.137), 0);
    expect(topology.slots[0]!.capacity[0]).toBeCloseTo(1e6 * 10 ** (-lossDb[0]! / 10), 3);
  });
});

describe('sampleEphemeris', () => {
  it('samples a minute apart, and less often where that would be too many numbers', () => {
    const scenario = scenarioOf({
      horizon: { start, slots: 10, slotSeconds: 60 },
      satellites: [{ circular: { id: 's', altitudeKm: 621.863, inclinationDeg: 0 } }],
      nodes: [{ id: 'n', kind: 'ground' }],
    });
    const fine = sampleEphemeris(scenario);
    expect(fine.nodes.map(({ id }) => id)).toEqual(['n', 'a', 'b', 's']);
    expect([fine.sampleCount, fine.sampleSeconds]).toEqual([11, 60]);
    const at = (sample: number, node: number) => [
      ...fine.positions.subarray(3 * (4 * sample + node), 3 * (4 * sample + node) + 3),
    ];
    expect(at(0, 0)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(at(0, 1)).toEqual(at(10, 1));
    // 7,000 km above the equator.
    for (const sample of [0, 5, 10]) expect(Math.hypot(...at(sample, 3))).toBeCloseTo(7000 / 6371, 5);
    expect(Math.hypot(...fine.sun!.subarray(27, 30))).toBeCloseTo(1, 6);
    expect(sampleEphemeris(scenario, 36)).toMatchObject({ sampleCount: 3, sampleSeconds: 300 });
  });

  it('needs two samples where nothing moves and there is no clock', () => {
    expect(sampleEphemeris(scenarioOf({}))).toMatchObject({ sampleCount: 2, sun: null });
  });
});
