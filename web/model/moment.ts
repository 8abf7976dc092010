/** `2026-12-10 22:10:30 UTC`, or the seconds since the start where there is no clock. */
export function momentWords(start: string | undefined | null, seconds: number): string {
  if (start == null) return `${Math.round(seconds)} s`;
  const iso = new Date(Date.parse(start) + 1000 * seconds).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
