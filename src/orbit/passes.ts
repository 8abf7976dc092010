import { hasComeDown } from './come-down.ts';
import { degrees, earthFixed, type Place, rotateToEarthFixed, siderealAngleRad, zenith } from './frames.ts';
import { periodSeconds } from './kepler.ts';
import { crossing, openings, TOLERANCE_MS } from './openings.ts';
import type { Orbit, PropagationFailure } from './orbit.ts';

/** The position of a satellite in the sky of a station. */
export interface Look {
  readonly elevationDeg: number;
  readonly rangeKm: number;
}

/** A satellite above the minimum elevation; times are ISO 8601 UTC. */
export interface Pass {
  readonly rise: string;
  readonly set: string;
  readonly durationSeconds: number;
  /** The highest point. */
  readonly culmination: Look & { readonly time: string };
}

/** A period in which elements give no position, so no pass can be found. */
export interface LostTime {
  readonly from: string;
  readonly to: string;
  /** The reason at its beginning. */
  readonly reason: PropagationFailure;
}

interface OrbitQuery {
  readonly orbit: Orbit;
  /** Unix times, ms; `toMs` is the later one. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface PassQuery extends OrbitQuery {
  readonly station: Place;
  readonly minimumElevationDeg: number;
}

const SAMPLES_PER_REVOLUTION = 120;

type Sky = (epochMs: number) => Look;

/** Elevation (geodetic horizon, no refraction) and range; NaN if the orbit has no position. */
export function lookFrom(station: Place, orbit: Orbit): Sky {
  const site = earthFixed(station);
  const up = zenith(station);
  const at = new Float64Array(3);
  return (epochMs) => {
    orbit.teme(epochMs, at, 0);
    rotateToEarthFixed(at, 0, siderealAngleRad(epochMs));
    const [x, y, z] = [at[0]! - site[0], at[1]! - site[1], at[2]! - site[2]];
    const rangeKm = Math.hypot(x, y, z);
    return { rangeKm, elevationDeg: degrees(Math.asin((x * up[0] + y * up[1] + z * up[2]) / rangeKm)) };
  };
}

/**
 * Passes of a satellite over a station within [from, to], in order of time; a pass under way at an end of the interval
 * is cut there. The elevation is sampled {@link SAMPLES_PER_REVOLUTION} times a revolution; its maxima, rise and set
 * are refined to 0.1 s.
 */
export function findPasses({
  orbit,
  station,
  fromMs,
  toMs,
  minimumElevationDeg,
}: PassQuery): readonly Pass[] {
  const look = lookFrom(station, orbit);
  const found = openings(evenTimes(stepMsOf(orbit), fromMs, toMs), (epochMs) => {
    const { elevationDeg } = look(epochMs);
    return { isOpen: elevationDeg >= minimumElevationDeg, height: elevationDeg };
  });
  return Array.from(found, (pass) => ({
    rise: new Date(pass.fromMs).toISOString(),
    set: new Date(pass.toMs).toISOString(),
    durationSeconds: (pass.toMs - pass.fromMs) / 1000,
    culmination: { time: new Date(pass.top.timeMs).toISOString(), ...look(pass.top.timeMs) },
  }));
}

/**
 * The periods in [from, to] in which the elements give no position, sampled as in {@link findPasses}, with ends to 0.1
 * s. Once a satellite has come down, it stays down.
 */
export function findLostTimes({ orbit, fromMs, toMs }: OrbitQuery): readonly LostTime[] {
  const isLost = (epochMs: number): boolean => orbit.failure(epochMs) !== null;
  const lost: LostTime[] = [];
  let since: number | null = null;
  const end = (untilMs: number): void => {
    // At the exact beginning of what was found by halving there may still be a position.
    const reason = orbit.failure(since!) ?? orbit.failure(since! + TOLERANCE_MS) ?? 'below the ground';
    lost.push({ from: new Date(since!).toISOString(), to: new Date(untilMs).toISOString(), reason });
    since = null;
  };
  let before = fromMs;
  for (const timeMs of evenTimes(stepMsOf(orbit), fromMs, toMs)) {
    if (timeMs === fromMs && hasComeDown(orbit, fromMs)) {
      since = fromMs;
      break;
    }
    if (isLost(timeMs)) since ??= timeMs === fromMs ? fromMs : crossing(isLost, timeMs, before);
    else if (since !== null) end(crossing(isLost, before, timeMs));
    before = timeMs;
    if (since !== null && hasComeDown(orbit, timeMs)) break;
  }
  if (since !== null) end(toMs);
  return lost;
}

/** When to end the search for a satellite that is lost in some periods: where it is lost for good. Unix time, ms. */
export function endOfSearch(lost: readonly LostTime[], toMs: number): number {
  const last = lost.at(-1);
  // Texts have whole milliseconds.
  return last && Date.parse(last.to) === Math.trunc(toMs) ? Date.parse(last.from) : toMs;
}

/** The time between two samples of an orbit, ms. */
export const stepMsOf = (orbit: Orbit): number =>
  (1000 * periodSeconds(orbit.radiusKm)) / SAMPLES_PER_REVOLUTION;

/** Evenly spaced times at most a step apart, including both ends. */
export function* evenTimes(stepMs: number, fromMs: number, toMs: number): Generator<number> {
  const steps = Math.ceil((toMs - fromMs) / stepMs);
  for (let step = 0; step <= steps; step += 1) yield fromMs + ((toMs - fromMs) * step) / steps;
}
