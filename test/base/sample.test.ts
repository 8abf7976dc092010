import { describe, expect, it } from 'vitest';
import { estimate, mean, sampleDeviation, studentQuantile } from '../../src/base/sample.ts';

describe('studentQuantile', () => {
  // Three decimals as in Abramowitz and Stegun, table 26.10; the further ones agree with jStat 1.9.6, which
  // inverts the incomplete beta function instead.
  it.each([
    [1, 12.706205],
    [2, 4.302653],
    [3, 3.182446],
    [4, 2.776445],
    [5, 2.570582],
    [10, 2.228139],
    [19, 2.093024],
    [29, 2.04523],
    [30, 2.042272],
    [49, 2.009575],
    [99, 1.984217],
    [120, 1.97993],
    [1000, 1.962339],
  ])('t(0.975, %i) = %f', (degrees, expected) => {
    expect(studentQuantile(0.975, degrees)).toBeCloseTo(expected, 6);
  });

  it.each([
    [0.95, 7, 1.895],
    [0.99, 12, 2.681],
    [0.995, 29, 2.756],
    [0.9, 1, 3.078],
  ])('t(%f, %i) = %f', (probability, degrees, expected) => {
    expect(studentQuantile(probability, degrees)).toBeCloseTo(expected, 3);
  });

  it('is 0 at one half and nears the normal quantile', () => {
    expect(studentQuantile(0.5, 4)).toBeCloseTo(0, 12);
    expect(studentQuantile(0.975, 100_000)).toBeCloseTo(1.959988, 5);
  });
});

describe('estimate', () => {
  it('gives mean and interval of five values by hand', () => {
    // Squares about 6: 16, 4, 0, 4, 16; s = √(40/4) = √10; t(0.975, 4)·√10/√5 = 2.776445·√2.
    const values = [2, 4, 6, 8, 10];
    expect(mean(values)).toBe(6);
    expect(sampleDeviation(values)).toBeCloseTo(Math.sqrt(10), 12);
    const { n, mean: centre, halfWidth } = estimate(values);
    expect([n, centre]).toEqual([5, 6]);
    expect(halfWidth).toBeCloseTo(3.926486, 5);
  });

  it('has no interval for one value, and one of width 0 for equal ones', () => {
    expect(estimate([7])).toEqual({ n: 1, mean: 7, halfWidth: null });
    expect(estimate([7, 7, 7])).toEqual({ n: 3, mean: 7, halfWidth: 0 });
  });
});
