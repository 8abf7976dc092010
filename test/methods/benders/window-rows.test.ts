import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomStream } from '../../../src/base/random.ts';
import type { Solver } from '../../../src/lp/solver.ts';
import { benders } from '../../../src/methods/benders/benders.ts';
import { cutValue, slotsAreCoupled } from '../../../src/methods/benders/cuts.ts';
import { openOracle } from '../../../src/methods/benders/oracle.ts';
import { type ProvedRows, proveWindowRows } from '../../../src/methods/benders/window-rows.ts';
import { solveRelaxation } from '../../../src/methods/relaxation.ts';
import { type Layout, layOut } from '../../../src/model/layout.ts';
import { indicator } from '../../../src/model/selection.ts';
import { highsSolver } from '../../../src/solvers/highs.ts';
import { anyFamily, handMade, smallInstance } from '../instances.ts';
import { LIMITS, milpOptimum, taskOf } from '../solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

async function rowsOf(layout: Layout): Promise<ProvedRows> {
  const task = taskOf(layout, solver, { relaxation: await solveRelaxation(solver, layout, LIMITS) });
  const passes = proveWindowRows(task);
  for (;;) {
    const pass = await passes.next();
    if (pass.done) return pass.value;
  }
}

it('a window without a plan is the end, before anything is decomposed', async () => {
  // Three demands of 5 pairs/s have the choice of two links of 8: x can share them out, and paths cannot.
  const ends = [1, 2, 3];
  const capacity: Record<string, number> = { 'm-n': 80, 'p-q': 80 };
  for (const end of ends) {
    for (const link of [`s${end}-m`, `n-d${end}`, `s${end}-p`, `q-d${end}`]) capacity[link] = 80;
  }
  const { problem } = handMade({
    slots: 2,
    capacity,
    stores: { m: 1, n: 1 },
    storage: { pairs: [['m', 'n']] },
    demands: ends.map((end) => ({ source: `s${end}`, destination: `d${end}`, minimumRate: 5 })),
  });
  const layout = layOut(problem);
  expect(slotsAreCoupled(layout)).toBe(true);
  const relaxation = await solveRelaxation(solver, layout, LIMITS);
  expect(relaxation.status).toBe('optimal');
  const search = benders.solve(taskOf(layout, solver, { relaxation }));
  const end = await search.next();
  expect(end).toMatchObject({
    done: true,
    value: {
      status: 'infeasible',
      iterations: 0,
      bound: Number.NEGATIVE_INFINITY,
      boundBy: 'windows of up to 1 slots',
    },
  });
});

it('rows of windows take nothing from any routes, and their cuts hold at all of them (seed 91)', async () => {
  const seen = { sharper: 0, infeasible: 0, points: 0 };
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), anyFamily, async (seed, family) => {
      const instance = smallInstance(seed, { ...family, slots: 4 });
      const layout = layOut(instance.problem);
      if (!slotsAreCoupled(layout)) return;
      const optimum = await milpOptimum(solver, instance);
      const proved = await rowsOf(layout);
      if (proved.bound === Number.NEGATIVE_INFINITY) {
        expect(optimum).toBeNull();
        seen.infeasible++;
        return;
      }
      if (optimum !== null) expect(proved.bound).toBeGreaterThanOrEqual(optimum * (1 - 1e-6));
      const plain = await openOracle(solver, layout);
      const sharp = await openOracle(solver, layout, proved.rows);
      const random = randomStream(seed, 'selections');
      const pick = () =>
        indicator(
          layout,
          Int32Array.from(layout.groups, ({ choices }) => choices[Math.floor(random() * choices.length)]!),
        );
      for (let turn = 0; turn < 3; turn++) {
        const x = pick();
        const [one, same] = [await plain.evaluate(x, LIMITS), await sharp.evaluate(x, LIMITS)];
        if (one.value === null) continue;
        expect(Math.abs(same.value! - one.value)).toBeLessThanOrEqual(1e-6 * one.value);
        // With all paths open the rows bind; a cut from there still holds at every selection.
        const open = x.map(() => 1);
        const [before, after] = [await plain.evaluate(open, LIMITS), await sharp.evaluate(open, LIMITS)];
        if (before.value === null || after.value === null) continue;
        expect(after.value).toBeLessThanOrEqual(before.value * (1 + 1e-9));
        if (after.value < before.value * (1 - 1e-6)) seen.sharper++;
        for (const cut of after.cuts) {
          expect(cutValue(cut, x)).toBeGreaterThanOrEqual(one.value * (1 - 1e-6));
        }
        seen.points++;
      }
      await plain.dispose();
      await sharp.dispose();
    }),
    { seed: 91, numRuns: 40 },
  );
  expect(seen.points).toBeGreaterThan(30);
  expect(seen.sharper).toBeGreaterThan(0);
});
