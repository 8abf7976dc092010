import { InvalidArgumentError } from 'commander';

/** Parsers of option values, with an error message instead of NaN. */
export function numberWithin(least: number, most: number, unit = ''): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be ${rangeText(least, most)}${unit && ` (${unit})`}.`);
    }
    return value;
  };
}

/** Describes the range; {@link Number.MIN_VALUE} as the least value stands for "above 0". */
function rangeText(least: number, most: number): string {
  if (least === Number.MIN_VALUE) {
    if (!Number.isFinite(least)) return Number.isFinite(most) ? `a number of at most ${most}` : 'a number';
    return Number.isFinite(most) ? `a number above 0 and at most ${most}` : 'a positive number';
  }
  if (!Number.isFinite(least)) return Number.isFinite(most) ? `a number of at most ${most}` : 'a number';
  return Number.isFinite(most) ? `a number from ${least} to ${most}` : `a number of at least ${least}`;
}

/** A share or a probability, above 0 and at most 1. */
export function positiveShare(text: string): number {
  const value = numberWithin(Number.MIN_VALUE, 1)(text);
  if (value <= 0) throw new InvalidArgumentError('It must be above 0.');
  return value;
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

const MOMENT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** A moment with a time zone. */
export function moment(text: string): Date {
  const day = MOMENT.exec(text)?.[1];
  const value = new Date(text);
  if (day === undefined || Number.isNaN(value.getTime())) {
    throw new InvalidArgumentError('It must be an ISO 8601 time with a zone, e.g. 2016-12-21T17:40:00Z.');
  }
  // Date reads 30 February as 1 March.
  if (!new Date(day).toISOString().startsWith(day)) {
    throw new InvalidArgumentError(`There is no day ${day}.`);
  }
  return value;
}
