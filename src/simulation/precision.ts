/** How well the pairs of each demand are known, kept up to date with each replication. */
import { studentQuantile } from '../base/sample.ts';
import type { Execution } from './execution.ts';

/** Means and sums of squared deviations from them (Welford 1962), by demand. */
export interface Deviations {
  count: number;
  readonly means: Float64Array;
  readonly squares: Float64Array;
}

export const newDeviations = (demands: number): Deviations => ({
  count: 0,
  means: new Float64Array(demands),
  squares: new Float64Array(demands),
});

/** Adds one value of each demand. */
export function addValues(deviations: Deviations, values: Float64Array): void {
  deviations.count += 1;
  const { count, means, squares } = deviations;
  values.forEach((value, demand) => {
    const before = value - means[demand]!;
    means[demand]! += before / count;
    squares[demand]! += before * (value - means[demand]!);
  });
}

/** Where nothing was seen n times, the mean is at most 3/n, at 95 % (the rule of three; Hanley and Lippman-Hand 1983). */
const RULE_OF_THREE = 3;

/**
 * The largest 95 % half-width of a demand's pairs, relative to what is planned for it; null if it is not known. That no
 * replication delivered a pair does not mean that none would: the rule of three says how many may.
 */
export function precisionOf(
  { demands }: Pick<Execution, 'demands'>,
  { count, means, squares }: Deviations,
): number | null {
  if (count < 2) return null;
  const widths = demands.flatMap(({ planned }, demand) => {
    if (planned === 0) return [];
    const pairs =
      means[demand] === 0
        ? RULE_OF_THREE / count
        : quantile(count - 1) * Math.sqrt(squares[demand]! / (count - 1) / count);
    return [pairs / planned];
  });
  return widths.length > 0 ? Math.max(...widths) : null;
}

/** Quantiles that were asked for: each takes as long as it has degrees of freedom. */
const known = new Map<number, number>();
/** Beyond so many degrees, those below count, which makes intervals wider by less than one in a million. */
const MANY = 2000;

function quantile(degrees: number): number {
  const rounded = degrees <= MANY ? degrees : MANY * Math.floor(degrees / MANY);
  const found = known.get(rounded) ?? studentQuantile(0.975, rounded);
  known.set(rounded, found);
  return found;
}
