/** The clock as a solve uses it. */
export interface SolveClock {
  elapsedSeconds(): number;
  remainingSeconds(): number;
  /** Whether the solve has been told to stop. */
  stopped(): boolean;
}

/** How far the clock jumps at each reading once the solve has to stop. */
const FOREVER_MILLISECONDS = 1e12;

/**
 * Carries out `work`, a synchronous solve, so that it can be stopped. HiGHS can be interrupted in callbacks, but makes
 * none for tens of seconds in the root of a large MIP. It reads its clock, `performance.now`, many times a second,
 * whatever it does. So once `signal` is aborted, that clock jumps ahead while `work` runs, and the solve ends as if its
 * time were up.
 */
export function runAgainstClock<T>(
  options: { readonly timeLimitSeconds: number; readonly signal?: { readonly aborted: boolean } },
  work: (clock: SolveClock) => T,
): T {
  const ownNow = Object.getOwnPropertyDescriptor(performance, 'now');
  const now = performance.now.bind(performance);
  const start = now();
  const stopped = () => options.signal?.aborted ?? false;
  const elapsedSeconds = () => (now() - start) / 1000;
  let leap = 0;
  performance.now = () => {
    if (stopped()) leap += FOREVER_MILLISECONDS;
    return now() + leap;
  };
  try {
    return work({
      elapsedSeconds,
      remainingSeconds: () => Math.max(0, options.timeLimitSeconds - elapsedSeconds()),
      stopped,
    });
  } finally {
    if (ownNow) Object.defineProperty(performance, 'now', ownNow);
    else Reflect.deleteProperty(performance, 'now');
  }
}
