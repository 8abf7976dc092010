/** Scenarios that take memory for different reasons: links, slots, paths, fills, or hardly anything. */
import { readFileSync } from 'node:fs';
import { formatScenario } from '../src/scenario/format.ts';
import { parseScenario } from '../src/scenario/parse.ts';
import type { Scenario, ScenarioInput } from '../src/scenario/schema/scenario.ts';
import { scenarioOf } from './families.ts';

/** 400 satellites, each of which sees most of its neighbours but has six terminals, for an hour. */
const constellation: ScenarioInput = {
  satqn: 1,
  preset: 'physical',
  name: 'constellation',
  horizon: { slots: 60, slotSeconds: 60, start: '2026-03-20T20:00:00Z' },
  stations: [
    { id: 'Graz', latitudeDeg: 47.0671, longitudeDeg: 15.4933, altitudeM: 539 },
    { id: 'Matera', latitudeDeg: 40.6486, longitudeDeg: 16.7046, altitudeM: 537 },
    { id: 'Koganei', latitudeDeg: 35.7102, longitudeDeg: 139.4889, altitudeM: 123 },
    { id: 'Greenbelt', latitudeDeg: 39.0206, longitudeDeg: -76.8275, altitudeM: 19 },
  ],
  satellites: [
    {
      walker: {
        id: 'sat',
        pattern: 'delta',
        altitudeKm: 800,
        inclinationDeg: 60,
        total: 400,
        planes: 20,
        phasing: 1,
      },
      maximumTerminals: 6,
    },
  ],
  storage: { kinds: { satellite: 1000 }, pairs: { longestContact: 100 } },
  demands: [
    { source: 'Graz', destination: 'Matera' },
    { source: 'Graz', destination: 'Koganei' },
    { source: 'Matera', destination: 'Greenbelt' },
  ],
};

/** Two stations, a platform and six satellites, for two weeks. */
const fortnight: ScenarioInput = {
  satqn: 1,
  preset: 'physical',
  name: 'fortnight',
  horizon: { slots: 20_160, slotSeconds: 60, start: '2026-03-20T20:00:00Z' },
  stations: constellation.stations!.slice(0, 2),
  platforms: [{ id: 'hap', latitudeDeg: 44, longitudeDeg: 16, altitudeM: 20_000 }],
  satellites: [
    {
      walker: {
        id: 'sat',
        pattern: 'delta',
        altitudeKm: 600,
        inclinationDeg: 55,
        total: 6,
        planes: 6,
        phasing: 1,
      },
    },
  ],
  demands: [{ source: 'Graz', destination: 'Matera' }],
};

const MESH = { side: 12, stepDeg: 0.2, lengthKm: 20 };
const nameAt = (row: number, column: number) => `n${row}-${column}`;
const cells = Array.from({ length: MESH.side ** 2 }, (_, cell) => ({
  row: Math.floor(cell / MESH.side),
  column: cell % MESH.side,
}));

/** A square of stations on fibre, which never changes; those on the diagonal store pairs. */
const mesh: ScenarioInput = {
  satqn: 1,
  preset: 'physical',
  name: 'mesh',
  horizon: { slots: 240, slotSeconds: 60 },
  stations: cells.map(({ row, column }) => ({
    id: nameAt(row, column),
    latitudeDeg: 45 + MESH.stepDeg * row,
    longitudeDeg: 10 + MESH.stepDeg * column,
    optical: false,
  })),
  fibres: cells.flatMap(({ row, column }) =>
    [
      [row + 1, column],
      [row, column + 1],
    ].flatMap(([a, b]) =>
      a! < MESH.side && b! < MESH.side
        ? [{ ends: [nameAt(row, column), nameAt(a!, b!)] as [string, string], lengthKm: MESH.lengthKm }]
        : [],
    ),
  ),
  noise: { sourceWerner: 0.995 },
  storage: { nodes: Array.from({ length: MESH.side }, (_, i) => ({ node: nameAt(i, i), capacity: 1000 })) },
  demands: Array.from({ length: MESH.side }, (_, i) => ({
    source: nameAt(i, 0),
    destination: nameAt(MESH.side - 1 - i, 4),
    fidelityTarget: 0.85,
  })),
};

const drawn = (input: ScenarioInput) => (): Scenario => parseScenario(formatScenario(input));

export const MEMORY_CASES: Readonly<Record<string, () => Scenario>> = {
  eurasia: () => parseScenario(readFileSync(new URL('../examples/eurasia.yaml', import.meta.url), 'utf8')),
  constellation: drawn(constellation),
  fortnight: drawn(fortnight),
  mesh: drawn(mesh),
  day: () => scenarioOf('day', 1),
};
