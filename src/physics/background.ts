import { AIR_SCALE_HEIGHT_M } from './atmosphere.ts';
import { PLANCK_J_S, SPEED_OF_LIGHT_M_PER_S } from './constants.ts';

/** Radiance of the sky, W/m²/µm/sr, at 810 nm or near it. */
export const SKY_RADIANCE = {
  moonlessNight: 1.5e-5,
  fullMoon: 1.5e-3,
  clearDay: 1.5,
  cloudyDay: 150,
} as const;

/**
 * Radiance of the sunlit Earth seen from above, W/m²/µm/sr: sunlight of about 1100 W/m²/µm (800 nm, above
 * the air) on a ground that scatters 0.3 of it in all directions gives 0.3 · 1100 / π.
 */
export const SUNLIT_EARTH_RADIANCE = 100;

/**
 * Radiance of the sky above a height, from that at sea level: air scatters sunlight, and a share e^(−h/6600 m) of it
 * lies above a height h.
 */
export const skyRadianceAbove = (radiance: number, heightM: number): number =>
  radiance * Math.exp(-heightM / AIR_SCALE_HEIGHT_M);

/** What a receiver sees behind the link's other end. */
export interface SkyView {
  /** H, W/m²/µm/sr. */
  readonly radiance: number;
  /** Full angle of the field of view. */
  readonly fieldOfViewUrad: number;
  readonly receiverDiameterM: number;
  /** Width of the spectral filter. */
  readonly filterNm: number;
  readonly wavelengthNm: number;
}

/**
 * Photons per second that enter a receiver from the light behind the other end, before its own losses: n =
 * H·(πθ²/4)·(πD²/4)·Δλ·λ/(hc).
 */
export function backgroundRate(view: SkyView): number {
  const solidAngle = (Math.PI * (view.fieldOfViewUrad * 1e-6) ** 2) / 4;
  const area = (Math.PI * view.receiverDiameterM ** 2) / 4;
  const watts = view.radiance * solidAngle * area * (view.filterNm / 1000);
  return (watts * view.wavelengthNm * 1e-9) / (PLANCK_J_S * SPEED_OF_LIGHT_M_PER_S);
}

/** Probability 1 − e^−µ that a detector clicks if µ Poissonian counts are expected. */
export const clickProbability = (expectedCounts: number): number => -Math.expm1(-expectedCounts);
