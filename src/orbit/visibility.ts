import { EQUATORIAL_RADIUS_KM, POLAR_RADIUS_KM } from './frames.ts';
import type { Snapshot } from './snapshot.ts';
import { vectorAt } from './vector-at.ts';

/** Distance of two nodes, km. */
export function rangeKm({ positionKm }: Snapshot, first: number, second: number): number {
  const [a, b] = [3 * first, 3 * second];
  const x = positionKm[b]! - positionKm[a]!;
  const y = positionKm[b + 1]! - positionKm[a + 1]!;
  const z = positionKm[b + 2]! - positionKm[a + 2]!;
  return Math.sqrt(x * x + y * y + z * z);
}

/** Sine of the elevation of `to` over the geodetic horizon of `from`. */
export function sineOfElevation(snapshot: Snapshot, from: number, to: number): number {
  const { positionKm, zenith } = snapshot;
  const [a, b] = [3 * from, 3 * to];
  const x = positionKm[b]! - positionKm[a]!;
  const y = positionKm[b + 1]! - positionKm[a + 1]!;
  const z = positionKm[b + 2]! - positionKm[a + 2]!;
  const rise = x * zenith[a]! + y * zenith[a + 1]! + z * zenith[a + 2]!;
  return rise / Math.sqrt(x * x + y * y + z * z);
}

/**
 * Whether the straight line between two nodes stays above a height h, i.e. does not cut the ellipsoid with the
 * semi-axes of WGS84 + h. A line that only rises from its lower end clears the height, whatever the height of that end:
 * a HAP below h sees the satellites above its horizon.
 */
export function lineClears(
  { positionKm }: Snapshot,
  first: number,
  second: number,
  heightKm: number,
): boolean {
  const radius = EQUATORIAL_RADIUS_KM + heightKm;
  // Stretched along the axis, the ellipsoid is a sphere.
  const stretch = radius / (POLAR_RADIUS_KM + heightKm);
  const [px, py, height] = vectorAt(positionKm, first);
  const [qx, qy, otherHeight] = vectorAt(positionKm, second);
  const pz = height * stretch;
  const x = qx - px;
  const y = qy - py;
  const z = otherHeight * stretch - pz;
  const length = x * x + y * y + z * z;
  const along = -(px * x + py * y + pz * z);
  if (along <= 0 || along >= length) return true;
  return px * px + py * py + pz * pz - (along * along) / length >= radius * radius;
}

/** How far a node sees at most before the Earth is in the way, km; two nodes together see the sum of both distances. */
export function sightKm({ positionKm }: Snapshot, node: number): number {
  const [x, y, z] = vectorAt(positionKm, node);
  return Math.sqrt(Math.max(0, x * x + y * y + z * z - POLAR_RADIUS_KM ** 2));
}
