/**
 * Links whose memories wait for the news that a pair arrived (ours, after the limit of "a few kilohertz" in
 * arXiv:2405.07589 and 2604.16165): the first end emits, if an end does, and its modes wait for photon and herald.
 */

/** What makes the pairs of a link, and where, as in domain/network.ts. */
export type SourcePlace = 'end' | 'middle' | 'middle-measurement';

export interface HeraldedLink {
  readonly source: SourcePlace;
  /** B, attempts/s. */
  readonly sourceRate: number;
  /** η of each arm, memory included; of a source at the first end, 1 or the efficiency with which it keeps its half. */
  readonly efficiencies: readonly [first: number, second: number];
  /** L/c, one-way delay from end to end. */
  readonly delaySeconds: number;
  /** t_prep of a mode before it emits; 0 if absent. With a source in the middle no mode emits. */
  readonly preparationSeconds?: number;
}

/** Half of the Bell states can be told apart by linear optics (Calsamiglia and Lütkenhaus 2001). */
const BELL_MEASUREMENT_SUCCESS = 0.5;

/** Probability that an attempt gives a pair: η1·η2, and half of it if a Bell measurement joins the photons. */
export const attemptSuccess = ({
  source,
  efficiencies,
}: Pick<HeraldedLink, 'source' | 'efficiencies'>): number =>
  efficiencies[0] * efficiencies[1] * (source === 'middle-measurement' ? BELL_MEASUREMENT_SUCCESS : 1);

/**
 * Time (s) until both ends know of a success, from the moment at which the first of them holds its half: photon out and
 * herald back 2L/c with a source at an end, L/c with source or measurement in the middle.
 */
export const heraldSeconds = (source: SourcePlace, delaySeconds: number): number =>
  source === 'end' ? 2 * delaySeconds : delaySeconds;

/** τ (s), for which an attempt takes a mode: t_prep + 2L/c, L/c, or t_prep + L/c (end, middle, measurement in the middle). */
export const holdSeconds = ({
  source,
  delaySeconds,
  preparationSeconds = 0,
}: Omit<HeraldedLink, 'sourceRate' | 'efficiencies'>): number =>
  (source === 'middle' ? 0 : preparationSeconds) + heraldSeconds(source, delaySeconds);

/**
 * Mode-seconds that a pair takes at each end, failed attempts included: τ/η at the end that emits; with a source in the
 * middle τ/η of the *other* arm, as only photons that arrive take a mode; with a measurement in the middle τ/(½η1η2) at both.
 * Times pairs/s it is the modes in flight.
 */
export function modeSecondsPerPair(
  link: Omit<HeraldedLink, 'sourceRate'>,
): readonly [first: number, second: number] {
  const hold = holdSeconds(link);
  const [first, second] = link.efficiencies;
  if (link.source === 'middle') return [hold / second, hold / first];
  const perPair = hold / attemptSuccess(link);
  return [perPair, link.source === 'end' ? 0 : perPair];
}

/**
 * Pairs/s of a link alone whose ends have M1 and M2 modes (Infinity if there are enough): the least of B·η and M/(τ/η) of
 * each end, which for a source at an end is η·min(B, M/τ). Successes count as handed on at once.
 */
export function heraldedRate(link: HeraldedLink, modes: readonly [first: number, second: number]): number {
  const perPair = modeSecondsPerPair(link);
  const limits = perPair.map((seconds, end) =>
    seconds > 0 ? modes[end]! / seconds : Number.POSITIVE_INFINITY,
  );
  return Math.min(link.sourceRate * attemptSuccess(link), ...limits);
}

/** Modes in flight at each end at a rate of R pairs/s: R·τ/η. */
export const modesInFlight = (
  link: HeraldedLink,
  pairsPerSecond: number,
): readonly [first: number, second: number] => {
  const [first, second] = modeSecondsPerPair(link);
  return [pairsPerSecond * first, pairsPerSecond * second];
};

/**
 * A link as two arms: from its source of pairs to each end, or from each end to the measurement that joins their photons. A
 * source at an end has an arm of no length there.
 */
export interface LinkArms {
  readonly source: SourcePlace;
  /** One way along each arm, s. */
  readonly delaysSeconds: readonly [first: number, second: number];
  /** η of each arm, 1 at the end that has the source. */
  readonly efficiencies: readonly [first: number, second: number];
  /** The share of what arrives at both ends, or at the measurement, that is recognised; 1 if absent. */
  readonly captured?: number;
  /** t_prep of a mode before it emits. */
  readonly preparationSeconds?: number;
}

/** What a pair of a link makes the memories at both ends wait for. */
export interface LinkWaits {
  /** Mode-seconds per pair at each end until its attempts are known to have failed or not, failed ones included. */
  readonly modeSeconds: readonly [first: number, second: number];
  /** How long either end holds a success beyond that, until the other end knows of it as well, s. */
  readonly heldSeconds: readonly [first: number, second: number];
  /** Ages of both halves when both ends know, s. */
  readonly agesSeconds: readonly [first: number, second: number];
  /** From the moment at which the first end holds its half until both know, s. */
  readonly heraldSeconds: number;
}

/**
 * What the arms of a link make its ends wait for. What has arrived at an end waits there for news from the other end, which
 * comes back along both arms: twice the other arm's delay. Photons on their way to a measurement are waited for by both ends,
 * as long as the longer arm takes to and fro. With a source at an end or right in the middle, and with a measurement right
 * in the middle, this is {@link modeSecondsPerPair} and {@link heraldSeconds}.
 */
export function linkWaits({
  source,
  delaysSeconds: [one, other],
  efficiencies: [first, second],
  captured = 1,
  preparationSeconds = 0,
}: LinkArms): LinkWaits {
  if (source === 'middle-measurement') {
    const herald = 2 * Math.max(one, other);
    const perPair = (preparationSeconds + herald) / (BELL_MEASUREMENT_SUCCESS * first * second * captured);
    return {
      modeSeconds: [perPair, perPair],
      heldSeconds: [0, 0],
      agesSeconds: [herald, herald],
      heraldSeconds: herald,
    };
  }
  const [atFirst, atSecond] = [one + 2 * other, other + 2 * one];
  const known = Math.max(atFirst, atSecond);
  const prepares = (isEmitter: boolean) => (source === 'end' && isEmitter ? preparationSeconds : 0);
  return {
    modeSeconds: [
      (prepares(one <= other) + 2 * other) / (second * captured),
      (prepares(other < one) + 2 * one) / (first * captured),
    ],
    heldSeconds: [known - atFirst, known - atSecond],
    agesSeconds: [known - one, known - other],
    heraldSeconds: known - Math.min(one, other),
  };
}
