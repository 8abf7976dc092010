import type { DocumentPath } from './issue.ts';

/** A value in a few words: `text 'abc'`, `a list of 3`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return `the text '${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN (not a number)' : 'an infinite number';
  }
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'object' ? 'a block of keys' : String(value);
}

/** The unit with which a key ends, and how people write it beside a number. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  Km: ['km'],
  DbPerKm: ['db/km'],
  Seconds: ['s', 'sec', 'second', 'seconds'],
  Deg: ['°', 'deg', 'degree', 'degrees'],
  M: ['m', 'metre', 'metres', 'meter', 'meters'],
  Cm: ['cm'],
  Nm: ['nm'],
  Ns: ['ns'],
  Urad: ['µrad', 'μrad', 'urad', 'microrad'],
  Mhz: ['mhz'],
};

/** How to fix what stands in place of a number: a unit, quotes, a decimal comma, NaN; empty if there is no advice. */
export function numberHint(value: unknown, path: DocumentPath): string {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? 'Write it without decimals.' : 'Write a finite number.';
  }
  if (typeof value !== 'string') return '';
  const match = /^\s*([-+]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[-+]?\d+)?)\s*(\S.*?)?\s*$/i.exec(value);
  if (!match) return '';
  const number = String(Number(match[1]!.replace(',', '.')));
  const unit = match[2];
  if (unit === undefined) return `Write ${number}, without quotes and with a decimal point.`;
  const key = path.findLast((step) => typeof step === 'string') ?? '';
  const suffix = Object.keys(UNITS)
    .filter((end) => String(key).endsWith(end))
    .sort((a, b) => b.length - a.length)[0];
  if (suffix === undefined) return `Write the number alone: ${number}.`;
  return UNITS[suffix]!.includes(unit.toLowerCase())
    ? `The unit is in the key '${key}': write ${number}.`
    : `The unit is in the key '${key}': convert from ${unit} and write the number alone.`;
}
