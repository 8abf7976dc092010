import { expect, it } from 'vitest';
import { maximumWithin } from '../../src/base/golden-section.ts';

it('finds the one maximum, inside or at an end, and the lower end of a plateau beside it', () => {
  expect(maximumWithin((x) => -((x - 2) ** 2), 0, 10, 1e-6)).toBeCloseTo(2, 5);
  expect(maximumWithin((x) => x, 0, 10, 1e-6)).toBeCloseTo(10, 5);
  expect(maximumWithin((x) => -x, 0, 10, 1e-6)).toBeCloseTo(0, 5);
  // Rises to 1 and falls, then stays at 0 from 2 on.
  expect(maximumWithin((x) => Math.max(0, 1 - Math.abs(x - 1)), 0, 100, 1e-6)).toBeCloseTo(1, 5);
});
