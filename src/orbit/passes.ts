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
  /** Unix times, ms, the second later. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly minimumElevationDeg: number;
}

/** Times are refined to this, ms. */
const TOLERANCE_MS = 50;
const SAMPLES_PER_REVOLUTION = 120;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

type Sky = (epochMs: number) => Look;

/** Elevation (geodetic horizon, no refraction) and range; NaN where the orbit has no position. */
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
 * Passes of a satellite over a station within [from, to], in order of time; one that is under way at an
 * end of the interval is cut there. The elevation is sampled {@link SAMPLES_PER_REVOLUTION} times a
 * revolution, its maxima are refined by golden section, rise and set by bisection, all to 0.1 s.
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

interface Sample {
  readonly timeMs: number;
  readonly elevationDeg: number;
}

/** Evenly spaced times with the maxima of the elevation in place of the nearest of them, ascending. */
function* samples(orbit: Orbit, fromMs: number, toMs: number, look: Sky): Generator<Sample> {
  const elevation = (epochMs: number): number => look(epochMs).elevationDeg;
  const sample = (timeMs: number): Sample => ({ timeMs, elevationDeg: elevation(timeMs) });
  const stepMs = (periodSeconds(orbit.radiusKm) * 1000) / SAMPLES_PER_REVOLUTION;
  const steps = Math.ceil((toMs - fromMs) / stepMs);
  const even = (step: number): Sample => sample(fromMs + ((toMs - fromMs) * step) / steps);
  let [before, now] = [even(0), even(1)];
  yield before;
  for (let step = 1; step < steps; step += 1) {
    const after = even(step + 1);
    const peak = now.elevationDeg >= before.elevationDeg && now.elevationDeg > after.elevationDeg;
    yield peak ? sample(maximum(elevation, before.timeMs, after.timeMs)) : now;
    [before, now] = [now, after];
  }
  yield now;
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
