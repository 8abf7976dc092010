import { lettering, SUBSCRIPTS, valueAxis, withSubscripts } from './chart.ts';
import { type Dimension, valueText } from './dimension.ts';
import { formatNumber } from './numbers.ts';
import { PALETTE } from './palette.ts';

/** The positions of values on an x axis: numbers to scale, on a logarithmic one over decades, words at equal distances. */
export interface Positions {
  /** Name of the axis, with unit and scale; in thousands if all values are whole thousands. */
  readonly name: string;
  readonly isNumeric: boolean;
  /** One per value. */
  readonly of: readonly number[];
  /** Indices of the values from left to right. */
  readonly ascending: readonly number[];
  readonly min: number;
  readonly max: number;
  /** Smallest distance of two values. */
  readonly gap: number;
  labelAt(position: number): string;
}

/** From a positive number to one so many times as large, a scale is logarithmic. */
const DECADES = 100;

export function positionsOf(x: Dimension): Positions {
  const numbers = x.values.filter((value) => typeof value === 'number');
  const isNumeric = numbers.length === x.values.length;
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const isLogarithmic = isNumeric && least > 0 && most >= DECADES * least;
  const scale = isLogarithmic ? Math.log10 : (value: number) => value;
  const of = isNumeric ? numbers.map(scale) : x.values.map((_, index) => index);
  const ascending = of.map((_, index) => index).sort((a, b) => of[a]! - of[b]!);
  const sorted = ascending.map((index) => of[index]!);
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
  const gaps = sorted.slice(1).map((position, index) => position - sorted[index]!);
  const gap = gaps.length > 0 ? Math.min(...gaps) : 1;
  const margin = Math.max(0.5 * gap, 0.05 * (last - first));
  const inThousands =
    isNumeric && x.unit !== '' && most >= 1e4 && numbers.every((value) => value % 1000 === 0);
  const unit = `${inThousands ? '10³ ' : ''}${x.unit === x.label ? '' : x.unit}`.trim();
  const remarks = [unit, isLogarithmic ? 'logarithmic' : ''].filter((remark) => remark !== '').join(', ');
  return {
    name: remarks === '' ? x.label : `${x.label} (${remarks})`,
    isNumeric,
    of,
    ascending,
    min: first - margin,
    max: last + margin,
    gap,
    labelAt(position) {
      const index = of.findIndex(
        (candidate) => Math.abs(candidate - position) < 1e-9 * (1 + Math.abs(position)),
      );
      if (index < 0) return '';
      return inThousands ? formatNumber(of[index]! / 1000) : valueText(x, x.values[index]!);
    },
  };
}

/** The x axis, `width` pixels long, with a tick at each value; words that are too long are cut off. */
export function positionAxis(name: string, positions: Positions, width: number) {
  const { of, min, max, gap, isNumeric, labelAt } = positions;
  const room = (width * gap) / (max - min);
  const fit = isNumeric
    ? { hideOverlap: true }
    : { hideOverlap: false, width: room, overflow: 'truncate' as const };
  return {
    ...valueAxis(withSubscripts(name), 28),
    nameTextStyle: { ...lettering, ...SUBSCRIPTS },
    min,
    max,
    axisLabel: { ...lettering, ...fit, customValues: [...of], formatter: labelAt },
    axisTick: { customValues: [...of], lineStyle: { color: PALETTE.ink, opacity: 0.55 } },
  };
}
