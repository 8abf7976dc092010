import { InvalidArgumentError } from 'commander';

/** Parsers of option values: a named error instead of NaN. */
export function numberWithin(least: number, most: number, unit = ''): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < least || value > most) {
      const range = Number.isFinite(most) ? `from ${least} to ${most}` : `of at least ${least}`;
      throw new InvalidArgumentError(`It must be a number ${range}${unit && ` (${unit})`}.`);
    }
    return value;
  };
}

export function integerWithin(
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  const parse = numberWithin(least, most);
  return (text) => {
    const value = parse(text);
    if (!Number.isInteger(value)) throw new InvalidArgumentError('It must be a whole number.');
    return value;
  };
}

/** A moment with a time zone, as milliseconds of the Unix epoch. */
export function moment(text: string): Date {
  const value = new Date(text);
  if (Number.isNaN(value.getTime()) || !/(Z|[+-]\d\d:?\d\d)$/.test(text)) {
    throw new InvalidArgumentError('It must be an ISO 8601 time with a zone, e.g. 2016-12-21T17:40:00Z.');
  }
  return value;
}
