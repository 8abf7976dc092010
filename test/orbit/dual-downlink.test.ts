import { describe, expect, it } from 'vitest';
import { buildTopology } from '../../src/orbit/topology.ts';
import { capacities, fidelities, MICIUS, scenarioOf } from './setting.ts';

describe('Micius to Delingha and Lijiang, 2016-12-21 (Yin et al. 2017)', () => {
  const input = {
    horizon: { slots: 80, slotSeconds: 10, start: '2016-12-21T17:38:00Z' },
    stations: [
      { id: 'Delingha', latitudeDeg: 37.379008, longitudeDeg: 97.726947, altitudeM: 3153 },
      { id: 'Lijiang', latitudeDeg: 26.694, longitudeDeg: 100.029, altitudeM: 3233 },
      { id: 'Graz', latitudeDeg: 47.0671, longitudeDeg: 15.4933, altitudeM: 539 },
    ],
    satellites: [{ tle: { text: MICIUS }, memory: false }],
    linkClasses: {
      S2G: {
        divergenceUrad: 10,
        receiverDiameterM: 1.2,
        jitterUrad: 1.2,
        zenithTransmission: 0.81,
        opticsEfficiency: 0.16,
        detectorEfficiency: 0.5,
        sourceMhz: 5.9,
      },
    },
    demands: [{ source: 'Delingha', destination: 'Lijiang' }],
  };
  const topology = buildTopology(scenarioOf(input));
  const rates = capacities(topology).flatMap((slot) => Object.values(slot));

  it('is one link through the satellite, which has no other', () => {
    expect(topology.links).toEqual([
      {
        id: 'Delingha~Lijiang@QSS (MOZI)',
        ends: ['Delingha', 'Lijiang'],
        class: 'S2G',
        kind: 'dual-downlink',
        via: 'QSS (MOZI)',
        emitter: null,
      },
    ]);
  });

  it('carries 0.5–2.5 pairs/s on average over the four to five minutes above 10°', () => {
    expect(rates.length).toBeGreaterThanOrEqual(24);
    expect(rates.length).toBeLessThanOrEqual(30);
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
    expect(mean).toBeGreaterThan(0.5);
    expect(mean).toBeLessThan(2.5);
  });

  it('loses fidelity to a brighter sky', () => {
    const dark = fidelities(topology).flatMap((slot) => Object.values(slot));
    const noise = { nightRadiance: 1.5e-2 };
    const bright = fidelities(buildTopology(scenarioOf({ ...input, noise }))).flatMap((slot) =>
      Object.values(slot),
    );
    expect(bright).toHaveLength(dark.length);
    for (const [index, fidelity] of bright.entries()) expect(fidelity).toBeLessThan(dark[index]!);
  });
});

it('a satellite without memory has neither S2S nor S2A nor single S2G links, and links each two stations', () => {
  const satellite = (id: string, memory: boolean) => ({
    circular: { id, altitudeKm: 20_000, inclinationDeg: 0 },
    memory,
  });
  const topology = buildTopology(
    scenarioOf({
      horizon: { slots: 24, slotSeconds: 3600, start: '2026-03-20T00:00:00Z' },
      stations: [
        { id: 'a', latitudeDeg: 0, longitudeDeg: 0 },
        { id: 'b', latitudeDeg: 0, longitudeDeg: 1 },
        { id: 'c', latitudeDeg: 1, longitudeDeg: 0 },
      ],
      platforms: [{ id: 'h', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000 }],
      satellites: [satellite('m', false), satellite('n', true)],
      linkClasses: { A2G: { enabled: false } },
    }),
  );
  expect(topology.links.map(({ id }) => id)).toEqual(['h~n', 'a~n', 'b~n', 'c~n', 'a~b@m', 'a~c@m', 'b~c@m']);
});
