import { LINK_CLASSES, type LinkClass } from '../../domain/network.ts';
import { didYouMean } from '../nearest.ts';

/** What a column or an attribute of a link can mean. */
export type LinkField = 'source' | 'destination' | 'capacity' | 'fidelity' | 'lengthKm' | 'lengthM' | 'class';

const FIELDS: readonly (readonly [RegExp, LinkField])[] = [
  [/^(source|from|src|nodea|node1|end1)$/, 'source'],
  [/^(destination|target|to|dst|nodeb|node2|end2)$/, 'destination'],
  [/^capacity/, 'capacity'],
  [/^fidelity$/, 'fidelity'],
  [/^(length|distance|dist)(km)?$/, 'lengthKm'],
  [/^(length|distance|dist)(m|metres|meters)$/, 'lengthM'],
  [/^(class|linkclass)$/, 'class'],
];

/** The meaning of a column name, whatever its case, blanks, underscores and brackets; null for any other. */
export function fieldOf(name: string): LinkField | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return FIELDS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/** The values of a link as read, or what is wrong with one of them. */
export interface LinkValues {
  capacity?: number;
  fidelity?: number;
  lengthKm?: number;
  class?: LinkClass;
}

/** Reads one value into `values`; what is wrong with it, in words, or null. Empty values are skipped. */
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
  const bounds = {
    capacity: [value >= 0, 'a number of pairs/s, 0 or more'],
    fidelity: [value > 0.5 && value <= 1, 'above 0.5 and at most 1'],
    lengthKm: [value > 0, 'a number of kilometres above 0'],
    lengthM: [value > 0, 'a number of metres above 0'],
  } as const;
  const [isWithin, wanted] = bounds[field];
  if (!isWithin || !Number.isFinite(value)) {
    return [`the ${field} '${trimmed}' is not ${wanted}.`, 'Write a plain number with a decimal point.'];
  }
  if (field === 'lengthM') values.lengthKm = value / 1000;
  else values[field] = value;
  return null;
}
