import type { RandomStream } from '../base/random.ts';
import { binomialCount, poissonCount } from '../base/random-counts.ts';
import type { Arrivals } from '../domain/simulation.ts';
import type { LinkInSlot } from './execution.ts';

/** Gives the moments at which pairs arrive in a slot, one after the other, s after its beginning; Infinity after the last. */
export type ArrivalTimes = () => number;

/** Random arrivals of the pairs that a link offers to flows, from the moment at which it has been acquired. */
export function randomArrivals(
  link: LinkInSlot,
  slotSeconds: number,
  kind: Exclude<Arrivals, 'regular'>,
  stream: RandomStream,
): ArrivalTimes {
  const { mean, offered, beginSeconds, efficiency } = link;
  const seconds = slotSeconds - beginSeconds;
  if (!(offered > 0)) return () => Number.POSITIVE_INFINITY;
  return kind === 'poisson'
    ? poissonTimes(offered / seconds, beginSeconds, slotSeconds, stream)
    : attemptTimes(
        attemptSecondsOf(mean, efficiency, seconds),
        (efficiency * offered) / mean,
        beginSeconds,
        slotSeconds,
        stream,
      );
}

/** A Poisson process: exponential gaps. */
function poissonTimes(rate: number, begin: number, end: number, stream: RandomStream): ArrivalTimes {
  let time = begin;
  return () => {
    time -= Math.log(1 - stream()) / rate;
    return time < end ? time : Number.POSITIVE_INFINITY;
  };
}

/** Attempts at a steady pace, those that succeed after geometric gaps. Times are those of the ends of attempts. */
function attemptTimes(
  attemptSeconds: number,
  success: number,
  begin: number,
  end: number,
  stream: RandomStream,
): ArrivalTimes {
  const perAttempt = Math.log1p(-success);
  let attempt = 0;
  return () => {
    attempt += success >= 1 ? 1 : 1 + Math.floor(Math.log(1 - stream()) / perAttempt);
    const time = begin + attempt * attemptSeconds;
    return time <= end ? time : Number.POSITIVE_INFINITY;
  };
}

/** How many of the pairs that a link offers to flows arrive in a slot. */
export function arrivalCount(
  link: LinkInSlot,
  slotSeconds: number,
  kind: Exclude<Arrivals, 'regular'>,
  stream: RandomStream,
): number {
  const { mean, offered, efficiency } = link;
  if (!(offered > 0)) return 0;
  return kind === 'poisson'
    ? poissonCount(offered, stream)
    : binomialCount(attemptsIn(link, slotSeconds), (efficiency * offered) / mean, stream);
}

/** How many pairs of a slot nobody is given, besides those that are offered to flows. */
export function idleArrivals(
  link: LinkInSlot,
  slotSeconds: number,
  kind: Exclude<Arrivals, 'regular'>,
  { taken, stream }: { readonly taken: number; readonly stream: RandomStream },
): number {
  const { mean, offered, efficiency } = link;
  if (!(mean > offered)) return 0;
  if (kind === 'poisson') return poissonCount(mean - offered, stream);
  const kept = (efficiency * offered) / mean;
  return binomialCount(attemptsIn(link, slotSeconds) - taken, (efficiency - kept) / (1 - kept), stream);
}

function attemptsIn({ mean, efficiency, beginSeconds }: LinkInSlot, slotSeconds: number): number {
  const seconds = slotSeconds - beginSeconds;
  return Math.floor(seconds / attemptSecondsOf(mean, efficiency, seconds));
}

/** Attempts that succeed with η bring the mean. */
const attemptSecondsOf = (mean: number, efficiency: number, seconds: number): number =>
  (seconds * efficiency) / mean;

/** The regular counterpart of {@link idleArrivals}: how many of an even stream fall into a slot. */
export const evenCount = (mean: number, before: number): number =>
  Math.ceil(before + mean - 0.5) - Math.ceil(before - 0.5);

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
