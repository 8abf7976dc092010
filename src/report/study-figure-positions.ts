import type { Dimension } from './study-figure-data.ts';
import { valueText } from './study-figure-data.ts';

/** Where the values of the x axis stand: numbers to scale, words at equal distances. */
export interface Positions {
  /** One a value. */
  readonly of: readonly number[];
  /** Indices of the values from left to right. */
  readonly ascending: readonly number[];
  readonly min: number;
  readonly max: number;
  /** Least distance of two values. */
  readonly gap: number;
  labelAt(position: number): string;
}

export function positionsOf(x: Dimension): Positions {
  const numbers = x.values.filter((value) => typeof value === 'number');
  const of = numbers.length === x.values.length ? numbers : x.values.map((_, index) => index);
  const ascending = of.map((_, index) => index).sort((a, b) => of[a]! - of[b]!);
  const sorted = ascending.map((index) => of[index]!);
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
  const gaps = sorted.slice(1).map((position, index) => position - sorted[index]!);
  const gap = gaps.length > 0 ? Math.min(...gaps) : 1;
  const margin = Math.max(0.5 * gap, 0.05 * (last - first));
  return {
    of,
    ascending,
    min: first - margin,
    max: last + margin,
    gap,
    labelAt(position) {
      const index = of.findIndex(
        (candidate) => Math.abs(candidate - position) < 1e-9 * (1 + Math.abs(position)),
      );
      return index < 0 ? '' : valueText(x, x.values[index]!);
    },
  };
}
