import { SPEED_OF_LIGHT_M_PER_S } from './constants.ts';

/** One-way delay of a signal, s; the refractive index is 1 in vacuum (default). */
export const latencySeconds = (lengthKm: number, refractiveIndex = 1): number =>
  (lengthKm * 1000 * refractiveIndex) / SPEED_OF_LIGHT_M_PER_S;

/**
 * Age (s) at which a swapped pair is usable: the slowest herald of its links, plus one one-way delay between its ends
 * for each round of purification. Its memories decay meanwhile.
 */
export function usableAfterSeconds(
  heraldSeconds: readonly number[],
  endToEndSeconds: number,
  purificationRounds: number,
): number {
  return Math.max(0, ...heraldSeconds) + purificationRounds * endToEndSeconds;
}
