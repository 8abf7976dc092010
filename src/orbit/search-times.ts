import { evenTimes, findLostTimes, type LostTime, stepMsOf } from './passes.ts';
import type { Site } from './sites.ts';

/** Between two waypoints everything moves evenly, so that little can happen. */
const LOOKS_PER_LEG = 8;

/**
 * Times at which to look at moving nodes: as often as passes need it, and at and between all waypoints. Both ends are
 * included; nodes that never move need no more.
 */
export function searchTimes(
  nodes: readonly Pick<Site, 'motion'>[],
  startMs: number | null,
  fromMs: number,
  toMs: number,
): Iterable<number> {
  const steps = nodes.flatMap(({ motion }) => (motion?.kind === 'orbit' ? [stepMsOf(motion.orbit)] : []));
  const even = evenTimes(Math.min(toMs - fromMs, ...steps), fromMs, toMs);
  const between = nodes.flatMap(({ motion }) =>
    motion?.kind === 'waypoints' ? legTimes(motion.waypoints, startMs ?? 0) : [],
  );
  if (between.length === 0) return even;
  const inside = between.filter((time) => time > fromMs && time < toMs);
  return Float64Array.from(new Set([...even, ...inside])).sort();
}

function legTimes(waypoints: readonly { readonly atSeconds: number }[], startMs: number): number[] {
  return waypoints.flatMap(({ atSeconds }, index) => {
    const next = waypoints[index + 1]?.atSeconds ?? atSeconds;
    return Array.from(
      { length: LOOKS_PER_LEG },
      (_, look) => startMs + 1000 * (atSeconds + ((next - atSeconds) * look) / LOOKS_PER_LEG),
    );
  });
}

/** The times without a position of every satellite whose elements end, by the index of its node. */
export function lostTimesOf(
  sites: readonly Site[],
  fromMs: number,
  toMs: number,
): ReadonlyMap<number, readonly LostTime[]> {
  return new Map(
    sites.flatMap(({ motion }, index): [number, readonly LostTime[]][] => {
      // An orbit that is stated never ends.
      if (motion?.kind !== 'orbit' || motion.orbit.elementEpochsMs.length === 0) return [];
      const lost = findLostTimes({ orbit: motion.orbit, fromMs, toMs });
      return lost.length === 0 ? [] : [[index, lost]];
    }),
  );
}
