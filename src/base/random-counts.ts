/** Random whole numbers, exact in distribution. */
import type { RandomStream } from './random.ts';

/** Below this mean, counting one by one is quicker than rejection. */
const FEW = 10;

/**
 * A Poisson number: gaps one by one for small means, otherwise transformed rejection with squeeze (Hörmann 1993, "The
 * transformed rejection method for generating Poisson random variables", PTRS).
 */
export function poissonCount(mean: number, stream: RandomStream): number {
  if (!(mean > 0)) return 0;
  if (mean < FEW) {
    const least = Math.exp(-mean);
    let count = 0;
    for (let product = stream(); product > least; product *= stream()) count += 1;
    return count;
  }
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const centre = 0.9277 - 3.6224 / (b - 2);
  const logMean = Math.log(mean);
  for (;;) {
    const u = stream() - 0.5;
    const v = stream();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= centre) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const accepted = k * logMean - mean - logFactorial(k);
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= accepted) return k;
  }
}

/**
 * How many of n tries succeed, each with probability p: geometric gaps where few do, otherwise transformed rejection (Hörmann
 * 1993, "The generation of binomial random variates", BTRS).
 */
export function binomialCount(n: number, p: number, stream: RandomStream): number {
  if (n <= 0 || !(p > 0)) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - binomialCount(n, 1 - p, stream);
  if (n * p < FEW) {
    const perTry = Math.log1p(-p);
    let count = -1;
    for (let tried = 0; tried <= n; count++) tried += 1 + Math.floor(Math.log(1 - stream()) / perTry);
    return count;
  }
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * spread;
  const centre = 0.92 - 4.2 / b;
  const logOdds = Math.log(p / (1 - p));
  const mode = Math.floor((n + 1) * p);
  const atMode = logFactorial(mode) + logFactorial(n - mode);
  for (;;) {
    const u = stream() - 0.5;
    const v = stream();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + n * p + 0.5);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= centre) return k;
    const accepted = atMode - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds;
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= accepted) return k;
  }
}

const SMALL = 16;
const logFactorials = new Float64Array(SMALL);
for (let k = 2; k < SMALL; k++) logFactorials[k] = logFactorials[k - 1]! + Math.log(k);

/** ln k!, by Stirling's series for all but small k. */
export function logFactorial(k: number): number {
  if (k < SMALL) return logFactorials[k]!;
  const x = k + 1;
  const square = 1 / (x * x);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}
