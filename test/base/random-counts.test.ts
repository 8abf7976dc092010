import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { binomialCount, poissonCount } from '../../src/base/random-counts.ts';

const DRAWS = 40_000;

/** Σ (observed − expected)²/expected over values with at least 20 expected, and how many there are. */
function chiSquared(draw: () => number, probabilityOf: (k: number) => number, from: number, to: number) {
  const counts = new Map<number, number>();
  for (let i = 0; i < DRAWS; i++) {
    const k = draw();
    expect(Number.isInteger(k) && k >= 0).toBe(true);
    counts.set(k, (counts.get(k) ?? 0) + 1);
  }
  let [sum, degrees] = [0, 0];
  for (let k = from; k <= to; k++) {
    const expected = DRAWS * probabilityOf(k);
    if (expected < 20) continue;
    sum += ((counts.get(k) ?? 0) - expected) ** 2 / expected;
    degrees += 1;
  }
  return { sum, degrees };
}

const logFactorial = (k: number): number => {
  let sum = 0;
  for (let i = 2; i <= k; i++) sum += Math.log(i);
  return sum;
};

/** Mean of χ² is its degrees, its deviation √(2·degrees). */
const expectFits = ({ sum, degrees }: { sum: number; degrees: number }) => {
  expect(degrees).toBeGreaterThan(3);
  expect(sum).toBeLessThan(degrees + 4 * Math.sqrt(2 * degrees));
};

describe('random counts (seed 3)', () => {
  it.each([0.7, 4, 9.9, 10.1, 45, 300])('Poisson of mean %f', (mean) => {
    const stream = randomStream(3, `poisson ${mean}`);
    const of = (k: number) => Math.exp(k * Math.log(mean) - mean - logFactorial(k));
    expectFits(chiSquared(() => poissonCount(mean, stream), of, 0, Math.ceil(2 * mean + 20)));
  });

  it.each([
    [12, 0.3],
    [40, 0.5],
    [200, 0.02],
    [200, 0.3],
    [500, 0.97],
  ])('binomial of %i tries with %f', (n, p) => {
    const stream = randomStream(3, `binomial ${n} ${p}`);
    const of = (k: number) =>
      Math.exp(
        logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p),
      );
    expectFits(chiSquared(() => binomialCount(n, p, stream), of, 0, n));
  });

  it('have nothing to draw at the edges', () => {
    const stream = randomStream(3, 'edges');
    expect([poissonCount(0, stream), binomialCount(0, 0.5, stream), binomialCount(9, 0, stream)]).toEqual([
      0, 0, 0,
    ]);
    expect(binomialCount(9, 1, stream)).toBe(9);
  });

  it('of millions have the right mean and deviation', () => {
    const stream = randomStream(3, 'millions');
    const mean = 1.5e7;
    const values = Array.from({ length: 2000 }, () => (poissonCount(mean, stream) - mean) / Math.sqrt(mean));
    const average = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(average)).toBeLessThan(5 / Math.sqrt(values.length));
    expect(Math.abs(square - 1)).toBeLessThan(5 * Math.sqrt(2 / values.length));
  });
});
