/** How the halves of a path's pairs age while news travels (ours). */
import type { SourcePlace } from './heralding.ts';
import type { Signalling } from './latency.ts';
import { afterRounds, type PurificationProtocol } from './purification.ts';
import { storedFidelity } from './storage.ts';
import type { GateQuality } from './swapping.ts';

/**
 * Ages (s) of the halves at the first and the second end of a hop when both ends know of it: with a source at the first
 * end 2L/c there and L/c at the other, which has its half for as long as its herald travels; otherwise L/c each.
 */
export const halfAgesSeconds = (
  source: SourcePlace,
  delaySeconds: number,
): readonly [first: number, second: number] => [
  source === 'end' ? 2 * delaySeconds : delaySeconds,
  delaySeconds,
];

/**
 * Mean wait (s) of a hop's pair for its partners on a path of J hops: (H_J − 1)/C with the harmonic number H_J. An estimate:
 * all hops count as Poisson streams of the slowest one's rate C, with room for one pair each, of which the last of J comes
 * after H_J/C on average, any one after 1/C. 0 for a single hop; hops from stock do not count.
 */
export function partnerWaitSeconds(hops: number, slowestPairsPerSecond: number): number {
  let beyondFirst = 0;
  for (let j = 2; j <= hops; j++) beyondFirst += 1 / j;
  return beyondFirst === 0 ? 0 : beyondFirst / slowestPairsPerSecond;
}

/** A path, as far as its pairs age. */
export interface AgeingPath {
  /** Fidelity of the swapped pair without ageing. */
  readonly fidelity: number;
  /** Σ a_h: ages of the halves of all hops when they are heralded, summed ({@link halfAgesSeconds}). */
  readonly heraldAgesSeconds: number;
  /** Σ w_h: waits of all hops for their partners, summed ({@link partnerWaitSeconds}); 0 if absent. */
  readonly waitsSeconds?: number;
  readonly signalling: Signalling;
  /** T of every half, depolarising. */
  readonly coherenceSeconds: number;
}

/**
 * Fidelity when purification begins: herald, wait and the news of swaps have depolarised every half, by
 * e^−[Σ(a_h + 2w_h) + 2·swap news]/T together.
 */
export const fidelityBeforePurification = (path: AgeingPath): number => {
  const { heraldAgesSeconds, waitsSeconds = 0, signalling } = path;
  const age = heraldAgesSeconds + 2 * (waitsSeconds + signalling.swapSeconds);
  return storedFidelity('depolarising', path.fidelity, age, path.coherenceSeconds, 1);
};

/** Factor e^(−2t/T) that is left of a state's distance from noise after the news of each round, the last one included. */
export const keptPerRound = ({ signalling, coherenceSeconds }: AgeingPath): number =>
  Math.exp((-2 * signalling.roundSeconds) / coherenceSeconds);

/**
 * Fidelity of a path's pair before purification and as delivered, after a number of rounds with the delay after each. Waits
 * for partners in purification are left out.
 *
 * @throws Error for DEJMPS with imperfect two-qubit gates or readout
 */
export function agedFidelities(
  path: AgeingPath,
  rounds: number,
  protocol: Exclude<PurificationProtocol, 'none'>,
  gates: GateQuality,
): { readonly beforePurification: number; readonly delivered: number } {
  const beforePurification = fidelityBeforePurification(path);
  const { fidelity } = afterRounds(beforePurification, rounds, protocol, gates, keptPerRound(path));
  return { beforePurification, delivered: fidelity };
}
