import { LINK_CLASSES, type LinkClass } from '../../domain/network.ts';
import { didYouMean } from '../../scenario/nearest.ts';
import type { LengthUnit, StatedLength } from './lengths.ts';

/** What a column or an attribute of a link can mean. */
export type LinkField =
  | 'source'
  | 'destination'
  | 'capacity'
  | 'fidelity'
  | 'length'
  | 'length in km'
  | 'length in m'
  | 'length in mi'
  | 'class';

const FIELDS: readonly (readonly [RegExp, LinkField])[] = [
  [/^((source|from|src)(node|id|name)?|nodea|node1|end1)$/, 'source'],
  [/^((destination|target|to|dst)(node|id|name)?|nodeb|node2|end2)$/, 'destination'],
  [/^capacity/, 'capacity'],
  [/^fidelity$/, 'fidelity'],
  [/^(length|distance|dist)$/, 'length'],
  [/^(length|distance|dist)(in)?(km|kilometres|kilometers)$/, 'length in km'],
  [/^(length|distance|dist)(in)?(m|metres|meters)$/, 'length in m'],
  [/^(length|distance|dist)(in)?(mi|miles)$/, 'length in mi'],
  [/^(class|linkclass)$/, 'class'],
];

/** A column name without what people write differently: case, blanks, underscores and brackets. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The meaning of a column name; null if it has none. */
export function fieldOf(name: string): LinkField | null {
  const plain = plainName(name);
  return FIELDS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/** The values of a link as read. */
export interface LinkValues {
  capacity?: number;
  fidelity?: number;
  length?: StatedLength;
  class?: LinkClass;
}

const UNITS: Readonly<Partial<Record<LinkField, LengthUnit>>> = {
  'length in km': 'km',
  'length in m': 'm',
  'length in mi': 'mi',
};

/**
 * Reads one value into `values`; returns what is wrong with it and how to mend it, or null. Empty values are
 * skipped.
 */
export function readValue(values: LinkValues, field: LinkField, text: string): [string, string] | null {
  const trimmed = text.trim();
  if (trimmed === '' || field === 'source' || field === 'destination') return null;
  if (field === 'class') {
    const name = LINK_CLASSES.find((known) => known === trimmed.toUpperCase());
    if (name) values.class = name;
    const hint = didYouMean(trimmed, LINK_CLASSES, `Write one of ${LINK_CLASSES.join(', ')}.`);
    return name ? null : [`there is no link class '${trimmed}'.`, hint];
  }
  const value = Number(trimmed);
  const [isWithin, wanted] =
    field === 'capacity'
      ? [value >= 0, 'a number of pairs/s, 0 or more']
      : field === 'fidelity'
        ? [value > 0.5 && value <= 1, 'above 0.5 and at most 1']
        : [value >= 0, 'a number, 0 or more'];
  if (!isWithin || !Number.isFinite(value)) {
    return [`the ${field} '${trimmed}' is not ${wanted}.`, 'Write a plain number with a decimal point.'];
  }
  if (field === 'capacity' || field === 'fidelity') values[field] = value;
  else values.length = { value, unit: UNITS[field] ?? null };
  return null;
}
