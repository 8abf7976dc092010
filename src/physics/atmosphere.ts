import { RADIANS_PER_DEGREE } from './constants.ts';

/** Height over which the optical depth of the air falls by a factor e, m. */
export const AIR_SCALE_HEIGHT_M = 6600;

/** Clear-sky transmission from sea level to the zenith by wavelength in nm (MODTRAN via SatQuMA). */
export const ZENITH_TRANSMISSION = { 785: 0.876, 810: 0.8136, 850: 0.8952 } as const;

/**
 * Relative air mass after Kasten and Young 1989, 1/(sin ε + 0.50572 (ε + 6.07995°)^−1.6364) with ε the elevation in
 * degrees. Below the horizon, where platforms look down, the value at the horizon (37.9).
 */
export function airMass(elevationDeg: number): number {
  const elevation = Math.max(0, elevationDeg);
  return 1 / (Math.sin(elevation * RADIANS_PER_DEGREE) + 0.50572 * (elevation + 6.07995) ** -1.6364);
}

/**
 * Zenith transmission of the air between two heights, from that of the whole atmosphere: the optical
 * depth above a height h falls as OD(h) = OD(0) e^(−h/6600 m), and the path sees the difference.
 */
export function zenithTransmissionBetween(
  zenithTransmission: number,
  lowerAltitudeM: number,
  upperAltitudeM: number,
): number {
  const share =
    Math.exp(-lowerAltitudeM / AIR_SCALE_HEIGHT_M) - Math.exp(-upperAltitudeM / AIR_SCALE_HEIGHT_M);
  return zenithTransmission ** share;
}

/** Slant transmission η_atm = T_zen^X for the air mass X at an elevation. */
export const slantTransmission = (zenithTransmission: number, elevationDeg: number): number =>
  zenithTransmission ** airMass(elevationDeg);

/** One row of a tabulated transmission. */
export interface TransmissionRow {
  readonly elevationDeg: number;
  readonly transmission: number;
}

/**
 * Transmission from a table ascending in elevation (at least one row): linear in between, the
 * outermost value outside.
 */
export function tabulatedTransmission(table: readonly TransmissionRow[], elevationDeg: number): number {
  const above = table.findIndex((row) => row.elevationDeg >= elevationDeg);
  if (above <= 0) return (above === 0 ? table[0]! : table[table.length - 1]!).transmission;
  const [low, high] = [table[above - 1]!, table[above]!];
  const part = (elevationDeg - low.elevationDeg) / (high.elevationDeg - low.elevationDeg);
  return low.transmission + part * (high.transmission - low.transmission);
}

/**
 * Attenuation (dB/km) of low horizontal paths by the visibility V in km, after Kim et al. 2001 with
 * (10/ln 10)(3.91/V)(λ/550 nm)^−q; q = 1.6 (V > 50 km), 1.3 (from 6 km), 0.585 V^(1/3) (below).
 */
export function horizontalAttenuationDbPerKm(visibilityKm: number, wavelengthNm: number): number {
  const exponent = visibilityKm > 50 ? 1.6 : visibilityKm >= 6 ? 1.3 : 0.585 * Math.cbrt(visibilityKm);
  return (10 / Math.LN10) * (3.91 / visibilityKm) * (wavelengthNm / 550) ** -exponent;
}
