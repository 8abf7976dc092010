import type { AxisValue, StudyAxis, StudyPoint } from '../domain/study.ts';

/** The dimensions of a study: axes, and a seed for every replication. */
interface Grid {
  readonly axes: readonly StudyAxis[];
  readonly seeds: readonly number[];
}

/** The number of points of the grid times that of replications. */
export const jobCount = ({ axes, seeds }: Grid): number =>
  axes.reduce((count, { values }) => count * values.length, seeds.length);

/**
 * Yields the instances one after another: first every point with the first seed, then with the second, so that an
 * interrupted study has about as many replications of each point. The last axis runs fastest.
 */
export function* pointsOf({ axes, seeds }: Grid): Generator<StudyPoint> {
  for (const seed of seeds) {
    for (const at of combinations(axes)) yield { at, seed };
  }
}

function* combinations([axis, ...rest]: readonly StudyAxis[]): Generator<Record<string, AxisValue>> {
  if (axis === undefined) {
    yield {};
    return;
  }
  for (const value of axis.values) {
    for (const others of combinations(rest)) yield { [axis.name]: value, ...others };
  }
}

/** As many seeds as asked for: the first of those given, then numbers after the largest if there are too few. */
export function seedsFor(seeds: readonly number[], count: number): number[] {
  const largest = seeds.reduce((most, seed) => Math.max(most, seed), 0);
  return Array.from({ length: count }, (_, i) => seeds[i] ?? largest + 1 + i - seeds.length);
}

/** `storageCapacity = 500, capacityUnit = pairs-per-slot, seed 3` */
export const pointText = ({ at, seed }: StudyPoint): string =>
  [...Object.entries(at).map(([name, value]) => `${name} = ${value}`), `seed ${seed}`].join(', ');
