import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import { withColumnBounds } from '../../src/lp/edit.ts';
import type { Solver } from '../../src/lp/solver.ts';
import {
  choiceBounds,
  mayImprove,
  relaxedChoiceBounds,
  withChoices,
} from '../../src/methods/reduced-cost-fixing.ts';
import { solveRelaxation } from '../../src/methods/relaxation.ts';
import { probeChoices } from '../../src/methods/windows/probe-choices.ts';
import { openRelaxationWithCuts } from '../../src/methods/windows/relaxation-with-cuts.ts';
import { assembleMonolith } from '../../src/model/assemble.ts';
import { type Incidence, incidenceOf } from '../../src/model/incidence.ts';
import { layOut } from '../../src/model/layout.ts';
import { assembleWindow } from '../../src/model/window.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { anyFamily, type Family, type Instance, smallInstance } from './instances.ts';
import { LIMITS, milpOptimum, optimumOf } from './solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

const RUNS = 40;
const anySeed = fc.integer({ min: 1, max: 1_000_000 });
const anyTelescopes = fc.constantFrom<Pick<Family, 'telescopes'>>(
  {},
  {},
  { telescopes: { count: 2, acquisitionSeconds: 5 } },
);
const slack = (amount: number): number => 1e-6 * Math.max(1, Math.abs(amount));

/** The optimum of (1) if a choice is taken, by the monolith; −Infinity if there is no plan. */
async function optimumWith({ problem }: Instance, choice: number): Promise<number> {
  const { program, at } = assembleMonolith(layOut(problem));
  const column = Int32Array.of(at.x + choice);
  const one = Float64Array.of(1);
  return (await optimumOf(solver, withColumnBounds(program, column, one, one))) ?? Number.NEGATIVE_INFINITY;
}

/** The optimum of the compact program with only some choices. */
const compactOptimum = (incidence: Incidence): Promise<number | null> =>
  optimumOf(
    solver,
    assembleWindow(incidence, {
      from: 0,
      to: incidence.layout.problem.topology.slotCount,
      mode: () => 'binary',
    }).program,
  );

const carrying = ({ choicesOf }: Incidence): number[] => choicesOf.flatMap((own) => [...own]);

it('no plan that takes a choice exceeds its bound, at the prices of the LP or at any (seed 95)', async () => {
  const seen = { excluded: 0, checked: 0 };
  await fc.assert(
    fc.asyncProperty(anySeed, anyFamily, anyTelescopes, async (seed, family, telescopes) => {
      const instance = smallInstance(seed, { ...family, ...telescopes });
      const incidence = incidenceOf(layOut(instance.problem));
      const { prices } = await solveRelaxation(solver, incidence.layout, LIMITS);
      if (prices === null) return;
      const { slotCount } = incidence.layout.problem.topology;
      const model = assembleWindow(incidence, { from: 0, to: slotCount, mode: () => 'relaxed' });
      const random = randomStream(seed, 'multipliers');
      const bounds = relaxedChoiceBounds(incidence, prices);
      const others = choiceBounds(
        incidence,
        model,
        prices.duals.map((dual) => dual * 2 * random()),
      );
      const optimum = await milpOptimum(solver, instance);
      const drawn = carrying(incidence).filter(() => random() < 0.5);
      for (const choice of drawn) {
        const value = await optimumWith(instance, choice);
        seen.checked++;
        if (value === Number.NEGATIVE_INFINITY) continue;
        expect(bounds[choice]!).toBeGreaterThanOrEqual(value - slack(value));
        expect(others[choice]!).toBeGreaterThanOrEqual(value - slack(value));
        if (optimum !== null && !mayImprove(bounds[choice]!, optimum)) seen.excluded++;
      }
    }),
    { seed: 95, numRuns: RUNS },
  );
  expect(seen.checked).toBeGreaterThan(RUNS);
  expect(seen.excluded).toBeGreaterThan(seen.checked / 3);
});

/** Small instances that have a plan, their optimum, and what a known plan is worth. */
interface Known {
  readonly instance: Instance;
  readonly incidence: Incidence;
  readonly optimum: number;
  readonly known: number;
}

const forKnownPlans = (
  seed: number,
  shares: readonly [number, ...number[]],
  check: (known: Known) => Promise<void>,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      anySeed,
      anyFamily,
      anyTelescopes,
      fc.constantFrom(...shares),
      async (drawn, family, telescopes, share) => {
        const instance = smallInstance(drawn, { ...family, ...telescopes });
        const optimum = await milpOptimum(solver, instance);
        if (optimum === null) return;
        const incidence = incidenceOf(layOut(instance.problem));
        await check({ instance, incidence, optimum, known: share * optimum });
      },
    ),
    { seed, numRuns: RUNS },
  );

it('what is left of the program has every plan that is better than the known one (seed 96)', async () => {
  let left = 0;
  let all = 0;
  await forKnownPlans(96, [1, 0.99, 0.9], async ({ incidence, optimum, known }) => {
    const { prices } = await solveRelaxation(solver, incidence.layout, LIMITS);
    const bounds = relaxedChoiceBounds(incidence, prices);
    const rest = withChoices(incidence, (choice) => mayImprove(bounds[choice]!, known));
    const found = await compactOptimum(rest);
    expect(Math.abs(found! - optimum)).toBeLessThanOrEqual(slack(optimum));
    left += carrying(rest).length;
    all += carrying(incidence).length;
  });
  expect(left).toBeLessThan(all);
});

it('without prices, nothing is left out', () => {
  const incidence = incidenceOf(layOut(smallInstance(1, { storage: true }).problem));
  const bounds = relaxedChoiceBounds(incidence, null);
  expect([...bounds].every((bound) => mayImprove(bound, 1e9))).toBe(true);
});

it('probing excludes more, and no plan that is better than the known one (seed 97)', async () => {
  const seen = { before: 0, after: 0, better: 0 };
  await forKnownPlans(97, [1, 0.97, 0.9], async ({ instance, incidence, optimum, known }) => {
    const { layout } = incidence;
    const { prices } = await solveRelaxation(solver, layout, LIMITS);
    const before = relaxedChoiceBounds(incidence, prices);
    const relaxation = await openRelaxationWithCuts(incidence, solver);
    const probed = await probeChoices(layout, relaxation, before, known, () => LIMITS);
    await relaxation.dispose();
    const count = (bounds: Float64Array) => bounds.filter((bound) => mayImprove(bound, known)).length;
    seen.before += count(before);
    seen.after += count(probed);
    for (const choice of carrying(incidence)) {
      if (mayImprove(probed[choice]!, known)) continue;
      const value = await optimumWith(instance, choice);
      expect(value).toBeLessThanOrEqual(known + slack(known));
      seen.better++;
    }
    const rest = withChoices(incidence, (choice) => mayImprove(probed[choice]!, known));
    expect(Math.abs((await compactOptimum(rest))! - optimum)).toBeLessThanOrEqual(slack(optimum));
  });
  expect(seen.after).toBeLessThan(seen.before);
  expect(seen.better).toBeGreaterThan(RUNS / 4);
});
