import { periodSeconds } from './kepler.ts';
import type { Orbit } from './orbit.ts';
import type { Site } from './sites.ts';
import type { Snapshot } from './snapshot.ts';

/** A perigee below the ground lasts for some minutes. */
const LOOKS_PER_REVOLUTION = 24;

/**
 * Whether a satellite has come down by a Unix time, ms: it was below the ground in the preceding revolution, but after
 * its elements. SGP4 may let it rise again after perigee, although the satellite no longer exists. If there are newer
 * elements, they override this.
 */
export function hasComeDown(orbit: Orbit, epochMs: number): boolean {
  const [elementsMs, newer] = orbit.elementEpochsMs;
  if (elementsMs === undefined || newer !== undefined) return false;
  const stepMs = (1000 * periodSeconds(orbit.radiusKm)) / LOOKS_PER_REVOLUTION;
  for (let look = 0; look < LOOKS_PER_REVOLUTION; look += 1) {
    const timeMs = epochMs - look * stepMs;
    if (timeMs <= elementsMs) return false;
    if (orbit.failure(timeMs) === 'below the ground') return true;
  }
  return false;
}

/**
 * Removes satellites that have come down from snapshots of ascending times.
 * @param startMs Unix time of the start of slot 0; null without a clock (then there are no orbits)
 */
export function comingDown(
  sites: readonly Site[],
  startMs: number | null,
): (snapshot: Snapshot, seconds: number) => void {
  const down = new Set<number>();
  const look = (index: number, epochMs: number): void => {
    const motion = sites[index]!.motion;
    if (motion?.kind === 'orbit' && hasComeDown(motion.orbit, epochMs)) down.add(index);
  };
  if (startMs !== null) for (const index of sites.keys()) look(index, startMs);
  return ({ positionKm }, seconds) => {
    for (const index of sites.keys()) {
      if (down.has(index)) positionKm.fill(Number.NaN, 3 * index, 3 * index + 3);
      else if (Number.isNaN(positionKm[3 * index]!)) look(index, (startMs ?? 0) + 1000 * seconds);
    }
  };
}
