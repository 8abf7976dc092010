import { geodeticToEcf, gstime } from 'satellite.js';

/** A place on or above the WGS84 ellipsoid. */
export interface Place {
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly altitudeM: number;
}

/** Cartesian, km unless said otherwise. */
export type Vector = readonly [number, number, number];

/** WGS84 semi-axes, km. */
export const EQUATORIAL_RADIUS_KM = 6378.137;
export const POLAR_RADIUS_KM = 6356.7523142;

const UNIX_EPOCH_JULIAN_DAY = 2440587.5;
const MILLISECONDS_PER_DAY = 86_400_000;

export const radians = (degrees: number): number => (degrees * Math.PI) / 180;
export const degrees = (angleRad: number): number => (angleRad * 180) / Math.PI;

/** Julian day (UTC taken as UT1) of a Unix time in milliseconds. */
export const julianDay = (epochMs: number): number => epochMs / MILLISECONDS_PER_DAY + UNIX_EPOCH_JULIAN_DAY;

/** Unix time in milliseconds of a Julian day. */
export const unixMilliseconds = (julian: number): number =>
  (julian - UNIX_EPOCH_JULIAN_DAY) * MILLISECONDS_PER_DAY;

/** Greenwich mean sidereal time in radians (IAU-82): the angle from TEME to the Earth-fixed frame. */
export const siderealAngleRad = (epochMs: number): number => gstime(julianDay(epochMs));

/** Earth-fixed position in km of a place (WGS84). */
export function earthFixed(place: Place): Vector {
  const { x, y, z } = geodeticToEcf({
    latitude: radians(place.latitudeDeg),
    longitude: radians(place.longitudeDeg),
    height: place.altitudeM / 1000,
  });
  return [x, y, z];
}

/** Unit vector to the geodetic zenith of a place, Earth-fixed. */
export function zenith(place: Pick<Place, 'latitudeDeg' | 'longitudeDeg'>): Vector {
  const latitude = radians(place.latitudeDeg);
  const longitude = radians(place.longitudeDeg);
  return [
    Math.cos(latitude) * Math.cos(longitude),
    Math.cos(latitude) * Math.sin(longitude),
    Math.sin(latitude),
  ];
}

/** Turns the vector at `offset` from TEME to the Earth-fixed frame, in place (rotation by GMST). */
export function rotateToEarthFixed(vectors: Float64Array, offset: number, siderealRad: number): void {
  const cosine = Math.cos(siderealRad);
  const sine = Math.sin(siderealRad);
  const x = vectors[offset]!;
  const y = vectors[offset + 1]!;
  vectors[offset] = x * cosine + y * sine;
  vectors[offset + 1] = y * cosine - x * sine;
}
