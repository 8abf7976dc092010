/**
 * Pairs in Bell-diagonal states: the weights A, B, C, D of Φ+, Ψ−, Ψ+, Φ− (in the order of Deutsch et al.), four numbers of an
 * array from an offset on. Changed in place, since a simulation does so millions of times.
 */

/** The Werner state of a Werner parameter w: A = ¼ + ¾w, all others ¼ − ¼w. */
export function setWerner(states: Float64Array, at: number, werner: number): void {
  const other = (1 - werner) / 4;
  states[at] = (1 + 3 * werner) / 4;
  states[at + 1] = other;
  states[at + 2] = other;
  states[at + 3] = other;
}

/** White noise: keeps a share of the state and replaces the rest by ¼ each. Joining a Werner pair does the same, with its w. */
export function depolarise(states: Float64Array, at: number, kept: number): void {
  const noise = (1 - kept) / 4;
  states[at] = kept * states[at]! + noise;
  states[at + 1] = kept * states[at + 1]! + noise;
  states[at + 2] = kept * states[at + 2]! + noise;
  states[at + 3] = kept * states[at + 3]! + noise;
}

/** A phase flip with a probability λ, which exchanges Φ+ with Φ− and Ψ+ with Ψ−. */
export function dephase(states: Float64Array, at: number, flip: number): void {
  const [a, b, c, d] = [states[at]!, states[at + 1]!, states[at + 2]!, states[at + 3]!];
  states[at] = (1 - flip) * a + flip * d;
  states[at + 1] = (1 - flip) * b + flip * c;
  states[at + 2] = (1 - flip) * c + flip * b;
  states[at + 3] = (1 - flip) * d + flip * a;
}

/**
 * Joins a pair with another one by an ideal swap: the errors add up on Z2×Z2, so weights are convolved (Φ+, Ψ−, Ψ+, Φ− are
 * 00, 11, 10, 01).
 */
export function joinWith(states: Float64Array, at: number, others: Float64Array, from: number): void {
  const [a, b, c, d] = [states[at]!, states[at + 1]!, states[at + 2]!, states[at + 3]!];
  const [e, f, g, h] = [others[from]!, others[from + 1]!, others[from + 2]!, others[from + 3]!];
  states[at] = a * e + b * f + c * g + d * h;
  states[at + 1] = a * f + b * e + c * h + d * g;
  states[at + 2] = a * g + c * e + b * h + d * f;
  states[at + 3] = a * h + d * e + b * g + c * f;
}
