import type { NodeKind } from '../domain/network.ts';
import { EARTH_RADIUS_KM } from '../physics/constants.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { comingDown } from './come-down.ts';
import { startMilliseconds } from './satellites.ts';
import { resolveSites } from './sites.ts';
import { emptySnapshot, moveTo } from './snapshot.ts';
import { sunDirection } from './sun.ts';

/** The positions of all nodes over a scenario, sampled at even intervals for drawing. */
export interface Ephemeris {
  readonly nodes: readonly { readonly id: string; readonly kind: NodeKind }[];
  readonly sampleSeconds: number;
  readonly sampleCount: number;
  /**
   * Earth-fixed, in mean Earth radii: x, y, z of every node in the first sample, then in the next.
   * NaN for nodes without a position and satellites that cannot be propagated.
   */
  readonly positions: Float32Array;
  /** Unit vectors to the Sun, one per sample; null without a clock. */
  readonly sun: Float32Array | null;
}

/** A satellite in a low orbit moves 3.8° in a minute, so the chord between samples is as good as the arc. */
const FINEST_SECONDS = 60;

/**
 * Samples the motion of all nodes over the horizon, up to once a minute if that gives no more than `maximumValues`
 * numbers.
 * @throws InputError for satellites and platforms, like `buildTopology`
 */
export function sampleEphemeris(scenario: Scenario, maximumValues = 6_000_000): Ephemeris {
  const sites = resolveSites(scenario);
  const startMs = scenario.horizon.start === undefined ? null : startMilliseconds(scenario);
  const horizonSeconds = scenario.horizon.slots * scenario.horizon.slotSeconds;
  const moves = sites.some(({ motion }) => motion !== null && motion.kind !== 'fixed');
  const most = Math.max(2, Math.floor(maximumValues / Math.max(1, 3 * sites.length)));
  const wanted = moves || startMs !== null ? Math.ceil(horizonSeconds / FINEST_SECONDS) + 1 : 2;
  const sampleCount = Math.max(2, Math.min(most, wanted));
  const sampleSeconds = horizonSeconds / (sampleCount - 1);
  const snapshot = emptySnapshot(sites);
  const takeDown = comingDown(sites, startMs);
  const positions = new Float32Array(3 * sites.length * sampleCount);
  const sun = startMs === null ? null : new Float32Array(3 * sampleCount);
  for (let sample = 0; sample < sampleCount; sample += 1) {
    const seconds = sample * sampleSeconds;
    moveTo(snapshot, sites, startMs, seconds);
    takeDown(snapshot, seconds);
    const offset = 3 * sites.length * sample;
    for (let i = 0; i < snapshot.positionKm.length; i += 1) {
      positions[offset + i] = snapshot.positionKm[i]! / EARTH_RADIUS_KM;
    }
    sun?.set(sunDirection(startMs! + 1000 * seconds), 3 * sample);
  }
  return {
    nodes: sites.map(({ id, kind }) => ({ id, kind })),
    sampleSeconds,
    sampleCount,
    positions,
    sun,
  };
}
