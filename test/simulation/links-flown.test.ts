import { describe, expect, it } from 'vitest';
import type { Topology } from '../../src/domain/network.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { flownLinks } from '../../src/simulation/links-flown.ts';

const NO_PLAN: Plan = { routes: [], subPaths: [], fills: [], stocks: [] };

/** Two links of 100 and 200 pairs/s, fed by one source, in four slots of 2 s; the first takes 3 s to acquire. */
const topology = (pointed: boolean): Topology => {
  const slot = {
    link: Int32Array.of(0, 1),
    capacity: Float64Array.of(100, 200),
    fidelity: Float64Array.of(1, 1),
    ...(pointed && {
      pointing: {
        acquired: Float64Array.of(100, 200),
        acquiring: new Int32Array(0),
        acquiringCapacity: new Float64Array(0),
      },
    }),
  };
  const link = { class: 'S2G', kind: 'explicit', via: null, emitter: 's' } as const;
  return {
    slotCount: 4,
    slotSeconds: 2,
    start: null,
    capacityUnit: 'pairs-per-second',
    nodes: [],
    contactless: new Set(),
    links: [
      { ...link, id: 'a', ends: ['s', 'a'] },
      { ...link, id: 'b', ends: ['s', 'b'] },
    ],
    slots: [slot, slot, slot, slot],
    ...(pointed && {
      pointing: {
        terminals: new Map([[0, 1]]),
        links: [{ terminals: [[0, 1]], acquisitionSeconds: 3 }, null],
        sources: Int32Array.of(0, 0),
      },
    }),
    notes: [],
    warnings: [],
  };
};

describe('what links carry', () => {
  it('is their capacity where no telescope is limited', () => {
    const flown = flownLinks(topology(false), NO_PLAN, () => 10);
    expect([flown(0, 2), flown(1, 2)]).toEqual([
      { mean: 200, beginSeconds: 0 },
      { mean: 400, beginSeconds: 0 },
    ]);
    const perSlot = { ...topology(false), capacityUnit: 'pairs-per-slot' } as const;
    expect(flownLinks(perSlot, NO_PLAN, () => 10)(0, 0).mean).toBe(100);
  });

  it('begins when they have been acquired, and is nothing where no telescope points', () => {
    const plan = { ...NO_PLAN, pointing: [{ link: 'a', from: 1, to: 4 }] };
    const flown = flownLinks(topology(true), plan, (link) => (link === 0 ? 1 : 0));
    expect([0, 1, 2, 3].map((slot) => flown(0, slot))).toEqual([
      { mean: 0, beginSeconds: 2 },
      { mean: 0, beginSeconds: 2 },
      { mean: 100, beginSeconds: 1 },
      { mean: 200, beginSeconds: 0 },
    ]);
  });

  it('divides a shared source by what the plan takes', () => {
    const plan = { ...NO_PLAN, pointing: [{ link: 'a', from: 0, to: 4 }] };
    // A fifth of the first link, three tenths of the second: 2 to 3 in time.
    const flown = flownLinks(topology(true), plan, (link) => (link === 0 ? 40 : 120));
    expect(flown(0, 3).mean).toBeCloseTo(200 * 0.4, 9);
    expect(flown(1, 3).mean).toBeCloseTo(400 * 0.6, 9);
    // Acquisition leaves less than that part of the first one.
    expect(flown(0, 1).mean).toBeCloseTo(80, 9);
    const alone = flownLinks(topology(true), plan, (link) => (link === 0 ? 40 : 0));
    expect(alone(0, 1).mean).toBeCloseTo(100, 9);
  });
});
