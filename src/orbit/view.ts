import { EQUATORIAL_RADIUS_KM, POLAR_RADIUS_KM } from './frames.ts';
import type { Snapshot } from './snapshot.ts';
import { isNight } from './sun.ts';

/** What a receiver sees behind the node at which it looks. */
export interface View {
  /** `earth` if its line of sight ends on the ground, otherwise `sky`. */
  readonly of: 'earth' | 'sky';
  /** Lowest height of that line from the receiver on, metres: the air above it shines. */
  readonly lowestM: number;
  /** Whether the Sun is below −12° at the lowest point of the line. */
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
  const px = positionKm[a]!;
  const py = positionKm[a + 1]!;
  const pz = positionKm[a + 2]! * stretch;
  const x = positionKm[b]! - px;
  const y = positionKm[b + 1]! - py;
  const z = positionKm[b + 2]! * stretch - pz;
  const length = Math.sqrt(x * x + y * y + z * z);
  const along = -(px * x + py * y + pz * z) / length;
  let of: View['of'] = 'sky';
  let lowestM = altitudeM[receiver]!;
  // From the receiver to where the line is lowest.
  let distance = 0;
  if (along > 0) {
    const squared = px * px + py * py + pz * pz - along * along;
    const halfChord = Math.sqrt(EQUATORIAL_RADIUS_KM ** 2 - squared);
    of = halfChord > 0 ? 'earth' : 'sky';
    lowestM = of === 'earth' ? 0 : 1000 * (Math.sqrt(squared) - EQUATORIAL_RADIUS_KM);
    distance = of === 'earth' ? along - halfChord : along;
  }
  if (sun === null) return { of, lowestM, night: true };
  const share = distance / length;
  // The normal of the ellipsoid: on the sphere it is the position, and is stretched once more.
  const nx = px + share * x;
  const ny = py + share * y;
  const nz = (pz + share * z) * stretch;
  const norm = Math.sqrt(nx * nx + ny * ny + nz * nz);
  return { of, lowestM, night: isNight([nx / norm, ny / norm, nz / norm], sun) };
}
