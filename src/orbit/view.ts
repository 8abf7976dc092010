import { EQUATORIAL_RADIUS_KM, POLAR_RADIUS_KM, type Vector } from './frames.ts';
import type { Snapshot } from './snapshot.ts';
import { isNight } from './sun.ts';

/** What a receiver sees behind the node that it looks at. */
export interface View {
  /** `earth` where its line of sight ends on the ground, otherwise `sky`. */
  readonly of: 'earth' | 'sky';
  /** Lowest height of that line from the receiver on, metres: the air above it shines. */
  readonly lowestM: number;
  /** Whether the Sun is below −12° where the line is lowest. */
  readonly night: boolean;
}

/**
 * Follows the line of sight from a receiver through a sender and beyond. A receiver that looks up sees
 * the sky above itself; one that looks down sees the Earth, by day or night where the line meets it,
 * or, past the horizon, the air above the lowest point of the line.
 */
export function viewBehind(snapshot: Snapshot, receiver: number, sender: number): View {
  const { positionKm, altitudeM, sun } = snapshot;
  // Stretched along the axis, the ellipsoid is a sphere.
  const stretch = EQUATORIAL_RADIUS_KM / POLAR_RADIUS_KM;
  const [a, b] = [3 * receiver, 3 * sender];
  const [px, py, pz] = [positionKm[a]!, positionKm[a + 1]!, positionKm[a + 2]! * stretch];
  const x = positionKm[b]! - px;
  const y = positionKm[b + 1]! - py;
  const z = positionKm[b + 2]! * stretch - pz;
  const length = Math.sqrt(x * x + y * y + z * z);
  const along = -(px * x + py * y + pz * z) / length;
  const nightAt = (distance: number): boolean => {
    if (sun === null) return true;
    const share = distance / length;
    // The normal of the ellipsoid: on the sphere it is the position, and is stretched once more.
    const [nx, ny, nz] = [px + share * x, py + share * y, (pz + share * z) * stretch];
    const norm = Math.sqrt(nx * nx + ny * ny + nz * nz);
    return isNight([nx / norm, ny / norm, nz / norm] satisfies Vector, sun);
  };
  if (along <= 0) return { of: 'sky', lowestM: altitudeM[receiver]!, night: nightAt(0) };
  const squared = px * px + py * py + pz * pz - along * along;
  const halfChord = Math.sqrt(EQUATORIAL_RADIUS_KM ** 2 - squared);
  return halfChord > 0
    ? { of: 'earth', lowestM: 0, night: nightAt(along - halfChord) }
    : { of: 'sky', lowestM: 1000 * (Math.sqrt(squared) - EQUATORIAL_RADIUS_KM), night: nightAt(along) };
}
