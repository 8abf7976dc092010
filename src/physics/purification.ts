import type { GateQuality } from './swapping.ts';

export type PurificationProtocol = 'dejmps' | 'bbpssw' | 'none';

/** What it takes to bring a pair to its target; all null if that is impossible. */
export type Purification =
  | { readonly feasible: true; readonly rounds: number; readonly cost: number; readonly fidelity: number }
  | { readonly feasible: false; readonly rounds: null; readonly cost: null; readonly fidelity: null };

/** Slack in "F ≥ target". */
const FIDELITY_SLACK = 1e-12;
/** A pair that takes more base pairs than this counts as out of reach. */
const LARGEST_COST = 1e6;
const INFEASIBLE: Purification = { feasible: false, rounds: null, cost: null, fidelity: null };

/** Weights of Φ+, Ψ−, Ψ+, Φ− (in the order of Deutsch et al.); they sum to 1. */
type BellDiagonal = readonly [number, number, number, number];

interface Round<State> {
  readonly state: State;
  /** p of success; a round costs 2/p pairs. */
  readonly success: number;
}

/**
 * One round of DEJMPS (Deutsch et al. 1996) on (A,B,C,D): N = (A+B)² + (C+D)²,
 * ((A²+B²)/N, 2CD/N, (C²+D²)/N, 2AB/N), success N.
 */
export function dejmpsRound([a, b, c, d]: BellDiagonal): Round<BellDiagonal> {
  const success = (a + b) ** 2 + (c + d) ** 2;
  const state = [a * a + b * b, 2 * c * d, c * c + d * d, 2 * a * b].map((weight) => weight / success);
  return { state: state as unknown as BellDiagonal, success };
}

/**
 * One round of BBPSSW (Bennett et al. 1996) on Werner pairs, twirled afterwards, with gates and readout
 * of the given quality (Briegel et al. 1998; Dür et al. 1999). With q = (1−F)/3, m = η² + (1−η)²,
 * x = (1−p2²)/(8p2²): F' = {(F²+q²)m + 2η(1−η)(Fq+q²) + x}/s,
 * s = (F²+2Fq+5q²)m + 8η(1−η)(Fq+q²) + 4x, success p2²·s. Ideal: (F²+q²)/((F+q)²+4q²).
 */
export function bbpsswRound(fidelity: number, gates: GateQuality): Round<number> {
  const f = fidelity;
  const q = (1 - f) / 3;
  const eta = gates.readout;
  const agree = eta ** 2 + (1 - eta) ** 2;
  const differ = 2 * eta * (1 - eta) * (f * q + q * q);
  const square = gates.twoQubit ** 2;
  const mixed = (1 - square) / (8 * square);
  const sum = (f * f + 2 * f * q + 5 * q * q) * agree + 4 * differ + 4 * mixed;
  return { state: ((f * f + q * q) * agree + differ + mixed) / sum, success: square * sum };
}

/** What some rounds make of Werner pairs. */
interface Purified {
  readonly fidelity: number;
  /** g = Π 2/p_r: base pairs per purified pair. */
  readonly cost: number;
  /** Tests that the ends compare per purified pair, of all rounds. */
  readonly tests: number;
}

/**
 * The smallest number of recurrence rounds that bring Werner pairs of a fidelity to a target, and their cost g = Π
 * 2/p_r in base pairs per purified pair. DEJMPS is not re-twirled between rounds, BBPSSW is. Not feasible if F ≤ ½
 * (which never purifies), or if g would exceed 1e6. A pair that is good enough costs 1 in 0 rounds, with any protocol. A round
 * that does not help is no reason to stop: where pairs age, the next one of DEJMPS may win more than both lose.
 *
 * @param keptPerRound factor on the state's distance from white noise that ageing leaves after each round, the last one
 * included; 1 if nothing ages
 * @throws Error for DEJMPS with imperfect two-qubit gates or readout: gate noise is defined for BBPSSW only
 */
export function purify(
  fidelity: number,
  target: number,
  protocol: PurificationProtocol,
  gates: GateQuality,
  keptPerRound = 1,
): Purification {
  refuseNoisyDejmps(protocol, gates);
  if (reaches(fidelity, target)) return { feasible: true, rounds: 0, cost: 1, fidelity };
  if (protocol === 'none' || !(fidelity > 0.5)) return INFEASIBLE;
  const following = eachRound(fidelity, protocol, gates, keptPerRound);
  // Each round at least doubles the cost, so its bound also bounds the rounds.
  for (let rounds = 1; ; rounds++) {
    const purified = following.next().value;
    if (purified.cost > LARGEST_COST) return INFEASIBLE;
    if (reaches(purified.fidelity, target)) {
      return { feasible: true, rounds, cost: purified.cost, fidelity: purified.fidelity };
    }
  }
}

/**
 * What a number of rounds make of Werner pairs, whether they help or not.
 *
 * @param keptPerRound as of {@link purify}
 * @throws Error for DEJMPS with imperfect two-qubit gates or readout
 */
export function afterRounds(
  fidelity: number,
  rounds: number,
  protocol: Exclude<PurificationProtocol, 'none'>,
  gates: GateQuality,
  keptPerRound = 1,
): Purified {
  refuseNoisyDejmps(protocol, gates);
  let purified: Purified = { fidelity, cost: 1, tests: 0 };
  const following = eachRound(fidelity, protocol, gates, keptPerRound);
  for (let round = 1; round <= rounds; round++) purified = following.next().value;
  return purified;
}

function refuseNoisyDejmps(protocol: PurificationProtocol, gates: GateQuality): void {
  if (protocol === 'dejmps' && (gates.twoQubit < 1 || gates.readout < 1)) {
    throw new Error('DEJMPS is defined for ideal gates only; choose bbpssw for noisy gates.');
  }
}

const reaches = (fidelity: number, target: number): boolean => fidelity >= target - FIDELITY_SLACK;

function eachRound(
  fidelity: number,
  protocol: Exclude<PurificationProtocol, 'none'>,
  gates: GateQuality,
  kept: number,
): Generator<Purified, never> {
  const age = (weight: number): number => weight * kept + (1 - kept) / 4;
  if (protocol === 'bbpssw') {
    const round = (state: number) => {
      const next = bbpsswRound(state, gates);
      return { ...next, state: age(next.state) };
    };
    return repeat(fidelity, round, (state) => state);
  }
  const other = (1 - fidelity) / 3;
  const werner: BellDiagonal = [fidelity, other, other, other];
  const round = (state: BellDiagonal) => {
    const next = dejmpsRound(state);
    return { ...next, state: next.state.map(age) as unknown as BellDiagonal };
  };
  return repeat(werner, round, (state) => state[0]);
}

function* repeat<State>(
  start: State,
  round: (state: State) => Round<State>,
  fidelityIn: (state: State) => number,
): Generator<Purified, never> {
  let state = start;
  let cost = 1;
  let tests = 0;
  for (;;) {
    const next = round(state);
    state = next.state;
    cost *= 2 / next.success;
    tests = (2 * tests + 1) / next.success;
    yield { fidelity: fidelityIn(state), cost, tests };
  }
}
