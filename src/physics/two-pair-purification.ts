/** A round of purification on two pairs that need not be in the same state; each has four weights as in bell-diagonal.ts. */
import { setWerner } from './bell-diagonal.ts';
import { type GateQuality, wernerOf } from './swapping.ts';

/**
 * DEJMPS (Deutsch et al. 1996) on (A,B,C,D) and (A',B',C',D'): N = (A+B)(A'+B') + (C+D)(C'+D'), and the pair that is kept has
 * ((AA'+BB')/N, (CD'+DC')/N, (CC'+DD')/N, (AB'+BA')/N).
 * @returns N, the probability that it is kept
 */
export function dejmpsInto(states: Float64Array, at: number, others: Float64Array, from: number): number {
  const [a, b, c, d] = [states[at]!, states[at + 1]!, states[at + 2]!, states[at + 3]!];
  const [e, f, g, h] = [others[from]!, others[from + 1]!, others[from + 2]!, others[from + 3]!];
  const success = (a + b) * (e + f) + (c + d) * (g + h);
  states[at] = (a * e + b * f) / success;
  states[at + 1] = (c * h + d * g) / success;
  states[at + 2] = (c * g + d * h) / success;
  states[at + 3] = (a * f + b * e) / success;
  return success;
}

/**
 * BBPSSW (Bennett et al. 1996) with gates and readout of the given quality (Briegel et al. 1998; Dür et al. 1999), both pairs
 * twirled before: as `bbpsswRound`, with F², 2Fq and q² of two equal pairs replaced by F1F2, F1q2 + F2q1 and q1q2.
 * @returns the probability that the pair is kept
 */
export function bbpsswInto(
  states: Float64Array,
  at: number,
  other: number,
  { readout: eta, twoQubit }: GateQuality,
): number {
  const f1 = states[at]!;
  const [q1, q2] = [(1 - f1) / 3, (1 - other) / 3];
  const [both, crossed, none] = [f1 * other, f1 * q2 + other * q1, q1 * q2];
  const agree = eta ** 2 + (1 - eta) ** 2;
  const differ = eta * (1 - eta) * (crossed + 2 * none);
  const square = twoQubit ** 2;
  const mixed = (1 - square) / (8 * square);
  const sum = (both + crossed + 5 * none) * agree + 4 * differ + 4 * mixed;
  setWerner(states, at, wernerOf(((both + none) * agree + differ + mixed) / sum));
  return square * sum;
}
