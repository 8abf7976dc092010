import { EARTH_RADIUS_KM, RADIANS_PER_DEGREE } from './constants.ts';

/**
 * Distance (km) to a platform at height `altitudeKm` and elevation `elevationDeg` over a station at
 * `stationAltitudeKm`: d = √((R+h)² − ((R+h0) cos ε)²) − (R+h0) sin ε, spherical Earth. NaN if the platform never
 * reaches that elevation.
 */
export function slantRangeKm(altitudeKm: number, elevationDeg: number, stationAltitudeKm = 0): number {
  const station = EARTH_RADIUS_KM + stationAltitudeKm;
  const elevation = elevationDeg * RADIANS_PER_DEGREE;
  const across = station * Math.cos(elevation);
  return Math.sqrt((EARTH_RADIUS_KM + altitudeKm) ** 2 - across ** 2) - station * Math.sin(elevation);
}

/**
 * Longest line of sight (km) between two heights that stays above the grazing height h_g: Σ √((R+h_i)² − (R+h_g)²),
 * spherical Earth. If an end is itself below h_g, no line could stay above it, and the limit is the height of that end:
 * the line must not dip below it.
 */
export function grazingRangeKm(altitudeKm1: number, altitudeKm2: number, grazingHeightKm: number): number {
  const grazing = EARTH_RADIUS_KM + Math.min(grazingHeightKm, altitudeKm1, altitudeKm2);
  const toTangent = (altitudeKm: number) => Math.sqrt((EARTH_RADIUS_KM + altitudeKm) ** 2 - grazing ** 2);
  return toTangent(altitudeKm1) + toTangent(altitudeKm2);
}
