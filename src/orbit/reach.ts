import type { Channel } from './channel.ts';
import { EQUATORIAL_RADIUS_KM, POLAR_RADIUS_KM } from './frames.ts';
import { periodSeconds } from './kepler.ts';
import type { Site } from './sites.ts';

/** Bounds for the motion of a node. */
interface Reach {
  /** How far it sees at most before the Earth is in the way, km. */
  readonly horizonKm: number;
  /** Its greatest speed, with the Earth's rotation; km/s. */
  readonly kmPerSecond: number;
}

/** Nothing that orbits the Earth is faster, km/s. */
const ESCAPE_KM_PER_SECOND = 11.2;
/** More than the rotation of the Earth moves a platform, km/s. */
const ROTATION_KM_PER_SECOND = 0.5;

/** Null if nothing is known. */
export function reachOf({ motion }: Pick<Site, 'motion'>): Reach | null {
  if (motion?.kind === 'fixed') {
    const horizonKm = horizonFrom(EQUATORIAL_RADIUS_KM + motion.place.altitudeM / 1000);
    return { horizonKm, kmPerSecond: ROTATION_KM_PER_SECOND };
  }
  if (motion?.kind !== 'orbit') return null;
  const { radiusKm, elementEpochsMs } = motion.orbit;
  const isCircular = elementEpochsMs.length === 0;
  return isCircular
    ? {
        horizonKm: horizonFrom(radiusKm),
        kmPerSecond: (2 * Math.PI * radiusKm) / periodSeconds(radiusKm),
      }
    : // No orbit reaches farther than twice its semi-major axis.
      { horizonKm: horizonFrom(2 * radiusKm), kmPerSecond: ESCAPE_KM_PER_SECOND };
}

const horizonFrom = (radiusKm: number): number => Math.sqrt(radiusKm ** 2 - POLAR_RADIUS_KM ** 2);

/** For how long at least, before and after, two nodes at this distance are too far apart to be in contact; ms. */
export function apartMs(
  { maximumRangeKm, isBlockedByEarth }: Pick<Channel, 'maximumRangeKm' | 'isBlockedByEarth'>,
  one: Reach | null,
  other: Reach | null,
  rangeKm: number,
): number {
  if (one === null || other === null || Number.isNaN(rangeKm)) return 0;
  const sightKm = isBlockedByEarth ? one.horizonKm + other.horizonKm : Number.POSITIVE_INFINITY;
  const spareKm = rangeKm - Math.min(maximumRangeKm, sightKm);
  return spareKm > 0 ? (1000 * spareKm) / (one.kmPerSecond + other.kmPerSecond) : 0;
}
