import { describe, expect, it } from 'vitest';
import { infeasibilityMargin } from '../../src/lp/feasibility.ts';
import { largestViolation } from '../solvers/largest-violation.ts';
import { INFINITY, program } from '../solvers/programs.ts';

describe('the largest violation', () => {
  const lp = program(
    [
      { cost: 1, lower: 0, upper: 4, integer: true },
      { cost: 1, lower: -INFINITY, upper: INFINITY },
    ],
    [
      [-INFINITY, [1, 1], 4],
      [1, [0, 2], INFINITY],
    ],
  );
  it.each([
    [[2, 2], { kind: null, index: -1, amount: 0 }],
    [[4, 3], { kind: 'row', index: 0, amount: 3 }],
    [[4, -1], { kind: 'row', index: 1, amount: 3 }],
    [[-2, 1], { kind: 'column', index: 0, amount: 2 }],
    [[2.25, 1], { kind: 'integrality', index: 0, amount: 0.25 }],
  ])('of %j is %j', (x, violation) => {
    expect(largestViolation(lp, x)).toEqual(violation);
  });

  it('of NaN is NaN', () => {
    expect(largestViolation(lp, [Number.NaN, 1]).amount).toBeNaN();
  });
});

describe('the margin of a ray', () => {
  // a + b ≥ 3 and b ≤ 1.5 with 0 ≤ a ≤ 1: infeasible by 0.5.
  const lp = program(
    [
      { cost: 1, lower: 0, upper: 1 },
      { cost: 1, lower: 0, upper: INFINITY },
    ],
    [
      [3, [1, 1], INFINITY],
      [-INFINITY, [0, 1], 1.5],
    ],
  );
  it.each([
    ['a proof, whatever its scale', [-4, 4], 0.5],
    ['no proof: rows alone', [-1, 0], -INFINITY],
    ['no proof: a side that is not there', [1, 0], -INFINITY],
    ['no proof: nothing', [0, 0], -INFINITY],
  ])('%s', (_, ray, margin) => {
    expect(infeasibilityMargin(lp, ray)).toBe(margin);
  });
});
