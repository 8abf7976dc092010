const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Where a function with one maximum in [low, high] has it, to half the tolerance; of equal values, the lower ones. */
export function maximumWithin(
  value: (at: number) => number,
  low: number,
  high: number,
  tolerance: number,
): number {
  let [from, to] = [low, high];
  while (to - from > tolerance) {
    const width = GOLDEN * (to - from);
    if (value(to - width) < value(from + width)) from = to - width;
    else to = from + width;
  }
  return (from + to) / 2;
}
