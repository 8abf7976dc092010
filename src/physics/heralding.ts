/**
 * Links whose memories wait for the news that a pair arrived (ours, after the limit of "a few kilohertz" in
 * arXiv:2405.07589 and 2604.16165): the first end emits, if an end does, and its modes wait for photon and herald.
 */

/**
 * What makes the pairs of a link, and where: a source of pairs at its first end, one in its middle, or a Bell measurement
 * in the middle, to which both ends send photons.
 */
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
