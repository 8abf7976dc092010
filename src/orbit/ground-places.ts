/** The places below nodes, for maps. */
import type { Scenario } from '../scenario/schema/scenario.ts';
import { degrees, EQUATORIAL_RADIUS_KM, POLAR_RADIUS_KM } from './frames.ts';
import { startMilliseconds } from './satellites.ts';
import { resolveSites } from './sites.ts';
import { emptySnapshot, moveTo } from './snapshot.ts';
import { vectorAt } from './vector-at.ts';

interface GroundPlace {
  readonly longitudeDeg: number;
  readonly latitudeDeg: number;
}

/** The place below a node so many seconds after the start of slot 0; null where it has no position. */
export type GroundPlaceFinder = (node: string, seconds: number) => GroundPlace | null;

/** Turns the direction of a point of the ellipsoid into its geodetic one, which is close below satellites, too. */
const STRETCH = (EQUATORIAL_RADIUS_KM / POLAR_RADIUS_KM) ** 2;

export function groundPlaceFinder(scenario: Scenario): GroundPlaceFinder {
  const sites = new Map(resolveSites(scenario).map((site) => [site.id, site]));
  const startMs = scenario.horizon.start === undefined ? null : startMilliseconds(scenario);
  return (node, seconds) => {
    const site = sites.get(node);
    if (!site?.motion) return null;
    const snapshot = emptySnapshot([site]);
    moveTo(snapshot, [site], startMs, seconds);
    const [x, y, z] = vectorAt(snapshot.positionKm, 0);
    if (Number.isNaN(x)) return null;
    return {
      longitudeDeg: degrees(Math.atan2(y, x)),
      latitudeDeg: degrees(Math.atan2(z * STRETCH, Math.hypot(x, y))),
    };
  };
}
