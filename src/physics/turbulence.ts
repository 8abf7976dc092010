import { RADIANS_PER_DEGREE } from './constants.ts';

/** The two parameters of the Hufnagel–Valley profile; 21 m/s and 1.7e-14 m^(−2/3) make it HV 5/7. */
interface TurbulenceProfile {
  readonly windMPerS: number;
  /** A: strength at the ground. */
  readonly groundStrength: number;
}
const HUFNAGEL_VALLEY_5_7: TurbulenceProfile = { windMPerS: 21, groundStrength: 1.7e-14 };

/** At most 1e-18 of the profile's integral lies above this height. */
const TOP_M = 80_000;
/** A ray at the horizon crosses no more than about this many vertical atmospheres. */
const LARGEST_SECANT = 38;

/** Cn² (m^(−2/3)) at a height: 0.00594 (v/27)² (1e-5 h)^10 e^(−h/1000) + 2.7e-16 e^(−h/1500) + A e^(−h/100). */
export function refractiveStructure(heightM: number, profile = HUFNAGEL_VALLEY_5_7): number {
  return (
    0.00594 * (profile.windMPerS / 27) ** 2 * (1e-5 * heightM) ** 10 * Math.exp(-heightM / 1000) +
    2.7e-16 * Math.exp(-heightM / 1500) +
    profile.groundStrength * Math.exp(-heightM / 100)
  );
}

/**
 * ∫ Cn²(h) weight(h − h0) dh from h0 = `lowerM` to `upperM`, by Simpson's rule on a grid that is fine
 * near the lower end (100 m is the profile's shortest scale) and wider above.
 *
 * @param weight of the height above the lower end, in metres.
 */
export function structureIntegral(
  lowerM: number,
  upperM: number,
  weight: (riseM: number) => number,
  profile = HUFNAGEL_VALLEY_5_7,
): number {
  const rise = Math.min(upperM, TOP_M) - lowerM;
  if (rise <= 0) return 0;
  // h − h0 = s (e^u − 1): equal steps in u.
  const scale = 200;
  const intervals = 200;
  const step = Math.log1p(rise / scale) / intervals;
  let sum = 0;
  for (let i = 0; i <= intervals; i++) {
    const stretch = Math.exp(i * step);
    const above = Math.min(rise, scale * (stretch - 1));
    const simpson = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    sum += simpson * stretch * refractiveStructure(lowerM + above, profile) * weight(above);
  }
  return (sum * scale * step) / 3;
}

const wavenumber = (wavelengthNm: number): number => (2 * Math.PI) / (wavelengthNm * 1e-9);

/** Secant of the zenith angle, bounded at the horizon where the Earth's curvature bounds the path. */
export function pathSecant(elevationDeg: number): number {
  const sine = Math.sin(elevationDeg * RADIANS_PER_DEGREE);
  return sine * LARGEST_SECANT > 1 ? 1 / sine : LARGEST_SECANT;
}

/**
 * Fried's coherence length (m), r0 = [0.423 k² sec ζ ∫Cn²]^(−3/5), from an integral over height that
 * may be weighted; Infinity without turbulence.
 */
export function friedLengthM(wavelengthNm: number, integral: number, secant = 1): number {
  return (0.423 * wavenumber(wavelengthNm) ** 2 * secant * integral) ** -0.6;
}

/**
 * ∫ Cn² (1 − z/L)^(5/3) over height, where z is the distance from the transmitter: with this weight, {@link
 * friedLengthM} is the transmitter's coherence length r0,tx. The transmitter is the lower end of an uplink and the
 * upper end of a downlink, so an uplink suffers far more.
 */
export function transmitterIntegral(lowerM: number, upperM: number, direction: 'down' | 'up'): number {
  const height = upperM - lowerM;
  return structureIntegral(
    lowerM,
    upperM,
    direction === 'up' ? (rise) => (1 - rise / height) ** (5 / 3) : (rise) => (rise / height) ** (5 / 3),
  );
}

/** Long-term spot radius (m) in turbulence: w_LT² = w² + 2 (4.2 L/(k r0,tx))². */
export function longTermSpotM(
  spotM: number,
  rangeM: number,
  wavelengthNm: number,
  transmitterFriedM: number,
): number {
  const spread = (4.2 * rangeM) / (wavenumber(wavelengthNm) * transmitterFriedM);
  return Math.sqrt(spotM ** 2 + 2 * spread ** 2);
}

/**
 * Log-irradiance variance (Np²) of a downlink on a small receiver, weak turbulence (ITU-R P.1622):
 * σ² = 2.253 k^(7/6) sin^(−11/6)(ε) ∫ Cn² (h − h0)^(5/6) dh.
 */
export function logIrradianceVariance(
  wavelengthNm: number,
  elevationDeg: number,
  stationAltitudeM: number,
  profile = HUFNAGEL_VALLEY_5_7,
): number {
  const integral = structureIntegral(stationAltitudeM, TOP_M, (rise) => rise ** (5 / 6), profile);
  return 2.253 * wavenumber(wavelengthNm) ** (7 / 6) * pathSecant(elevationDeg) ** (11 / 6) * integral;
}

/**
 * Mean loss (dB) by fading at an elevation ε, from that stated toward the zenith: it grows as sin^(−11/6)(ε), like the
 * variance of log-irradiance ({@link logIrradianceVariance}).
 */
export const fadeDb = (zenithFadeDb: number, elevationDeg: number): number =>
  zenithFadeDb * pathSecant(elevationDeg) ** (11 / 6);
