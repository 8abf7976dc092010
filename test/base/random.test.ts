import { expect, test } from 'vitest';
import { randomStream } from '../../src/base/random.ts';

test('streams of similar names are unrelated from their first number on', () => {
  const first = Array.from({ length: 500 }, (_, i) => randomStream(1, `link ${i}`)());
  const steps = first.slice(1).map((value, i) => Math.abs(value - first[i]!));
  // The mean distance of two independent uniform numbers is 1/3, its standard error here 0.012.
  expect(steps.reduce((sum, step) => sum + step, 0) / steps.length).toBeCloseTo(1 / 3, 1);
});

test('a stream depends only on seed and name', () => {
  const draw = (seed: number, name: string) => Array.from({ length: 3 }, randomStream(seed, name));
  expect(draw(7, 'clouds')).toEqual(draw(7, 'clouds'));
  expect(draw(7, 'clouds')).not.toEqual(draw(8, 'clouds'));
  expect(draw(7, 'clouds').every((value) => value >= 0 && value < 1)).toBe(true);
});
