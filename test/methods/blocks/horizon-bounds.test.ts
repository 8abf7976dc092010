import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Solver } from '../../../src/lp/solver.ts';
import { openHorizonBounds } from '../../../src/methods/blocks/horizon-bounds.ts';
import { openSearchContext, partition } from '../../../src/methods/windows/search-context.ts';
import { boundWindows } from '../../../src/methods/windows/slot-bounds.ts';
import { incidenceOf } from '../../../src/model/incidence.ts';
import { layOut } from '../../../src/model/layout.ts';
import { rateCapsBySlot } from '../../../src/model/rate-cap-bounds.ts';
import { highsSolver } from '../../../src/solvers/highs.ts';
import { anyFamily, smallInstance } from '../instances.ts';
import { milpOptimum, taskOf } from '../solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

it('counts a window only where all of its slots are asked for, and only if it is lower', () => {
  const bounds = openHorizonBounds(Float64Array.of(5, 5, 5, 5));
  bounds.prove([0, 2], 7);
  bounds.prove([2, 4], 12);
  expect(bounds.between(0, 4)).toBe(17);
  expect(bounds.between(0, 1)).toBe(5);
  expect(bounds.between(1, 4)).toBe(15);
  bounds.prove([0, 2], 8);
  bounds.ofSlots[1] = 1;
  expect(bounds.between(0, 2)).toBe(6);
  bounds.ofSlots[1] = 5;
  expect(bounds.between(0, 2)).toBe(7);
});

it('takes the bound of windows together in place of theirs, if it is lower', () => {
  const bounds = openHorizonBounds(Float64Array.of(5, 5, 5, 5));
  bounds.prove([0, 2], 7);
  bounds.prove([2, 4], 8);
  bounds.prove([0, 4], 20);
  expect(bounds.between(0, 4)).toBe(15);
  bounds.prove([0, 4], 12);
  expect(bounds.between(0, 4)).toBe(12);
  expect(bounds.between(2, 4)).toBe(8);
  // Nothing is known any more of a window that another one begins with, but its slots.
  expect(bounds.between(0, 2)).toBe(10);
});

it('windows with any stock deliver at least what the best plan does there (seed 83)', async () => {
  let lowered = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), anyFamily, async (seed, family) => {
      const instance = smallInstance(seed, { ...family, slots: 4 });
      const optimum = await milpOptimum(solver, instance);
      const incidence = incidenceOf(layOut(instance.problem));
      const task = taskOf(incidence.layout, solver);
      const context = openSearchContext(task, incidence, new AbortController().signal);
      const bounds = openHorizonBounds(rateCapsBySlot(incidence.layout));
      const before = bounds.between(0, 4);
      const impossible = await boundWindows(context, {
        windows: partition(4, 2),
        relax: true,
        relativeGap: 0,
        solvers: [solver],
        seconds: 60,
        prove: bounds.prove,
      });
      if (impossible !== null) expect(optimum).toBeNull();
      if (impossible !== null || optimum === null) return;
      expect(bounds.between(0, 4)).toBeGreaterThanOrEqual(optimum - 1e-6 * Math.max(1, optimum));
      if (bounds.between(0, 4) < before * (1 - 1e-6)) lowered++;
    }),
    { seed: 83, numRuns: 25 },
  );
  expect(lowered).toBeGreaterThan(5);
});
