import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Solver } from '../../../src/lp/solver.ts';
import { openSearchContext } from '../../../src/methods/windows/search-context.ts';
import { type SlotWork, tightenSlots } from '../../../src/methods/windows/slot-bounds.ts';
import { incidenceOf } from '../../../src/model/incidence.ts';
import { layOut } from '../../../src/model/layout.ts';
import { rateCapsBySlot } from '../../../src/model/rate-cap-bounds.ts';
import { highsSolver } from '../../../src/solvers/highs.ts';
import { anyFamily, handMade, smallInstance } from '../instances.ts';
import { milpOptimum, taskOf } from '../solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

/** Bounds of all slots by rate caps, LPs and MIPs; null where a slot has no plan. */
async function slotBounds(problem: Problem, most = Number.POSITIVE_INFINITY) {
  const incidence = incidenceOf(layOut(problem));
  const { layout } = incidence;
  const task = taskOf(layout, solver);
  const context = openSearchContext(task, incidence, new AbortController().signal);
  const slots = [...incidence.choicesOf.keys()].slice(0, most);
  const work: Omit<SlotWork, 'relax'> = { slots, relativeGap: 0, solvers: [solver], seconds: 60 };
  const bounds = rateCapsBySlot(incidence.layout);
  const caps = bounds.slice();
  const relaxed = await tightenSlots(context, bounds, { ...work, relax: true });
  const lps = bounds.slice();
  const impossible = await tightenSlots(context, bounds, { ...work, relax: false });
  return { caps, lps, mips: bounds, impossible: relaxed ?? impossible };
}

describe('what a slot delivers by itself', () => {
  it('is found with any stock that can be there, and nothing for what is left', async () => {
    // a~b over m, and b~c over m, share a–m and m–b: 100 pairs in 10 s, then none; the store of m and b holds 30.
    const { problem } = handMade({
      slots: 2,
      capacity: { 'a-m': [100, 100], 'm-b': [100, 0], 'm-c': [100, 0] },
      stores: { m: 30, b: 30 },
      storage: { pairs: [['m', 'b']] },
      demands: [
        { source: 'a', destination: 'b' },
        { source: 'a', destination: 'c' },
      ],
    });
    const { caps, lps, mips } = await slotBounds(problem);
    // Both demands at once would need twice what a–m has.
    expect([...caps]).toEqual([20, 3]);
    expect([...lps].map((bound) => Math.round(1e6 * bound) / 1e6)).toEqual([10, 3]);
    expect([...mips].map((bound) => Math.round(1e6 * bound) / 1e6)).toEqual([10, 3]);
    // Slots that are not asked about keep their rate caps.
    expect((await slotBounds(problem, 1)).mips[1]).toBe(3);
  });

  it('is at least what the best plan delivers there, whatever is switched on (seed 81)', async () => {
    const seen = { sharper: 0, infeasible: 0, bounded: 0 };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), anyFamily, async (seed, family) => {
        const instance = smallInstance(seed, family);
        const optimum = await milpOptimum(solver, instance);
        const { caps, lps, mips, impossible } = await slotBounds(instance.problem);
        if (impossible !== null) {
          expect(optimum).toBeNull();
          seen.infeasible++;
          return;
        }
        if (optimum === null) return;
        const sum = (bounds: Float64Array) => bounds.reduce((total, bound) => total + bound, 0);
        expect(sum(mips)).toBeGreaterThanOrEqual(optimum - 1e-6 * optimum);
        expect(sum(lps)).toBeGreaterThanOrEqual(sum(mips));
        if (sum(mips) < sum(caps) * (1 - 1e-6)) seen.sharper++;
        seen.bounded++;
      }),
      { seed: 81, numRuns: 60 },
    );
    expect(seen.bounded).toBeGreaterThan(30);
    expect(seen.sharper).toBeGreaterThan(10);
  });
});
