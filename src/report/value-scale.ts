import type { DrawnMeasure, Estimate } from '../domain/study.ts';
import { roundStep, textWidth } from './chart.ts';
import { formatNumber, superscript } from './numbers.ts';

/** The value axis of a measure, from round number to round number. */
export interface ValueScale {
  /** Name with unit. */
  readonly name: string;
  /** Ratio of the drawn numbers to the measure's own. */
  readonly factor: number;
  readonly min: number;
  readonly max: number;
  readonly interval: number;
}

interface MeasureLook {
  readonly name: string;
  readonly unit: string;
  readonly factor: number;
  /** Amounts begin at zero, so that heights can be compared. */
  readonly isAmount: boolean;
}

const MEASURES: Readonly<Record<DrawnMeasure, MeasureLook>> = {
  totalPairs: { name: 'total delivered', unit: 'EPR pairs', factor: 1, isAmount: true },
  realisedPairs: { name: 'delivered in simulations', unit: 'EPR pairs', factor: 1, isAmount: true },
  inSpecPairs: { name: 'delivered in spec', unit: 'EPR pairs', factor: 1, isAmount: true },
  objective: { name: 'Σ α y, summed over slots', unit: 'pairs/s', factor: 1, isAmount: true },
  fidelity: { name: 'mean fidelity of delivered pairs', unit: '', factor: 1, isAmount: false },
  seconds: { name: 'solution time', unit: 's', factor: 1, isAmount: true },
  loss: { name: 'below the exact master', unit: '%', factor: 100, isAmount: true },
  relativeGap: { name: 'proved gap', unit: '%', factor: 100, isAmount: true },
};

/**
 * A scale that fits all means and their intervals. Thousands and millions move into the unit, depending on the highest
 * of `beside`: the estimates of all panels that share the name of the axis.
 */
export function valueScale(
  measure: DrawnMeasure,
  estimates: readonly Estimate[],
  beside: readonly Estimate[] = estimates,
): ValueScale {
  const { name, unit, factor, isAmount } = MEASURES[measure];
  const [divisor, prefix] = isAmount ? prefixOf(factor * highestEnd(beside)) : NO_PREFIX;
  const drawn = factor / divisor;
  const words = `${prefix}${unit}`;
  const title = words === '' ? name : `${name} (${words})`;
  if (estimates.length === 0) return { name: title, factor: drawn, min: 0, max: 1, interval: 1 };
  const low = drawn * Math.min(...estimates.map(({ mean, halfWidth }) => mean - (halfWidth ?? 0)));
  const high = drawn * highestEnd(estimates);
  const floor = isAmount ? Math.min(0, low) : low;
  const margin = isAmount ? 0 : Math.max((high - low) * 0.05, 1e-4);
  const interval = roundStep(high - floor + 2 * margin, 5);
  const steps = [
    Math.floor((floor - margin) / interval + 1e-9),
    Math.ceil((high + margin) / interval - 1e-9),
  ];
  const [min, max] = steps.map((step) => Number((step * interval).toPrecision(12))) as [number, number];
  return { name: title, factor: drawn, min, max: max > min ? max : min + interval, interval };
}

const highestEnd = (estimates: readonly Estimate[]): number =>
  Math.max(0, ...estimates.map(({ mean, halfWidth }) => mean + (halfWidth ?? 0)));

const NO_PREFIX = [1, ''] as const;

/**
 * The divisor of numbers on an axis up to `high`, and its notation in the unit: `10³ ` for thousands, `10⁻⁶ ` for
 * millionths.
 */
export function prefixOf(high: number): readonly [divisor: number, words: string] {
  if (!(high > 0) || (high >= 1e-3 && high < 2e4)) return NO_PREFIX;
  const power = 3 * Math.floor(Math.log10(high < 1 ? high : high / 20) / 3);
  return [10 ** power, `10${superscript(power)} `];
}

/** A number on the axis; its last digits are the roundoff of adding intervals. */
export const scaleLabel = (value: number): string => formatNumber(Number(value.toPrecision(10)), 6);

/** The approximate width of the numbers on the axis, in pixels. */
export const labelsWidth = ({ min, max, interval }: ValueScale): number =>
  Math.max(...[min, min + interval, max].map((value) => textWidth(scaleLabel(value))));
