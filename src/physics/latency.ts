import { SPEED_OF_LIGHT_M_PER_S } from './constants.ts';

/** One-way delay of a signal, s; the refractive index is 1 in vacuum (default), {@link FIBRE_REFRACTIVE_INDEX} in fibre. */
export const latencySeconds = (lengthKm: number, refractiveIndex = 1): number =>
  (lengthKm * 1000 * refractiveIndex) / SPEED_OF_LIGHT_M_PER_S;

/** How long the news of a path takes (ours). */
export interface Signalling {
  /** From the last herald until the ends know what every swap gave; 0 if nothing is swapped. */
  readonly swapSeconds: number;
  /** What a round of purification adds: its news from end to end, and its processing. */
  readonly roundSeconds: number;
}

/**
 * Signalling along a chain of hops: every node between them measures (t_bsm) and tells both ends, and the farther one
 * waits longest; a round takes the delay from end to end and t_proc.
 * @param hopDelaysSeconds one-way delay of each hop, in order
 */
export function chainSignalling(
  hopDelaysSeconds: readonly number[],
  { measurementSeconds = 0, processingSeconds = 0 } = {},
): Signalling {
  const endToEnd = hopDelaysSeconds.reduce((sum, delay) => sum + delay, 0);
  let passed = 0;
  let news = 0;
  for (const delay of hopDelaysSeconds.slice(0, -1)) {
    passed += delay;
    news = Math.max(news, passed, endToEnd - passed);
  }
  return {
    swapSeconds: hopDelaysSeconds.length > 1 ? measurementSeconds + news : 0,
    roundSeconds: endToEnd + processingSeconds,
  };
}

/** t_signal (s), from the last herald of a path until its pair is usable: the news of swaps and of every round. */
export const signalSeconds = ({ swapSeconds, roundSeconds }: Signalling, rounds: number): number =>
  swapSeconds + rounds * roundSeconds;

/**
 * t_p (s), after which a pair of a path is usable: the slowest herald of its hops, then t_signal. Its memories decay
 * meanwhile.
 * @param heraldsSeconds of each hop; 0 for one from stock
 */
export const usableAfterSeconds = (
  heraldsSeconds: readonly number[],
  signalling: Signalling,
  rounds: number,
): number => Math.max(0, ...heraldsSeconds) + signalSeconds(signalling, rounds);
