import { describe, expect, it } from 'vitest';
import { budgetReader } from '../../src/orbit/link-budgets.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { scenarioOf } from './setting.ts';

const start = '2026-01-01T00:00:00Z';
const METRES_PER_SECOND = 299_792_458;

describe('budgetReader', () => {
  const stated = { ends: ['a', 'n'] as [string, string], capacity: 5, fidelity: 0.9 };
  const scenario = scenarioOf({
    horizon: { start, slots: 2, slotSeconds: 60 },
    platforms: [
      {
        id: 's',
        waypoints: [
          { atSeconds: 0, latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000 },
          { atSeconds: 120, latitudeDeg: 0, longitudeDeg: 0.4, altitudeM: 20_000 },
        ],
      },
    ],
    fibres: [{ ends: ['a', 'b'], lengthKm: 100, emitter: 'b' }],
    nodes: [{ id: 'n', kind: 'ground' }],
    links: [
      { ...stated, id: 'known', lengthKm: 30, efficiency: 0.01, medium: 'fibre' },
      { ...stated, id: 'unknown' },
    ],
  });
  const topology = buildTopology(scenario);
  const budgetOf = (slot: number, id: string) =>
    budgetReader(scenario, topology)(slot).budgetOf(topology.links.findIndex((link) => link.id === id));

  it('gives length, delay and efficiency of fibres and of what links state', () => {
    const fibre = budgetOf(0, 'a~b');
    expect([fibre.lengthKm, fibre.arms]).toEqual([100, null]);
    expect(fibre.efficiency).toBeCloseTo(10 ** -2 * 0.35, 12);
    expect(fibre.delaySeconds).toBeCloseTo((100_000 * 1.468) / METRES_PER_SECOND, 12);
    expect(budgetOf(1, 'known')).toEqual({
      lengthKm: 30,
      efficiency: expect.closeTo(0.01, 12),
      arms: null,
      captured: 1,
      delaySeconds: expect.closeTo((30_000 * 1.468) / METRES_PER_SECOND, 12),
    });
    expect(budgetOf(0, 'unknown')).toEqual({
      lengthKm: Number.NaN,
      efficiency: Number.NaN,
      arms: null,
      captured: 1,
      delaySeconds: Number.NaN,
    });
  });

  it('takes the greatest length of a slot and the mean efficiency, which make the capacity', () => {
    const index = topology.links.findIndex(({ id }) => id === 'a~s');
    for (const [slot, { link, capacity }] of topology.slots.entries()) {
      const { lengthKm, efficiency, delaySeconds } = budgetOf(slot, 'a~s');
      expect(1e6 * efficiency).toBeCloseTo(capacity[link.indexOf(index)]!, 6);
      // The platform flies away from the zenith at 0.2 degrees a slot, each 22.3 km of the equator at its height.
      const away = 22.3 * (slot + 1);
      expect(lengthKm).toBeCloseTo(Math.hypot(20 - away ** 2 / 2 / 6378.137, away), 0);
      expect(delaySeconds).toBeCloseTo((lengthKm * 1000) / METRES_PER_SECOND, 12);
    }
  });

  it('keeps the arms of a dual downlink', () => {
    const dual = scenarioOf({
      platforms: [{ id: 'hap', latitudeDeg: 0, longitudeDeg: 0.4, altitudeM: 20_000, memory: false }],
    });
    const network = buildTopology(dual);
    expect(network.links[0]!.emitter).toBeNull();
    const { lengthKm, efficiency, arms } = budgetReader(dual, network)(0).budgetOf(0);
    // a is at longitude 0, b at 1.
    expect(arms![0].lengthKm).toBeLessThan(arms![1].lengthKm);
    expect(arms![0].lengthKm + arms![1].lengthKm).toBeCloseTo(lengthKm, 9);
    expect(arms![0].efficiency * arms![1].efficiency).toBeCloseTo(efficiency, 12);
  });

  it('gives the delay alone, too', () => {
    topology.links.forEach(({ id }, link) => {
      expect(budgetReader(scenario, topology)(1).delayOf(link), id).toEqual(budgetOf(1, id).delaySeconds);
    });
  });

  it('says which end emits', () => {
    const emitters = Object.fromEntries(topology.links.map(({ id, emitter }) => [id, emitter]));
    expect(emitters).toMatchObject({ 'a~b': 'b', known: 'a', 'a~s': 's' });
  });
});
