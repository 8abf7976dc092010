import { maximumWithin } from '../base/golden-section.ts';

/** What holds at one time of a search. */
export interface Sight {
  readonly isOpen: boolean;
  /** Sought where it is greatest; NaN where nothing is known. */
  readonly height: number;
  /** For how long, before and after, sight is certainly closed; ms. */
  readonly closedMs?: number;
}

interface Sample extends Sight {
  /** Unix time, ms. */
  readonly timeMs: number;
}

/** A period of open sight within the times of a search, with Unix times in ms. */
export interface Opening {
  readonly fromMs: number;
  readonly toMs: number;
  readonly top: Sample;
  /** The last sample before it and the first one after it; null if it is cut by an end of the search. */
  readonly before: Sample | null;
  readonly after: Sample | null;
}

/** Times are refined to this, ms. */
export const TOLERANCE_MS = 50;

/**
 * Periods in which sight is open, in order of time; one that is cut by an end of the search ends there. Golden section
 * refines the maxima of the height, and bisection refines both ends, all to 0.1 s.
 * @param times Unix times, ms, ascending; they must be close enough for one maximum of the height between three of them
 * @param nearness another function whose maxima may be in short openings, close to those of the height
 */
export function* openings(
  times: Iterable<number>,
  look: (epochMs: number) => Sight,
  nearness: ((epochMs: number) => number) | null = null,
): Generator<Opening> {
  const isOpen = (epochMs: number): boolean => look(epochMs).isOpen;
  let last: Sample | null = null;
  let underWay: { fromMs: number; top: Sample; before: Sample | null } | null = null;
  for (const sample of samples(times, look, nearness)) {
    if (sample.isOpen) {
      underWay ??= {
        fromMs: last === null ? sample.timeMs : crossing(isOpen, sample.timeMs, last.timeMs),
        top: sample,
        before: last,
      };
      if (sample.height > underWay.top.height) underWay.top = sample;
    } else if (underWay !== null) {
      yield { ...underWay, toMs: crossing(isOpen, last!.timeMs, sample.timeMs), after: sample };
      underWay = null;
    }
    last = sample;
  }
  if (underWay !== null) yield { ...underWay, toMs: last!.timeMs, after: null };
}

/**
 * Samples at the times, except where sight is certainly closed. Where the height has a maximum between three of them, it
 * replaces the one in the middle; where it has one between the first two or the last two, it is added.
 */
function* samples(
  times: Iterable<number>,
  look: (epochMs: number) => Sight,
  nearness: ((epochMs: number) => number) | null,
): Generator<Sample> {
  const height = (epochMs: number): number => look(epochMs).height;
  const sample = (timeMs: number): Sample => ({ timeMs, ...look(timeMs) });
  const peaks = (from: Sample, to: Sample): Sample[] =>
    [height, ...(nearness ? [nearness] : [])]
      .map((value) => maximumWithin(value, from.timeMs, to.timeMs, TOLERANCE_MS))
      .sort((a, b) => a - b)
      .map(sample);
  // Null at the beginning and where times were left out.
  let before: Sample | null = null;
  let now: Sample | null = null;
  for (const after of worthwhile(times, sample)) {
    if (after === null) {
      if (now) yield now;
      [before, now] = [null, null];
      continue;
    }
    if (now) {
      const isPeak = before && now.height >= before.height && now.height > after.height;
      if (isPeak && mayOpen(now, before!, after)) yield* peaks(before!, after);
      else yield now;
      if (!before && now.height > after.height && mayOpen(now, after)) yield* peaks(now, after);
    }
    [before, now] = [now, after];
  }
  if (before && now && now.height >= before.height && mayOpen(now, before)) yield* peaks(before, now);
  if (now) yield now;
}

/** Whether sight may be open between a sample and its neighbours. */
const mayOpen = ({ timeMs, closedMs = 0 }: Sample, ...neighbours: readonly Sample[]): boolean =>
  neighbours.some((neighbour) => Math.abs(neighbour.timeMs - timeMs) > closedMs);

/** Samples at the times; null instead of those at which sight is certainly closed, and so between their neighbours. */
function* worthwhile(times: Iterable<number>, sample: (timeMs: number) => Sample): Generator<Sample | null> {
  let last: Sample | null = null;
  let skippedMs: number | null = null;
  for (const timeMs of times) {
    if (last && timeMs < last.timeMs + (last.closedMs ?? 0)) {
      skippedMs = timeMs;
      continue;
    }
    if (skippedMs !== null) {
      yield null;
      // Closed as well, but what follows may begin just after it.
      yield sample(skippedMs);
      skippedMs = null;
    }
    last = sample(timeMs);
    yield last;
  }
}

/** The time at which a condition that holds at `inside` and not at `outside` begins or ends, to half the tolerance. */
export function crossing(holds: (at: number) => boolean, inside: number, outside: number): number {
  let [seen, unseen] = [inside, outside];
  while (Math.abs(unseen - seen) > TOLERANCE_MS) {
    const middle = (seen + unseen) / 2;
    if (holds(middle)) seen = middle;
    else unseen = middle;
  }
  return (seen + unseen) / 2;
}
