import { checkForDecay, type SatRec, sgp4 } from 'satellite.js';
import { unixMilliseconds } from './frames.ts';

/** The motion of one satellite. */
export interface Orbit {
  /** Semi-major axis, km. */
  readonly radiusKm: number;
  /** Unix time of the elements, ms; null where they refer to the scenario's own start. */
  readonly elementsEpochMs: number | null;
  /** Writes the TEME position in km at a Unix time; NaN where the elements cannot be propagated to. */
  teme(epochMs: number, into: Float64Array, offset: number): void;
}

/** Equatorial radius of WGS72, in which SGP4 counts, km. */
const SGP4_RADIUS_KM = 6378.135;

/** SGP4/SDP4 for one element set. A decayed satellite has no position. */
export function sgp4Orbit(record: SatRec): Orbit {
  const elementsEpochMs = unixMilliseconds(record.jdsatepoch);
  return {
    radiusKm: record.a * SGP4_RADIUS_KM,
    elementsEpochMs,
    teme(epochMs, into, offset) {
      const state = sgp4(record, (epochMs - elementsEpochMs) / 60_000);
      const position = state && !checkForDecay(record) ? state.position : null;
      into[offset] = position ? position.x : Number.NaN;
      into[offset + 1] = position ? position.y : Number.NaN;
      into[offset + 2] = position ? position.z : Number.NaN;
    },
  };
}
