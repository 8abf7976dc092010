/** Shown if there is no number. */
export const NONE = '–';

/** A number with this many significant digits, whole numbers in full, with commas between thousands. */
export function formatNumber(value: number | null, digits = 4): string {
  if (value === null || !Number.isFinite(value)) return NONE;
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-4)) return scientific(value, digits);
  const isLong = Number.isInteger(value) || size >= 10 ** (digits - 1);
  return grouped(String(isLong ? Math.round(value) : Number(value.toPrecision(digits))));
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `1.669 × 10⁻⁵`. */
function scientific(value: number, digits: number): string {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  return `${Number(mantissa)} × 10${superscript(Number(exponent))}`;
}

/** A whole number as an exponent: `⁻⁵`. */
export const superscript = (power: number): string =>
  String(power)
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);

/** A number of pairs, without meaningless decimals. */
export function formatPairs(value: number | null): string {
  return value === null || Math.abs(value) < 10 ? formatNumber(value) : formatNumber(Math.round(value));
}

/** Pairs per second with two decimals, so that columns align. */
export function formatRate(value: number): string {
  const size = Math.abs(value);
  return size === 0 || (size >= 0.1 && size < 1e15) ? grouped(value.toFixed(2)) : formatNumber(value);
}

export function formatFidelity(value: number | null): string {
  return value === null || !Number.isFinite(value) ? NONE : value.toFixed(4);
}

/** A share of 1 in whole per cent, without the sign. */
export function formatShare(value: number): string {
  const percent = 100 * value;
  if (percent > 0 && percent < 1) return '<1';
  return percent < 100 && percent > 99 ? '>99' : percent.toFixed(0);
}

/** A relative gap in per cent, with as many digits as matter. */
export function formatGap(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return 'unknown';
  if (value > 0 && value < 1e-4) return '< 0.01 %';
  return `${Number((100 * value).toPrecision(2))} %`;
}

/** A measured time: `0.13 s`, `60.0 s`, `2.5 min`. */
export function formatSeconds(value: number): string {
  if (value < 120) return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} s`;
  return value < 7200 ? `${(value / 60).toFixed(1)} min` : `${(value / 3600).toFixed(1)} h`;
}

const SHORT_UNITS = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
  [1e-12, 'ps'],
] as const;

/** A time that may be far below a second, to three digits: `97 ps`, `41.2 ms`, `2 min`. */
export function formatShortTime(seconds: number): string {
  if (seconds >= 120 || seconds === 0) return formatSpan(seconds);
  const [size, unit] = SHORT_UNITS.find(([least]) => seconds >= 0.9995 * least) ?? SHORT_UNITS.at(-1)!;
  return `${formatNumber(Number((seconds / size).toPrecision(3)))} ${unit}`;
}

/** A count to three digits, in words from a million on: `39,600`, `1.17 million`. */
export function formatCount(value: number): string {
  if (value >= 999_500) return `${formatNumber(Number((value / 1e6).toPrecision(3)))} million`;
  return formatNumber(value < 1000 ? Number(value.toPrecision(3)) : Math.round(Number(value.toPrecision(3))));
}

/** A rate of data, to three digits: `20.5 kbit/s`. */
export function formatBits(bitsPerSecond: number): string {
  const power = Math.min(3, Math.max(0, Math.floor(Math.log10(bitsPerSecond * 1.0005) / 3)));
  const value = bitsPerSecond / 1000 ** power;
  return `${formatNumber(Number(value.toPrecision(3)))} ${['', 'k', 'M', 'G'][power]}bit/s`;
}

/** A stated time, without additional digits: `60 s`, `24 min`, `3.3 min`. */
export function formatSpan(seconds: number): string {
  if (seconds < 120) return `${formatNumber(seconds)} s`;
  const [value, unit] = seconds < 7200 ? [seconds / 60, 'min'] : [seconds / 3600, 'h'];
  return `${formatNumber(Math.round(10 * value) / 10)} ${unit}`;
}

/** A violation: `3e-10`, or 0. */
export function formatViolation(value: number): string {
  if (!Number.isFinite(value)) return 'unbounded';
  return value === 0 ? '0' : value.toExponential(0);
}

/** Slots as people count them: `1–3, 7`. Takes indices from 0 in ascending order. */
export function slotRanges(slots: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const slot of slots) {
    const last = ranges.at(-1);
    if (last && slot === last[1] + 1) last[1] = slot;
    else ranges.push([slot, slot]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from + 1}` : `${from + 1}–${to + 1}`)).join(', ');
}

/** The largest of nonnegative values; 0 if there are none. */
export function highestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function grouped(text: string): string {
  const [whole, decimals] = text.split('.');
  const commas = whole!.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? commas : `${commas}.${decimals}`;
}
