/** What holds at one time of a search. */
export interface Sight {
  readonly isOpen: boolean;
  /** Sought where it is greatest; NaN where nothing is known. */
  readonly height: number;
}

export interface Sample extends Sight {
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
const GOLDEN = (Math.sqrt(5) - 1) / 2;

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
 * Samples at the times. Where the height has a maximum between three of them, it replaces the one in the middle; where
 * it has one between the first two or the last two, it is added.
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
      .map((value) => maximum(value, from.timeMs, to.timeMs))
      .sort((a, b) => a - b)
      .map(sample);
  let [before, now]: [Sample | null, Sample | null] = [null, null];
  for (const timeMs of times) {
    const after = sample(timeMs);
    if (now) {
      const isPeak = before && now.height >= before.height && now.height > after.height;
      if (isPeak) yield* peaks(before!, after);
      else yield now;
      if (!before && now.height > after.height) yield* peaks(now, after);
    }
    [before, now] = [now, after];
  }
  if (before && now && now.height >= before.height) yield* peaks(before, now);
  if (now) yield now;
}

/** The maximum of a function with one maximum in [low, high] (golden section). */
function maximum(value: (at: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  while (to - from > TOLERANCE_MS) {
    const width = GOLDEN * (to - from);
    if (value(to - width) < value(from + width)) from = to - width;
    else to = from + width;
  }
  return (from + to) / 2;
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
