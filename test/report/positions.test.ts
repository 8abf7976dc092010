import { expect, it } from 'vitest';
import { positionsOf } from '../../src/report/positions.ts';

const axis = (values: readonly number[], unit = '') =>
  positionsOf({ name: 'x', label: 'modes', unit, values });

it('numbers over decades stand on a logarithmic axis, which says so', () => {
  const { of, name, labelAt } = axis([10, 1000, 100]);
  expect(of).toEqual([1, 3, 2]);
  expect(name).toBe('modes (logarithmic)');
  expect(labelAt(3)).toBe('1,000');
  expect(axis([1, 100], 's').name).toBe('modes (s, logarithmic)');
});

it('fewer than two decades, zero and negative numbers stay to scale', () => {
  for (const values of [
    [1, 99],
    [0, 1000],
    [-1, 1000],
  ]) {
    expect(axis(values).of).toEqual(values);
    expect(axis(values).name).toBe('modes');
  }
});
