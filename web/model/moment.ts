/** `2026-12-10 22:10:30 UTC`, or the seconds since the start where there is no clock. */
export function momentWords(start: string | undefined | null, seconds: number): string {
  if (start == null) return `${Math.round(seconds)} s`;
  const iso = new Date(Date.parse(start) + 1000 * seconds).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** `2026-12-10 22:10:30 to 22:14:00 UTC`: the day once, where it is the same. */
export function spanWords(start: string | undefined | null, from: number, to: number): string {
  const [first, last] = [momentWords(start, from), momentWords(start, to)];
  const day = first.indexOf(' ') + 1;
  return start != null && first.slice(0, day) === last.slice(0, day)
    ? `${first.slice(0, -4)} to ${last.slice(day)}`
    : `${first} to ${last}`;
}

/** `slot 3`, `slots 3 to 5`: as people count them. */
export const slotWords = (from: number, to: number): string =>
  to - from === 1 ? `slot ${from + 1}` : `slots ${from + 1} to ${to}`;
