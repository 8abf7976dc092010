/** A sentence about what was assumed for how many things; none if there are none. */
export const counted = (things: string, count: number, assumption: string): string[] =>
  count > 0 ? [`${things} (${count}): ${assumption}.`] : [];

/** The first three of a list, in words. */
export const examples = (names: readonly string[]): string =>
  names.slice(0, 3).join(', ') + (names.length > 3 ? ' …' : '');
