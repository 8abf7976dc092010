/** How far and how high one node stands as seen from another. */
import type { Sight } from '../domain/schedule.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { degrees } from './frames.ts';
import { startMilliseconds } from './satellites.ts';
import { resolveSites } from './sites.ts';
import { emptySnapshot, moveTo } from './snapshot.ts';
import { rangeKm, sineOfElevation } from './visibility.ts';

/** The sight of a node from another, by name, so many seconds after the start of slot 0; null without positions. */
export type SightFinder = (node: string, target: string, seconds: number) => Sight | null;

export function sightFinder(scenario: Scenario): SightFinder {
  const sites = new Map(resolveSites(scenario).map((site) => [site.id, site]));
  const startMs = scenario.horizon.start === undefined ? null : startMilliseconds(scenario);
  return (node, target, seconds) => {
    const [from, to] = [sites.get(node), sites.get(target)];
    if (!from?.motion || !to?.motion) return null;
    const pair = [from, to];
    const snapshot = emptySnapshot(pair);
    moveTo(snapshot, pair, startMs, seconds);
    const range = rangeKm(snapshot, 0, 1);
    if (Number.isNaN(range)) return null;
    // Satellites have no zenith.
    const sines = [sineOfElevation(snapshot, 0, 1), sineOfElevation(snapshot, 1, 0)];
    const sine = sines.find((value) => !Number.isNaN(value));
    return {
      rangeKm: range,
      elevationDeg: sine === undefined ? null : degrees(Math.asin(Math.min(1, sine))),
    };
  };
}
