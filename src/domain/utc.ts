/** ISO 8601 UTC so many seconds after a start, to the millisecond where it is no whole second; null without a start. */
export const utcAt = (start: string | null, seconds: number): string | null =>
  start === null
    ? null
    : new Date(Date.parse(start) + Math.round(1000 * seconds)).toISOString().replace('.000Z', 'Z');
