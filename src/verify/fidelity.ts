/**
 * The checker's own computation of fidelity and purification cost, so that a mistake in physics/ cannot vouch for
 * itself.
 */
import type { MemoryModel } from '../domain/memory.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

type Gates = Scenario['gates'];
type Protocol = Scenario['purification']['protocol'];

/** Two fidelities closer than this are the same. */
const FIDELITY_SLACK = 1e-12;
/** A path that takes more base pairs than this per delivered pair is unusable. */
export const MAXIMUM_COST = 1e6;

/**
 * Fidelity of a pair swapped over L hops: ¼ + ¾ [p1 p2 (4η² − 1)/3]^(L−1) Π (4F − 1)/3
 * (Briegel et al. 1998; Dür et al. 1999). A stored hop counts with the fidelity of its pair.
 */
export function swappedFidelity(fidelities: readonly number[], gates: Gates): number {
  return swapping(fidelities.length, gates)(fidelities.reduce(withHop, 1));
}

/** The product of (4F − 1)/3 over the hops of a path, with one hop more. */
export const withHop = (product: number, fidelity: number): number => (product * (4 * fidelity - 1)) / 3;

/** The fidelity over so many hops, by their product ({@link withHop}); for paths that are rated slot by slot. */
export function swapping(hops: number, gates: Gates): (product: number) => number {
  const swap = (gates.singleQubit * gates.twoQubit * (4 * gates.readout ** 2 - 1)) / 3;
  const factor = 0.75 * swap ** (hops - 1);
  return (product) => 0.25 + factor * product;
}

/** Fidelity when only a share of the distance from white noise is left. */
export const agedFidelity = (fidelity: number, kept: number): number =>
  kept === 1 ? fidelity : 0.25 + (fidelity - 0.25) * kept;

/** Whether `fidelity` is above the exclusive `minimum`; a tie up to rounding is not above. */
export const isAbove = (fidelity: number, minimum: number): boolean => fidelity > minimum + FIDELITY_SLACK;

/**
 * Fidelity at which a pair stored with `fidelity` counts: unchanged for memories that keep or lose pairs; for memories
 * that decay, at age (A+1)δ with both halves stored.
 */
export function ratedFidelity(fidelity: number, memory: MemoryModel, slotSeconds: number): number {
  if (memory.model === 'ideal' || memory.model === 'loss') return fidelity;
  const ageSeconds = (memory.maximumStorageSlots + 1) * slotSeconds;
  const kept = Math.exp((-2 * ageSeconds) / memory.coherenceSeconds);
  if (memory.model === 'depolarising') return 0.25 + (fidelity - 0.25) * kept;
  const flipped = (1 - kept) / 2;
  return (1 - flipped) * fidelity + (flipped * (1 - fidelity)) / 3;
}

/** The effect of a slot on stored pairs, as shares. */
interface Losses {
  /** s: share of the pairs at the beginning of a slot that are still there at its end. */
  readonly survival: number;
  /** φ: share of the pairs that arrive evenly over a slot that are there at its end. */
  readonly arriving: number;
  /** 1/ψ = s/φ: share of the pairs set aside at the beginning of a slot that can be drawn evenly over it. */
  readonly leaving: number;
}

/** Each half survives with e^{−t/T}; a pair that arrives evenly over δ has waited between 0 and δ at its end. */
export function losses(memory: MemoryModel, slotSeconds: number): Losses {
  if (memory.model !== 'loss') return { survival: 1, arriving: 1, leaving: 1 };
  const perSecond = 2 / memory.coherenceSeconds;
  // Too small for a number: nothing is lost, and the mean below would be 0/0.
  if (perSecond * slotSeconds === 0) return { survival: 1, arriving: 1, leaving: 1 };
  const survival = Math.exp(-perSecond * slotSeconds);
  // ∫ e^{−2t/T} dt / δ over the slot; near 1 the difference 1 − s would lose its digits.
  const arriving = -Math.expm1(-perSecond * slotSeconds) / (perSecond * slotSeconds);
  return { survival, arriving, leaving: survival / arriving };
}

/** A: slots that a stored pair may wait; Infinity if memories set no limit. */
export function maximumStorageSlots(memory: MemoryModel): number {
  return memory.model === 'ideal' || memory.model === 'loss'
    ? Number.POSITIVE_INFINITY
    : memory.maximumStorageSlots;
}

/** The smallest share of a stock that still counts. */
const LEAST_LEFT = 1e-4;

/**
 * For how many slots after its last fill a stock counts: A if memories set an age; otherwise as long as one pair in
 * 10,000 is left between its arrival in one slot and the same moment of the other slot.
 */
export function slotsInStore(memory: MemoryModel, slotSeconds: number): number {
  if (memory.model !== 'loss') return maximumStorageSlots(memory);
  return Math.floor((Math.log(1 / LEAST_LEFT) * memory.coherenceSeconds) / (2 * slotSeconds));
}

/** Probability that every one of the joins between `hops` hops succeeds: q^(hops − 1). */
export const swapProbability = (hops: number, gates: Gates): number => gates.swapSuccess ** (hops - 1);

/** Bell-diagonal weights, the wanted state first. */
type BellWeights = readonly [number, number, number, number];
interface Round {
  readonly success: number;
  readonly state: BellWeights;
}

/** Deutsch et al. 1996, no twirl between rounds. */
function dejmpsRound([a, b, c, d]: BellWeights): Round {
  const success = (a + b) ** 2 + (c + d) ** 2;
  const state = [a * a + b * b, 2 * c * d, c * c + d * d, 2 * a * b].map((weight) => weight / success);
  return { success, state: state as unknown as BellWeights };
}

/** Bennett et al. 1996 with a twirl each round; noisy gates after Dür et al. 1999. */
function bbpsswRound([f]: BellWeights, gates: Gates): Round {
  const q = (1 - f) / 3;
  const p2 = gates.twoQubit;
  const eta = gates.readout;
  const same = eta ** 2 + (1 - eta) ** 2;
  const mixed = (1 - p2 ** 2) / (8 * p2 ** 2);
  const numerator = (f * f + q * q) * same + 2 * eta * (1 - eta) * (f * q + q * q) + mixed;
  const denominator =
    (f * f + 2 * f * q + 5 * q * q) * same + 8 * eta * (1 - eta) * (f * q + q * q) + 4 * mixed;
  return { success: p2 ** 2 * denominator, state: werner(numerator / denominator) };
}

const werner = (f: number): BellWeights => [f, (1 - f) / 3, (1 - f) / 3, (1 - f) / 3];

/** Nothing is done to states that do not age, whose digits stay as they are. */
function aged(state: BellWeights, kept: number): BellWeights {
  if (kept === 1) return state;
  const [a, b, c, d] = state;
  return [agedFidelity(a, kept), agedFidelity(b, kept), agedFidelity(c, kept), agedFidelity(d, kept)];
}

export interface Purified {
  /** Π 2/p_r over the rounds: base pairs per purified pair. */
  readonly cost: number;
  /** Fidelity after the last round. */
  readonly fidelity: number;
  readonly rounds: number;
  /** Tests that the ends compare per purified pair. */
  readonly tests: number;
}

/**
 * The smallest number of recurrence rounds that raise `fidelity` to `target`; null if it is out of reach or takes more
 * than a million pairs.
 * @param keptPerRound share of the distance from white noise that ageing leaves after each round
 */
export function purified(
  fidelity: number,
  target: number,
  protocol: Protocol,
  gates: Gates,
  keptPerRound = 1,
): Purified | null {
  let state = werner(fidelity);
  // What never gets above one half stays below it, aged or not.
  if (keptPerRound < 1 && fidelity <= 0.5 && fidelity < target - FIDELITY_SLACK) return null;
  let cost = 1;
  let tests = 0;
  for (let rounds = 0; cost <= MAXIMUM_COST; rounds++) {
    if (state[0] >= target - FIDELITY_SLACK) return { cost, fidelity: state[0], rounds, tests };
    if (protocol === 'none') return null;
    const round = protocol === 'dejmps' ? dejmpsRound(state) : bbpsswRound(state, gates);
    cost *= 2 / round.success;
    tests = (1 + 2 * tests) / round.success;
    state = aged(round.state, keptPerRound);
  }
  return null;
}
