import type { Model } from 'highs';
import { expect, it } from 'vitest';
import { noWorseThan } from '../../src/solvers/highs-start.ts';

/** max 2a + b subject to a + b ≤ 1, a binary, 0 ≤ b ≤ 1. */
const model = {
  getLp: () => ({
    colCost: Float64Array.of(2, 1),
    colLower: Float64Array.of(0, 0),
    colUpper: Float64Array.of(1, 1),
    rowLower: Float64Array.of(Number.NEGATIVE_INFINITY),
    rowUpper: Float64Array.of(1),
    matrix: { starts: Int32Array.of(0, 2), indices: Int32Array.of(0, 1), values: Float64Array.of(1, 1) },
  }),
} as unknown as Model;
const integer = Int32Array.of(1, 0);
const worse = { objective: 1, bound: 2.5, solution: Float64Array.of(0, 1) };
const after = (start: readonly number[], found: Parameters<typeof noWorseThan>[1]) =>
  noWorseThan(Float64Array.from(start), found, model, integer);

it('returns a start that is better than what was found, unless it is infeasible', () => {
  const found = { status: 'time-limit', ...worse } as const;
  expect(after([1, 0], found)).toEqual({ ...found, objective: 2, solution: Float64Array.of(1, 0) });
  expect(after([1, 0], { ...found, objective: null, solution: null }).objective).toBe(2);
  for (const infeasible of [
    [1, 0.5],
    [0.9, 0],
  ]) {
    expect(after(infeasible, found)).toBe(found);
  }
  expect(after([0, 0.5], found)).toBe(found);
});

it('takes a bound below a feasible start for no result', () => {
  const wrong = { status: 'optimal', ...worse, bound: 1 } as const;
  expect(after([1, 0], wrong)).toEqual({
    status: 'numerical',
    objective: null,
    bound: Number.POSITIVE_INFINITY,
    solution: null,
  });
  expect(after([1, 0], { ...wrong, bound: 2 - 1e-9 })).toMatchObject({ objective: 2, bound: 2 });
  // Nothing is delivered: what remains is rounding, whatever its share.
  const nothing = { ...wrong, objective: -1e-13, bound: -1e-13 };
  expect(after([0, 0], nothing)).toMatchObject({ status: 'optimal', objective: 0, bound: 0 });
});
