import { InputError } from '../../src/base/errors.ts';
import type { Topology } from '../../src/domain/network.ts';
import { earthFixed, type Place, zenith } from '../../src/orbit/frames.ts';
import type { Snapshot } from '../../src/orbit/snapshot.ts';
import { type Scenario, type ScenarioInput, scenarioSchema } from '../../src/scenario/schema/scenario.ts';

/** Micius (QSS), 2016-12-18. */
export const MICIUS = `QSS (MOZI)
1 41731U 16051A   16353.90152003  .00000364  00000-0  17957-4 0  9993
2 41731  97.3699 267.4500 0013200 178.5836 246.0824 15.23915303 19063`;

/** A scenario of one demand between stations a and b, with what the test is about. */
export function scenarioOf(input: Partial<ScenarioInput>): Scenario {
  return scenarioSchema.parse({
    satqn: 1,
    horizon: { slots: 1, slotSeconds: 20 },
    stations: [
      { id: 'a', latitudeDeg: 0, longitudeDeg: 0 },
      { id: 'b', latitudeDeg: 0, longitudeDeg: 1 },
    ],
    demands: [{ source: 'a', destination: 'b' }],
    ...input,
  });
}

/** What is refused while something is built, as `path: message`; nothing if it is built. */
export function refusalsOf(build: () => unknown): string[] {
  try {
    build();
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

/** Slot by slot: capacities by link id. */
export function capacities(topology: Topology): Record<string, number>[] {
  return topology.slots.map(({ link, capacity }) =>
    Object.fromEntries([...link].map((index, position) => [topology.links[index]!.id, capacity[position]!])),
  );
}

/** Slot by slot: fidelities by link id. */
export function fidelities(topology: Topology): Record<string, number>[] {
  return topology.slots.map(({ link, fidelity }) =>
    Object.fromEntries([...link].map((index, position) => [topology.links[index]!.id, fidelity[position]!])),
  );
}

export const place = (latitudeDeg: number, longitudeDeg: number, altitudeKm: number): Place => ({
  latitudeDeg,
  longitudeDeg,
  altitudeM: 1000 * altitudeKm,
});

/** Nodes at rest, by day. */
export function snapshotOf(...places: Place[]): Snapshot {
  return {
    positionKm: Float64Array.from(places.flatMap(earthFixed)),
    zenith: Float64Array.from(places.flatMap(zenith)),
    altitudeM: Float64Array.from(places.map(({ altitudeM }) => altitudeM)),
    sun: null,
    night: new Uint8Array(places.length),
  };
}
