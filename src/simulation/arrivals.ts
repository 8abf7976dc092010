import type { RandomStream } from '../base/random.ts';
import type { Arrivals } from '../domain/simulation.ts';
import type { LinkInSlot } from './execution.ts';

/** Gives the moments at which pairs arrive in a slot, one after the other, s after its beginning; Infinity after the last. */
export type ArrivalTimes = () => number;

/** Random arrivals with the mean of the link, from the moment at which it has been acquired. */
export function randomArrivals(
  link: LinkInSlot,
  slotSeconds: number,
  kind: Exclude<Arrivals, 'regular'>,
  stream: RandomStream,
): ArrivalTimes {
  const { mean, beginSeconds, efficiency } = link;
  const rate = mean / (slotSeconds - beginSeconds);
  if (!(mean > 0)) return () => Number.POSITIVE_INFINITY;
  return kind === 'poisson'
    ? poissonTimes(rate, beginSeconds, slotSeconds, stream)
    : attemptTimes(rate, efficiency, beginSeconds, slotSeconds, stream);
}

/** A Poisson process: exponential gaps. */
function poissonTimes(rate: number, begin: number, end: number, stream: RandomStream): ArrivalTimes {
  let time = begin;
  return () => {
    time -= Math.log(1 - stream()) / rate;
    return time < end ? time : Number.POSITIVE_INFINITY;
  };
}

/** Attempts at a steady rate R/η, each of which succeeds with η: geometric gaps. Times are those of the ends of attempts. */
function attemptTimes(
  rate: number,
  success: number,
  begin: number,
  end: number,
  stream: RandomStream,
): ArrivalTimes {
  const attemptSeconds = success / rate;
  const perAttempt = Math.log1p(-success);
  let attempt = 0;
  return () => {
    attempt += success >= 1 ? 1 : 1 + Math.floor(Math.log(1 - stream()) / perAttempt);
    const time = begin + attempt * attemptSeconds;
    return time <= end ? time : Number.POSITIVE_INFINITY;
  };
}

/**
 * Evenly spaced arrivals: the n-th one comes when the mean number so far is n − ½, counted over all slots.
 * @param before the mean number of arrivals before the slot
 */
export function regularArrivals(
  mean: number,
  beginSeconds: number,
  slotSeconds: number,
  before: number,
): ArrivalTimes {
  if (!(mean > 0)) return () => Number.POSITIVE_INFINITY;
  const perPair = (slotSeconds - beginSeconds) / mean;
  let next = Math.ceil(before - 0.5) + 0.5;
  return () => {
    if (next >= before + mean) return Number.POSITIVE_INFINITY;
    const time = beginSeconds + (next - before) * perPair;
    next += 1;
    return time;
  };
}
