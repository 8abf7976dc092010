/** How often which latency occurred: counts by intervals of 1 %, which are the same in whatever order they are added. */

/** From 1 ns on; what is shorter counts as that. */
const SHORTEST_SECONDS = 1e-9;
const STEP = Math.log(1.01);
/** Up to 30,000 years. */
const INTERVALS = 4200;

export interface LatencyCounts {
  readonly counts: Float64Array;
  largest: number;
}

export const noLatencies = (): LatencyCounts => ({ counts: new Float64Array(INTERVALS), largest: 0 });

export function addLatency(latencies: LatencyCounts, seconds: number, pairs = 1): void {
  const interval = Math.floor(Math.log(seconds / SHORTEST_SECONDS) / STEP);
  latencies.counts[Math.max(0, Math.min(INTERVALS - 1, interval))]! += pairs;
  if (seconds > latencies.largest) latencies.largest = seconds;
}

export function mergeLatencies(into: LatencyCounts, other: LatencyCounts): void {
  other.counts.forEach((count, interval) => {
    into.counts[interval]! += count;
  });
  into.largest = Math.max(into.largest, other.largest);
}

/** Median, 95 % quantile (both within 1 %) and largest latency, s; null if there is none. */
export function latencyQuantiles({ counts, largest }: LatencyCounts): {
  readonly median: number;
  readonly p95: number;
  readonly largest: number;
} | null {
  const whole = counts.reduce((sum, count) => sum + count, 0);
  if (whole === 0) return null;
  const below = (share: number): number => {
    let passed = 0;
    const interval = counts.findIndex((count) => {
      passed += count;
      return passed >= share * whole;
    });
    return Math.min(largest, SHORTEST_SECONDS * Math.exp((interval + 0.5) * STEP));
  };
  return { median: below(0.5), p95: below(0.95), largest };
}
