/** The two-sample Kolmogorov–Smirnov statistic √(nm/(n + m)) D; that of two samples of one distribution exceeds 1.628 in 1 % of all cases. */
export function kolmogorovSmirnov(first: readonly number[], second: readonly number[]): number {
  const [one, other] = [first, second].map((sample) => [...sample].sort((a, b) => a - b)) as [
    number[],
    number[],
  ];
  let [i, j, most] = [0, 0, 0];
  while (i < one.length && j < other.length) {
    const value = Math.min(one[i]!, other[j]!);
    while (one[i]! <= value) i += 1;
    while (other[j]! <= value) j += 1;
    most = Math.max(most, Math.abs(i / one.length - j / other.length));
  }
  return most * Math.sqrt((one.length * other.length) / (one.length + other.length));
}

export const ONE_PER_CENT = 1.628;
