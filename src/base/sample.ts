/** What a sample tells. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Standard deviation of a sample, with n − 1; NaN for fewer than two values. */
export function sampleDeviation(values: readonly number[]): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1));
}

/** Mean of at least one value with its 95 % confidence interval, t(0.975, n − 1) s/√n to either side; null for one value. */
export function estimate(values: readonly number[]): {
  readonly n: number;
  readonly mean: number;
  readonly halfWidth: number | null;
} {
  const n = values.length;
  const halfWidth = n < 2 ? null : (studentQuantile(0.975, n - 1) * sampleDeviation(values)) / Math.sqrt(n);
  return { n, mean: mean(values), halfWidth };
}

/**
 * The quantile t of Student's distribution for a probability of at least one half and below one. The `degrees` of
 * freedom are a whole number, at least 1.
 *
 * Found by bisection, in θ = arctan(t/√ν), of the closed form of A(t|ν), the probability of |T| <= t: Abramowitz and
 * Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
 */
export function studentQuantile(probability: number, degrees: number): number {
  const within = 2 * probability - 1;
  let [low, high] = [0, Math.PI / 2];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (centralProbability(middle, degrees) < within) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan((low + high) / 2);
}

function centralProbability(angle: number, degrees: number): number {
  const isOdd = degrees % 2 === 1;
  const squared = Math.cos(angle) ** 2;
  // 1 + 1/2 cos² + 1·3/(2·4) cos⁴ + … for even ν, cos (1 + 2/3 cos² + 2·4/(3·5) cos⁴ + …) for odd ν.
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = 0;
  for (let power = isOdd ? 1 : 0; power <= degrees - 2; power += 2) {
    sum += term;
    term *= (squared * (power + 1)) / (power + 2);
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
