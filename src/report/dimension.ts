import { SCHEMES, type SchemeName } from '../domain/schemes/schemes.ts';
import type { AxisValue, StudyAxis } from '../domain/study.ts';
import { formatNumber } from './numbers.ts';

/** An axis of the study; the schemes count as one. */
export type Dimension = Pick<StudyAxis, 'name' | 'label' | 'unit' | 'values'>;

/** A value on its own: `NSS`, `60`, `yes`. */
export function valueText({ name }: Dimension, value: AxisValue): string {
  if (name === 'scheme') return SCHEMES[value as SchemeName].title;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? formatNumber(value) : value;
}

const valueTitle = (dimension: Dimension, value: AxisValue): string =>
  `${valueText(dimension, value)} ${dimension.unit}`.trim();

/** A value among others: `NSS`, `60 satellites`, `K = 3`. */
export function seriesTitle(dimension: Dimension, value: AxisValue): string {
  if (typeof value === 'string' || dimension.unit !== '') return valueTitle(dimension, value);
  return `${dimension.label} = ${valueText(dimension, value)}`;
}

/** A value above its panel: `NSS`, `capacity C: pairs-per-slot`. */
export const panelTitle = (dimension: Dimension, value: AxisValue): string =>
  dimension.name === 'scheme'
    ? valueText(dimension, value)
    : `${dimension.label}: ${valueTitle(dimension, value)}`;
