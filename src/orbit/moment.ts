import { utcText } from '../domain/utc.ts';

/** A time of a window, as its fields have it. */
interface Moment {
  /** After the start of slot 0, to 0.1 s. */
  readonly seconds: number;
  /** Null without a clock. */
  readonly utc: string | null;
}

/** @param startMs Unix time of the start of slot 0; null without a clock */
export const momentOf = (startMs: number | null, seconds: number): Moment => ({
  seconds: tenths(seconds),
  utc: startMs === null ? null : utcText(startMs + 1000 * seconds),
});

export const tenths = (seconds: number): number => Math.round(10 * seconds) / 10;
