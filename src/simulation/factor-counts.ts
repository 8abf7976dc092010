/** How often which factor on a Werner parameter occurred, by interval: counts add up in any order. */

/** Intervals of −ln factor: all below 1e-4 in the first, then each 5 % wider, to e^−40 and less in the last. */
const FINEST = 1e-4;
const STEP = Math.log(1.05);
const INTERVALS = 270;

/** Rows of counts, one for each thing that is counted. */
export interface FactorCounts {
  readonly counts: Float64Array;
}

export const noFactors = (rows: number): FactorCounts => ({ counts: new Float64Array(rows * INTERVALS) });

export function addFactor({ counts }: FactorCounts, row: number, factor: number): void {
  const lost = factor > 0 ? -Math.log(factor) : Number.POSITIVE_INFINITY;
  const interval = lost <= 0 ? 0 : Math.floor(Math.log1p(lost / FINEST) / STEP);
  counts[row * INTERVALS + Math.min(INTERVALS - 1, interval)]! += 1;
}

export function mergeFactors(into: FactorCounts, other: FactorCounts): void {
  other.counts.forEach((count, at) => {
    into.counts[at]! += count;
  });
}

/** How many factors a row counts. */
export const countIn = ({ counts }: FactorCounts, row: number): number =>
  counts.subarray(row * INTERVALS, (row + 1) * INTERVALS).reduce((sum, count) => sum + count, 0);

/**
 * A factor that all but this share of a row's factors reach, the lower end of its interval; 0 beyond the last one, NaN in
 * an empty row.
 */
export function lowQuantile(factors: FactorCounts, row: number, share: number): number {
  const whole = countIn(factors, row);
  if (whole === 0) return Number.NaN;
  let below = 0;
  for (let interval = INTERVALS - 1; interval >= 0; interval--) {
    below += factors.counts[row * INTERVALS + interval]!;
    if (below > share * whole) {
      return interval === INTERVALS - 1 ? 0 : Math.exp(-FINEST * Math.expm1((interval + 1) * STEP));
    }
  }
  return 1;
}
