import { checkForDecay, type SatRec, SatRecError, sgp4 } from 'satellite.js';
import { nearestEpoch } from './elements/histories.ts';
import { unixMilliseconds } from './frames.ts';

/** Why elements cannot be propagated to a time. */
export type PropagationFailure =
  | 'below the ground'
  | 'eccentricity out of range, as after decay'
  | 'mean motion not above 0'
  | 'semi-latus rectum below 0';

/** The motion of one satellite. */
export interface Orbit {
  /** Semi-major axis, km. */
  readonly radiusKm: number;
  /** Unix times of the elements, ms, ascending; empty if they refer to the scenario's own start. */
  readonly elementEpochsMs: readonly number[];
  /** Writes the TEME position in km at a Unix time; NaN if the elements cannot be propagated to it. */
  teme(epochMs: number, into: Float64Array, offset: number): void;
  /** Why there is no position at a Unix time; null if there is one. */
  failure(epochMs: number): PropagationFailure | null;
}

/** Equatorial radius of WGS72, which SGP4 uses, km. */
const SGP4_RADIUS_KM = 6378.135;

const FAILURES: Readonly<Record<Exclude<SatRecError, SatRecError.None>, PropagationFailure>> = {
  [SatRecError.MeanEccentricityOutOfRange]: 'eccentricity out of range, as after decay',
  [SatRecError.MeanMotionBelowZero]: 'mean motion not above 0',
  [SatRecError.PerturbedEccentricityOutOfRange]: 'eccentricity out of range, as after decay',
  [SatRecError.SemiLatusRectumBelowZero]: 'semi-latus rectum below 0',
  [SatRecError.Decayed]: 'below the ground',
};

/** What an error of SGP4 means; null without one. */
export const failureOf = (error: SatRecError): PropagationFailure | null =>
  error === SatRecError.None ? null : FAILURES[error];

/**
 * SGP4/SDP4 for one element set. A decayed satellite has no position.
 * @param elementsMs Unix time of the elements, if it is known more precisely than the record has it
 */
export function sgp4Orbit(record: SatRec, elementsMs = unixMilliseconds(record.jdsatepoch)): Orbit {
  const positionAt = (epochMs: number) => {
    const state = sgp4(record, (epochMs - elementsMs) / 60_000);
    return state && !checkForDecay(record) ? state.position : null;
  };
  return {
    radiusKm: record.a * SGP4_RADIUS_KM,
    elementEpochsMs: [elementsMs],
    teme(epochMs, into, offset) {
      const position = positionAt(epochMs);
      into[offset] = position ? position.x : Number.NaN;
      into[offset + 1] = position ? position.y : Number.NaN;
      into[offset + 2] = position ? position.z : Number.NaN;
    },
    failure: (epochMs) => (positionAt(epochMs) ? null : (failureOf(record.error) ?? 'below the ground')),
  };
}

/**
 * The motion according to the elements nearest to each time.
 * @param orbits of one satellite, each from one element set, by epoch; at least one
 * @param referenceMs Unix time, ms, at which the semi-major axis is taken
 */
export function nearestInTime(orbits: readonly Orbit[], referenceMs: number): Orbit {
  const [only, ...others] = orbits;
  if (others.length === 0) return only!;
  const elementEpochsMs = orbits.flatMap((orbit) => orbit.elementEpochsMs);
  const at = (epochMs: number): Orbit => orbits[nearestEpoch(elementEpochsMs, epochMs)]!;
  return {
    radiusKm: at(referenceMs).radiusKm,
    elementEpochsMs,
    teme: (epochMs, into, offset) => at(epochMs).teme(epochMs, into, offset),
    failure: (epochMs) => at(epochMs).failure(epochMs),
  };
}

/** The longest time, ms, between a time in [from, to] and the elements nearest to it; 0 without elements. */
export function greatestElementAgeMs(
  { elementEpochsMs: epochs }: Orbit,
  fromMs: number,
  toMs: number,
): number {
  if (epochs.length === 0) return 0;
  const between = epochs.slice(1).map((epoch, index) => (epoch + epochs[index]!) / 2);
  const times = [fromMs, toMs, ...between.filter((time) => time > fromMs && time < toMs)];
  return Math.max(...times.map((time) => Math.abs(time - epochs[nearestEpoch(epochs, time)]!)));
}
