import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../src/base/random.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { openFixedRoutes } from '../../src/methods/fixed-routes.ts';
import { openRatedRoutes } from '../../src/methods/rated-routes.ts';
import { decodePlan } from '../../src/model/decode.ts';
import { layOut } from '../../src/model/layout.ts';
import { bestRealPaths, type Selection } from '../../src/model/selection.ts';
import { usesOf } from '../../src/model/uses.ts';
import { judge } from '../../src/planning/judge.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { contextOf } from '../planning/run.ts';
import { smallInstance } from './instances.ts';
import { LIMITS } from './solve.ts';

/** Leaves on fixed columns what a solver may: a share of 1e-7 of what they would carry. */
function rounding(solver: Solver, most: Float64Array): Solver {
  return Object.assign(Object.create(solver), {
    async open(...program: Parameters<Solver['open']>) {
      const handle = await solver.open(...program);
      return Object.assign(Object.create(handle), {
        async solve(...options: Parameters<typeof handle.solve>) {
          const result = await handle.solve(...options);
          const solution =
            result.solution?.map((value, column) => value + 1e-7 * (most[column] ?? 0)) ?? null;
          return { ...result, solution };
        },
      });
    },
  });
}

it("a solver's rounding on paths that are not chosen is no second path", async () => {
  const layout = layOut(smallInstance(1, { storage: true }).problem);
  const solver = await highsSolver();
  const most = Float64Array.from(layout.choices, ({ offer }) => offer.rateCap);
  const routes = await openFixedRoutes(rounding(solver, most), layout);
  const { solution } = await routes.evaluate(bestRealPaths(layout), LIMITS);
  await solver.close();
  const taken = decodePlan(layout, solution!.values).routes.map(({ demand, slot }) => `${demand} ${slot}`);
  expect(taken.length).toBeGreaterThan(2);
  expect(new Set(taken).size).toBe(taken.length);
});

const NO_BOUND = { bound: Number.POSITIVE_INFINITY, dualBound: null };

describe('the LP of what a selection can use', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await highsSolver();
  });
  afterAll(() => solver.close());

  it('is made anew for a selection that was changed in place', async () => {
    const layout = layOut(smallInstance(1, { storage: true, outage: 0 }).problem);
    const routes = await openRatedRoutes(solver, layout, 0);
    const selection = bestRealPaths(layout);
    await routes.evaluate(selection, LIMITS);
    const group = layout.groups.findIndex(({ choices }) => choices.length > 1);
    const other = layout.groups[group]!.choices.find((choice) => choice !== selection[group])!;
    selection[group] = other;
    const { solution } = await routes.evaluate(selection, LIMITS);
    const afresh = await openRatedRoutes(solver, layout, 0);
    const expected = await afresh.evaluate(selection, LIMITS);
    await Promise.all([routes.dispose(), afresh.dispose()]);
    expect(solution!.values).toEqual(expected.solution!.values);
    expect(solution!.values.rates[other]).toBeGreaterThan(0);
  });

  const families = [
    { storage: true, outage: 0.5, groundStorage: true },
    { storage: true, outage: 0.5, virtualSubPaths: 2, initialStock: true },
    {
      storage: true,
      outage: 0.5,
      minimumRate: 1,
      memory: { model: 'dephasing', coherenceSeconds: 1e4, maximumStorageSlots: 2 },
    },
    { storage: true, outage: 0.5, initialStock: true, memory: { model: 'loss', coherenceSeconds: 30 } },
  ] as const;

  it.each(families)('values routes as the LP of all columns does: %o', async (family) => {
    let draws = 0;
    for (let seed = 1; seed <= 8; seed++) {
      const { scenario, problem } = smallInstance(seed, family);
      const layout = layOut(problem);
      const uses = usesOf(layout);
      const all = await openFixedRoutes(solver, layout);
      const drawn = await openRatedRoutes(solver, layout, 0);
      const random = randomStream(seed, 'selections');
      for (let turn = 0; turn < 4; turn++) {
        const selection: Selection = Int32Array.from(
          layout.groups,
          ({ choices }) => choices[Math.floor(random() * choices.length)]!,
        );
        const [one, other] = [await all.evaluate(selection, LIMITS), await drawn.evaluate(selection, LIMITS)];
        const where = `seed ${seed}, turn ${turn}`;
        expect(other.status, where).toBe(one.status);
        if (!one.solution || !other.solution) continue;
        draws++;
        expect(other.solution.objective, where).toBeCloseTo(one.solution.objective, 6);
        const { certificate } = judge(contextOf(scenario, layout), NO_BOUND, other.solution);
        expect(certificate.status, where).toBe('verified');
        const drawnOn = Array.from(selection, (choice) => uses.choiceUse[choice]!.stocks).flat();
        const stocks = other.solution.prices.meanings.flatMap((meaning) =>
          meaning?.constraint === 'C5' ? [meaning.entity] : [],
        );
        expect(stocks, where).toEqual(expect.arrayContaining(drawnOn));
        // What a row is worth, and that more of it is measured on the same row.
        const { duals, meanings, upperSides } = other.solution.prices;
        const row = duals.findIndex((dual, index) => dual > 1e-6 && meanings[index]?.constraint === 'C4');
        if (row < 0) continue;
        const more = 0.01 * upperSides[row]!;
        const value = await drawn.valueWith(selection, [row], upperSides[row]! + more, LIMITS);
        const { objective } = other.solution;
        expect(value! - objective, where).toBeLessThanOrEqual(duals[row]! * more + 1e-8 * objective);
      }
      await all.dispose();
      await drawn.dispose();
    }
    expect(draws).toBeGreaterThan(10);
  });
});
