/** `2026-12-10T22:10:00Z`: a Unix time in ms as ISO 8601 UTC, to the second, or finer if `digits` asks for it. */
export function utcText(epochMs: number, digits: 0 | 3 = 0): string {
  const rounded = digits === 0 ? 1000 * Math.round(epochMs / 1000) : Math.round(epochMs);
  return new Date(rounded).toISOString().replace(digits === 0 ? /\.\d+Z$/ : /\.000Z$/, 'Z');
}

/** The same so many seconds after a start, to the millisecond where it is no whole second; null without a start. */
export const utcAt = (start: string | null, seconds: number): string | null =>
  start === null ? null : utcText(Date.parse(start) + 1000 * seconds, 3);
