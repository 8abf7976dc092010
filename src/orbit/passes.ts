import { degrees, earthFixed, type Place, rotateToEarthFixed, siderealAngleRad, zenith } from './frames.ts';
import { periodSeconds } from './kepler.ts';
import type { Orbit } from './orbit.ts';

/** How a satellite stands in the sky of a station. */
export interface Look {
  readonly elevationDeg: number;
  readonly rangeKm: number;
}

/** A satellite above the minimum elevation; times are ISO 8601 UTC. */
export interface Pass {
  readonly rise: string;
  readonly set: string;
  readonly durationSeconds: number;
  /** Where it stands highest. */
  readonly culmination: Look & { readonly time: string };
}

export interface PassQuery {
  readonly orbit: Orbit;
  readonly station: Place;
  /** Unix times, ms. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly minimumElevationDeg: number;
}

/** Times are refined to this, ms. */
const TOLERANCE_MS = 50;
const SAMPLES_PER_REVOLUTION = 120;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Elevation (geodetic horizon, no refraction) and range; NaN where the orbit has no position. */
export function lookFrom(station: Place, orbit: Orbit): (epochMs: number) => Look {
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
 * Passes of a satellite over a station within [from, to], in order of time; one that is under way at
 * an end of the interval is cut there. The elevation is sampled {@link SAMPLES_PER_REVOLUTION} times a
 * revolution, its maxima are refined by golden section, rise and set by bisection, all to 0.1 s.
 */
export function findPasses(query: PassQuery): readonly Pass[] {
  const { fromMs, toMs, minimumElevationDeg } = query;
  const look = lookFrom(query.station, query.orbit);
  const elevation = (epochMs: number): number => look(epochMs).elevationDeg;
  const visible = (epochMs: number): boolean => elevation(epochMs) >= minimumElevationDeg;
  const times = sampleTimes(query, elevation);

  const passes: Pass[] = [];
  for (let index = 0; index < times.length; index += 1) {
    if (!visible(times[index]!)) continue;
    const first = index;
    while (index + 1 < times.length && visible(times[index + 1]!)) index += 1;
    const riseMs = first === 0 ? fromMs : crossing(visible, times[first]!, times[first - 1]!);
    const setMs = index === times.length - 1 ? toMs : crossing(visible, times[index]!, times[index + 1]!);
    const topMs = times.slice(first, index + 1).reduce((a, b) => (elevation(b) > elevation(a) ? b : a));
    passes.push({
      rise: new Date(riseMs).toISOString(),
      set: new Date(setMs).toISOString(),
      durationSeconds: (setMs - riseMs) / 1000,
      culmination: { time: new Date(topMs).toISOString(), ...look(topMs) },
    });
  }
  return passes;
}

/** Evenly spaced times with the maxima of the elevation among them, ascending. */
function sampleTimes({ fromMs, toMs, orbit }: PassQuery, elevation: (epochMs: number) => number): number[] {
  const stepMs = (periodSeconds(orbit.radiusKm) * 1000) / SAMPLES_PER_REVOLUTION;
  const steps = Math.max(1, Math.ceil((toMs - fromMs) / stepMs));
  const even = Array.from({ length: steps + 1 }, (_, step) => fromMs + ((toMs - fromMs) * step) / steps);
  const heights = even.map(elevation);
  return even.flatMap((time, step) => {
    const left = Math.max(0, step - 1);
    const right = Math.min(steps, step + 1);
    const peak = heights[step]! >= heights[left]! && heights[step]! > heights[right]!;
    const inside = peak && step > 0 && step < steps;
    return inside ? [maximum(elevation, even[left]!, even[right]!)] : [time];
  });
}

/** Where a function with one maximum in [low, high] has it (golden section). */
function maximum(value: (at: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  while (to - from > TOLERANCE_MS) {
    const width = GOLDEN * (to - from);
    if (value(to - width) < value(from + width)) from = to - width;
    else to = from + width;
  }
  return (from + to) / 2;
}

/** The time at which a satellite that is visible at `inside` and not at `outside` crosses the limit. */
function crossing(visible: (at: number) => boolean, inside: number, outside: number): number {
  let [seen, unseen] = [inside, outside];
  while (Math.abs(unseen - seen) > TOLERANCE_MS) {
    const middle = (seen + unseen) / 2;
    if (visible(middle)) seen = middle;
    else unseen = middle;
  }
  return (seen + unseen) / 2;
}
