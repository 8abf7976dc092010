import { hasComeDown } from './come-down.ts';
import { degrees, earthFixed, type Place, rotateToEarthFixed, siderealAngleRad, zenith } from './frames.ts';
import { periodSeconds } from './kepler.ts';
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

/** Times are refined to this, ms. */
const TOLERANCE_MS = 50;
const SAMPLES_PER_REVOLUTION = 120;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

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
 * is cut there. The elevation is sampled {@link SAMPLES_PER_REVOLUTION} times a revolution; golden section refines its
 * maxima, and bisection refines rise and set, all to 0.1 s.
 */
export function findPasses({
  orbit,
  station,
  fromMs,
  toMs,
  minimumElevationDeg,
}: PassQuery): readonly Pass[] {
  const look = lookFrom(station, orbit);
  const visible = (epochMs: number): boolean => look(epochMs).elevationDeg >= minimumElevationDeg;
  const passes: Pass[] = [];
  let before: Sample | null = null;
  let underWay: { riseMs: number; top: Sample } | null = null;
  const end = (pass: { riseMs: number; top: Sample }, setMs: number): void => {
    passes.push({
      rise: new Date(pass.riseMs).toISOString(),
      set: new Date(setMs).toISOString(),
      durationSeconds: (setMs - pass.riseMs) / 1000,
      culmination: { time: new Date(pass.top.timeMs).toISOString(), ...look(pass.top.timeMs) },
    });
  };
  for (const sample of samples(orbit, fromMs, toMs, look)) {
    if (sample.elevationDeg >= minimumElevationDeg) {
      underWay ??= {
        riseMs: before === null ? sample.timeMs : crossing(visible, sample.timeMs, before.timeMs),
        top: sample,
      };
      if (sample.elevationDeg > underWay.top.elevationDeg) underWay.top = sample;
    } else if (underWay !== null) {
      end(underWay, crossing(visible, before!.timeMs, sample.timeMs));
      underWay = null;
    }
    before = sample;
  }
  if (underWay !== null) end(underWay, before!.timeMs);
  return passes;
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
  for (const timeMs of evenTimes(orbit, fromMs, toMs)) {
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

/** {@link SAMPLES_PER_REVOLUTION} times a revolution, including both ends. */
function* evenTimes(orbit: Orbit, fromMs: number, toMs: number): Generator<number> {
  const stepMs = (periodSeconds(orbit.radiusKm) * 1000) / SAMPLES_PER_REVOLUTION;
  const steps = Math.ceil((toMs - fromMs) / stepMs);
  for (let step = 0; step <= steps; step += 1) yield fromMs + ((toMs - fromMs) * step) / steps;
}

interface Sample {
  readonly timeMs: number;
  readonly elevationDeg: number;
}

/** Evenly spaced times in which each maximum of the elevation replaces the nearest one, ascending. */
function* samples(orbit: Orbit, fromMs: number, toMs: number, look: Sky): Generator<Sample> {
  const elevation = (epochMs: number): number => look(epochMs).elevationDeg;
  const sample = (timeMs: number): Sample => ({ timeMs, elevationDeg: elevation(timeMs) });
  let [before, now]: [Sample | null, Sample | null] = [null, null];
  for (const timeMs of evenTimes(orbit, fromMs, toMs)) {
    const after = sample(timeMs);
    if (now && before) {
      const peak = now.elevationDeg >= before.elevationDeg && now.elevationDeg > after.elevationDeg;
      yield peak ? sample(maximum(elevation, before.timeMs, after.timeMs)) : now;
    } else if (now) {
      yield now;
    }
    [before, now] = [now, after];
  }
  if (now) yield now;
}

/** The maximum of a function with one maximum in [low, high] (golden section). */
function maximum(value: (at: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  while (to - from > TOLERANCE_MS) {
    const width = GOLDEN * (to - from);
    if (value(to - width) < value(from + width)) from = to - width;
    else to = from + width;
  }
  return (from + to) / 2;
}

/** The time at which a condition that holds at `inside` and not at `outside` begins or ends, to half the tolerance. */
function crossing(holds: (at: number) => boolean, inside: number, outside: number): number {
  let [seen, unseen] = [inside, outside];
  while (Math.abs(unseen - seen) > TOLERANCE_MS) {
    const middle = (seen + unseen) / 2;
    if (holds(middle)) seen = middle;
    else unseen = middle;
  }
  return (seen + unseen) / 2;
}
