import { expect, it } from 'vitest';
import type { Solver } from '../../src/lp/solver.ts';
import { openFixedRoutes } from '../../src/methods/fixed-routes.ts';
import { decodePlan } from '../../src/model/decode.ts';
import { layOut } from '../../src/model/layout.ts';
import { bestRealPaths } from '../../src/model/selection.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
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
