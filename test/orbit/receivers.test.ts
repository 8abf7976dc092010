import { describe, expect, it } from 'vitest';
import { buildTopology } from '../../src/orbit/topology.ts';
import { opticalLoss } from '../../src/physics/link-budget.ts';
import { LINK_DEFAULTS } from '../../src/physics/link-defaults.ts';
import type { ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { capacities, fidelities, scenarioOf } from './setting.ts';

/** A HAP over a station and a second one 30 km above the first, on the equator at the equinox. */
const noon = { slots: 1, slotSeconds: 20, start: '2026-03-20T12:00:00Z' };
const midnight = { ...noon, start: '2026-03-20T00:00:00Z' };
const input: Partial<ScenarioInput> = {
  horizon: noon,
  stations: [{ id: 'a', latitudeDeg: 0, longitudeDeg: 0 }],
  platforms: [
    { id: 'h', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000 },
    { id: 'k', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 50_000 },
  ],
  demands: [{ source: 'a', destination: 'h' }],
};
const build = (more: Partial<ScenarioInput>) => buildTopology(scenarioOf({ ...input, ...more }));

describe('an uplink from the ground', () => {
  const up = { linkClasses: { A2G: { direction: 'up' } } } as const;

  it('ends in a telescope that flies, unless another is stated', () => {
    const heights = { lowerAltitudeM: 0, upperAltitudeM: 20_000, rangeKm: 20, elevationDeg: 90 };
    const loss = (receiverDiameterM: number) =>
      opticalLoss({ ...LINK_DEFAULTS.A2G, direction: 'up', receiverDiameterM, ...heights });
    expect(capacities(build(up))[0]!['a~h']).toBeCloseTo(1e6 * loss(0.3).efficiency, 3);
    const stated = { linkClasses: { A2G: { direction: 'up', receiverDiameterM: 0.6 } } } as const;
    expect(capacities(build(stated))[0]!['a~h']).toBeCloseTo(1e6 * loss(0.6).efficiency, 3);
  });

  it('sees the sunlit Earth by day, 0.35 × 0.09 × 377.2935e5/1.5 × 100 counts/s', () => {
    const rate = capacities(build(up))[0]!['a~h']!;
    const fidelity = (counts: number) => 0.25 + (0.75 * 0.98 * rate) / (rate + (rate + 500 + counts) * 1e-3);
    const counts = 0.35 * 0.09 * 377.2935e5 * (100 / 1.5);
    expect(fidelities(build(up))[0]!['a~h']).toBeCloseTo(fidelity(counts), 6);
    const cloudy = { ...up, noise: { earthDayRadiance: 200 } };
    expect(fidelities(build(cloudy))[0]!['a~h']).toBeCloseTo(fidelity(2 * counts), 6);
  });

  it('sees the Earth at night as bright as the sky', () => {
    const rate = capacities(build(up))[0]!['a~h']!;
    const accidental = (rate + 500 + 0.35 * 0.09 * 377.2935) * 1e-3;
    expect(fidelities(build({ ...up, horizon: midnight }))[0]!['a~h']).toBeCloseTo(
      0.25 + (0.75 * 0.98 * rate) / (rate + accidental),
      9,
    );
  });
});

describe('a station with a receiver of its own', () => {
  const heights = { lowerAltitudeM: 0, upperAltitudeM: 20_000, rangeKm: 20, elevationDeg: 90 };
  const rate = (station: object, linkClasses: ScenarioInput['linkClasses'] = {}) =>
    capacities(build({ stations: [{ ...input.stations![0]!, ...station }], linkClasses }))[0]!['a~h']!;
  const budget = (design: object) =>
    1e6 * opticalLoss({ ...LINK_DEFAULTS.A2G, ...design, ...heights }).efficiency;

  it.each([
    { receiverDiameterM: 0.05 },
    { opticsEfficiency: 0.2 },
    { detectorEfficiency: 0.9 },
    { zenithTransmission: 0.6 },
    { zenithFadeDb: 3 },
  ])('receives by it: %j', (stated) => {
    expect(rate(stated)).toBeCloseTo(budget(stated), 3);
    expect(Math.abs(rate(stated) / rate({}) - 1)).toBeGreaterThan(0.01);
  });

  it('takes precedence over its class, key by key, and its air over everything that the class says about air', () => {
    const hazy = { A2G: { visibilityKm: 5, opticsEfficiency: 0.9, receiverDiameterM: 0.05 } };
    expect(rate({ zenithTransmission: 0.6, receiverDiameterM: 0.06 }, hazy)).toBeCloseTo(
      budget({ opticsEfficiency: 0.9, receiverDiameterM: 0.06, zenithTransmission: 0.6 }),
      3,
    );
    expect(rate({ receiverDiameterM: 0.06 }, hazy)).toBeCloseTo(
      budget({ ...hazy.A2G, receiverDiameterM: 0.06 }),
      3,
    );
  });

  it('sees as much of the sky as its telescope collects', () => {
    const stations = [{ ...input.stations![0]!, receiverDiameterM: 2, opticsEfficiency: 0.25 }];
    const [link, pairs] = [fidelities(build({ stations }))[0]!, capacities(build({ stations }))[0]!];
    const clicks = 500 + 0.25 * 0.7 * 4 * 377.2935e5;
    expect(link['a~h']).toBeCloseTo(
      0.25 + (0.75 * 0.98 * pairs['a~h']!) / (pairs['a~h']! + (pairs['a~h']! + clicks) * 1e-3),
      6,
    );
  });

  it('sends through its own air, not to its own telescope', () => {
    const up = { A2G: { direction: 'up' } } as const;
    const own = { zenithTransmission: 0.6, zenithFadeDb: 3, receiverDiameterM: 0.05 };
    const air = { direction: 'up', receiverDiameterM: 0.3, zenithTransmission: 0.6, zenithFadeDb: 3 };
    expect(rate(own, up)).toBeCloseTo(budget(air), 3);
  });

  it('leaves no key in a scenario that states none', () => {
    expect(Object.keys(scenarioOf(input).stations[0]!)).not.toContain('receiverDiameterM');
    expect(Object.keys(scenarioOf(input).noise)).not.toContain('earthDayRadiance');
  });
});

describe('between platforms of different heights', () => {
  const noonFidelity = (more: Partial<ScenarioInput>, id = 'h~k') => fidelities(build(more))[0]![id]!;

  it('the lower receives and sees the sky above it; upwards, the higher sees the Earth', () => {
    const down = noonFidelity({});
    const up = noonFidelity({ linkClasses: { A2A: { direction: 'up' } } });
    expect(down).toBeGreaterThan(0.98);
    expect(up).toBeLessThan(down - 0.005);
  });

  it('whichever is named first', () => {
    const reversed = { platforms: input.platforms!.toReversed() };
    expect(noonFidelity(reversed)).toBeCloseTo(noonFidelity({}), 12);
  });

  it('the source is that of the higher one', () => {
    // Only k shares its source: of its links to a and h each gets half of it, whichever is named first.
    const rates = (platforms: NonNullable<ScenarioInput['platforms']>) =>
      capacities(build({ platforms }))[0]!['h~k']!;
    const [h, k] = input.platforms!;
    const alone = rates([h!, k!]);
    expect(rates([h!, { ...k!, sharedSource: true }])).toBeCloseTo(alone / 2, 6);
    expect(rates([{ ...k!, sharedSource: true }, h!])).toBeCloseTo(alone / 2, 6);
    expect(rates([{ ...h!, sharedSource: true }, k!])).toBeCloseTo(alone, 6);
  });
});

it('a satellite in low orbit that sends down to a HAP at noon: the sky from 20 km on, F about .92', () => {
  const topology = buildTopology(
    scenarioOf({
      horizon: { slots: 8, slotSeconds: 10, start: '2026-06-20T04:00:00Z' },
      stations: [],
      platforms: [
        { id: 'h', latitudeDeg: 40, longitudeDeg: 116, altitudeM: 20_000 },
        { id: 'i', latitudeDeg: 42, longitudeDeg: 112, altitudeM: 20_000 },
      ],
      satellites: [
        {
          walker: { id: 's', pattern: 'delta', altitudeKm: 600, inclinationDeg: 55, total: 72, planes: 6 },
        },
      ],
      demands: [{ source: 'h', destination: 'i' }],
    }),
  );
  const counts = 57_905;
  topology.slots.forEach(({ link, capacity, fidelity }) => {
    link.forEach((index, position) => {
      if (topology.links[index]!.class !== 'S2A') return;
      const [rate, accidental] = [capacity[position]!, (capacity[position]! + counts) * 1e-3];
      // Capacity is a mean and fidelity the least of three instants.
      expect(fidelity[position]!).toBeCloseTo(0.25 + (0.75 * 0.98 * rate) / (rate + accidental), 1);
    });
  });
  const best = topology.slots.flatMap(({ link, fidelity }) =>
    [...fidelity].filter((_, position) => topology.links[link[position]!]!.class === 'S2A'),
  );
  expect(Math.max(...best)).toBeGreaterThan(0.9);
  expect(Math.max(...best)).toBeLessThan(0.96);
});
