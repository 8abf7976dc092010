/** Networks in which telescopes are scarce, from one satellite over four cities to a shell of 1,584 satellites. */
import { readFileSync } from 'node:fs';
import { parseScenario, scenarioFrom } from '../src/scenario/parse.ts';
import type { Scenario, ScenarioInput } from '../src/scenario/schema/scenario.ts';

const CITIES = {
  Vienna: [48.2, 16.4],
  Madrid: [40.4, -3.7],
  Matera: [40.65, 16.7],
  Munich: [48.1, 11.6],
  Paris: [48.85, 2.35],
  Athens: [38, 23.7],
  Warsaw: [52.2, 21],
  Lisbon: [38.7, -9.1],
  Oslo: [59.9, 10.75],
  Rome: [41.9, 12.5],
} as const;

/** Ten cities under a constellation for an hour, six demands; a new pointing costs 20 s in space and 30 s to the ground. */
const overCities = (
  constellation: { readonly total: number; readonly planes: number },
  telescopes: { readonly aboard: number; readonly onGround: number },
): ScenarioInput => ({
  satqn: 1,
  preset: 'physical',
  horizon: { start: '2026-12-10T22:10:00Z', slots: 60, slotSeconds: 60 },
  satellites: [
    {
      walker: {
        id: 'sat',
        pattern: 'delta',
        altitudeKm: 1200,
        inclinationDeg: 60,
        phasing: 1,
        ...constellation,
      },
      maximumTerminals: telescopes.aboard,
    },
  ],
  stations: Object.entries(CITIES).map(([id, [latitudeDeg, longitudeDeg]]) => ({
    id,
    latitudeDeg,
    longitudeDeg,
    maximumTerminals: telescopes.onGround,
  })),
  linkClasses: {
    S2S: {
      sourceMhz: 10,
      waistCm: 7.5,
      receiverDiameterM: 0.4,
      maximumRangeKm: 6000,
      acquisitionSeconds: 20,
    },
    S2G: { sourceMhz: 10, minimumElevationDeg: 15, nightOnly: true, acquisitionSeconds: 30 },
  },
  noise: { sourceWerner: 0.99, coincidenceWindowNs: 0.5, fieldOfViewUrad: 50 },
  demands: [
    { source: 'Vienna', destination: 'Madrid', fidelityTarget: 0.85 },
    { source: 'Munich', destination: 'Matera', fidelityTarget: 0.85 },
    { source: 'Paris', destination: 'Athens', fidelityTarget: 0.85 },
    { source: 'Warsaw', destination: 'Lisbon', fidelityTarget: 0.85 },
    { source: 'Oslo', destination: 'Rome', fidelityTarget: 0.85, weight: 2 },
    { source: 'Paris', destination: 'Warsaw', fidelityTarget: 0.85 },
  ],
});

/** Four cities over the Alps for an evening under three satellites with two telescopes each. */
const alps: ScenarioInput = {
  satqn: 1,
  preset: 'physical',
  horizon: { start: '2026-03-20T17:00:00Z', slots: 240, slotSeconds: 60 },
  satellites: [
    {
      walker: {
        id: 'sat',
        pattern: 'star',
        altitudeKm: 500,
        inclinationDeg: 97.4,
        total: 3,
        planes: 1,
        phasing: 0,
        raanDeg: 150,
        argumentOfLatitudeDeg: 0,
      },
      maximumTerminals: 2,
    },
  ],
  stations: [
    { id: 'Vienna', latitudeDeg: 48.2, longitudeDeg: 16.4 },
    { id: 'Munich', latitudeDeg: 48.1, longitudeDeg: 11.6 },
    { id: 'Matera', latitudeDeg: 40.65, longitudeDeg: 16.7 },
    { id: 'Madrid', latitudeDeg: 40.4, longitudeDeg: -3.7 },
    { id: 'Graz', latitudeDeg: 47.1, longitudeDeg: 15.4, optical: false },
  ],
  fibres: [{ ends: ['Vienna', 'Graz'], lengthKm: 190 }],
  linkClasses: { S2G: { nightOnly: true, minimumElevationDeg: 20 } },
  demands: [
    { source: 'Vienna', destination: 'Madrid' },
    { source: 'Munich', destination: 'Matera' },
    { source: 'Graz', destination: 'Matera', fidelityTarget: 0.9 },
  ],
};

/** The flagship example without its minimum rates. */
function flagship(): Scenario {
  const scenario = parseScenario(readFileSync(new URL('../examples/eurasia.yaml', import.meta.url), 'utf8'));
  return {
    ...scenario,
    demands: scenario.demands.map((demand) => ({ ...demand, minimumRate: 0 })),
  };
}

/** The flagship under the first shell of a large constellation, for eight minutes. */
function shell(): Scenario {
  const scenario = flagship();
  const walker = {
    id: 'sat',
    pattern: 'delta',
    altitudeKm: 550,
    inclinationDeg: 53,
    total: 1584,
    planes: 72,
    phasing: 1,
    raanDeg: 0,
    argumentOfLatitudeDeg: 0,
  } as const;
  const { memory, sharedSource } = scenario.satellites[0]!;
  return {
    ...scenario,
    horizon: { ...scenario.horizon, slots: 8 },
    satellites: [{ walker, memory, sharedSource, maximumTerminals: 5 }],
  };
}

export const POINTING_SCENARIOS: Readonly<Record<string, () => Scenario>> = {
  Alps: () => scenarioFrom(alps),
  Eurasia: flagship,
  W24: () => scenarioFrom(overCities({ total: 24, planes: 4 }, { aboard: 2, onGround: 2 })),
  W66: () => scenarioFrom(overCities({ total: 66, planes: 6 }, { aboard: 3, onGround: 2 })),
  W66s: () => scenarioFrom(overCities({ total: 66, planes: 6 }, { aboard: 2, onGround: 1 })),
  W1584: shell,
};
