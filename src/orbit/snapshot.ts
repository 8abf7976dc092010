import {
  EQUATORIAL_RADIUS_KM,
  earthFixed,
  type Place,
  rotateToEarthFixed,
  siderealAngleRad,
  type Vector,
  zenith,
} from './frames.ts';
import { placeOnWay, type Site } from './sites.ts';
import { isNight, sunDirection } from './sun.ts';
import { vectorAt } from './vector-at.ts';

/** The positions of all nodes at one instant; three values per node in `positionKm` and `zenith`. */
export interface Snapshot {
  /** Earth-fixed; NaN for nodes without a position and satellites that cannot be propagated. */
  readonly positionKm: Float64Array;
  /** Unit vectors; NaN for satellites. */
  readonly zenith: Float64Array;
  /** Height above the ellipsoid; for a satellite its mean height. */
  readonly altitudeM: Float64Array;
  /** Unit vector to the Sun, Earth-fixed; null without a clock, in which case it is night everywhere. */
  sun: Vector | null;
  /** 1 if the Sun is below −12°; fixed nodes only. */
  readonly night: Uint8Array;
}

/** The three instants at which a slot is sampled. */
export interface SlotSnapshots {
  readonly start: Snapshot;
  readonly middle: Snapshot;
  readonly end: Snapshot;
}

/** A snapshot that contains only what never moves. */
export function emptySnapshot(sites: readonly Site[]): Snapshot {
  const snapshot: Snapshot = {
    positionKm: new Float64Array(3 * sites.length).fill(Number.NaN),
    zenith: new Float64Array(3 * sites.length).fill(Number.NaN),
    altitudeM: new Float64Array(sites.length),
    sun: null,
    night: new Uint8Array(sites.length).fill(1),
  };
  sites.forEach(({ motion }, index) => {
    if (motion?.kind === 'fixed') put(snapshot, index, motion.place);
    if (motion?.kind === 'orbit') {
      snapshot.altitudeM[index] = 1000 * Math.round(motion.orbit.radiusKm - EQUATORIAL_RADIUS_KM);
    }
  });
  return snapshot;
}

/**
 * Moves a snapshot to another instant.
 *
 * @param startMs Unix time of the start of slot 0; null without a clock (then there are no orbits).
 * @param seconds after the start of slot 0.
 * @param nodes to be moved; by default all
 */
export function moveTo(
  snapshot: Snapshot,
  sites: readonly Site[],
  startMs: number | null,
  seconds: number,
  nodes: Iterable<number> = sites.keys(),
): void {
  const sun = startMs === null ? null : sunDirection(startMs + 1000 * seconds);
  snapshot.sun = sun;
  const indices = [...nodes];
  movePositions(snapshot, sites, startMs, seconds, indices);
  for (const index of indices) {
    if (sun && sites[index]!.motion?.kind === 'fixed') {
      snapshot.night[index] = isNight(vectorAt(snapshot.zenith, index), sun) ? 1 : 0;
    }
  }
}

/** Moves the positions of some nodes, but leaves Sun and night as they are. */
export function movePositions(
  snapshot: Snapshot,
  sites: readonly Site[],
  startMs: number | null,
  seconds: number,
  nodes: Iterable<number>,
): void {
  const epochMs = (startMs ?? 0) + 1000 * seconds;
  const siderealRad = siderealAngleRad(epochMs);
  for (const index of nodes) {
    const { motion } = sites[index]!;
    if (motion?.kind === 'orbit') {
      motion.orbit.teme(epochMs, snapshot.positionKm, 3 * index);
      rotateToEarthFixed(snapshot.positionKm, 3 * index, siderealRad);
    } else if (motion?.kind === 'waypoints') {
      put(snapshot, index, placeOnWay(motion.waypoints, seconds));
    }
  }
}

function put(snapshot: Snapshot, index: number, place: Place): void {
  snapshot.positionKm.set(earthFixed(place), 3 * index);
  snapshot.zenith.set(zenith(place), 3 * index);
  snapshot.altitudeM[index] = place.altitudeM;
}
