import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Solver } from '../../src/lp/solver.ts';
import { solveRelaxation } from '../../src/methods/relaxation.ts';
import { layOut } from '../../src/model/layout.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { smallInstance } from './instances.ts';
import { LIMITS, METHODS, solveWith } from './solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

/** Reports nothing on the way, and says "optimal" with a bound this much above the optimum, relatively. */
const rounding = (excess: number): Solver => ({
  ...solver,
  async open(program) {
    const model = await solver.open(program);
    return {
      addRows: (rows) => model.addRows(rows),
      changeColumnBounds: (...change) => model.changeColumnBounds(...change),
      changeCosts: (...change) => model.changeCosts(...change),
      changeRowBounds: (...change) => model.changeRowBounds(...change),
      async solve({ onProgress: _, ...options }) {
        const result = await model.solve(options);
        return { ...result, bound: result.objective! * (1 + excess) };
      },
      dispose: () => model.dispose(),
    };
  },
});

describe('the whole MILP', () => {
  it.each([
    [1e-8, 'optimal'],
    [1e-4, 'numerical'],
  ])('with a gap of %f in the answer of the solver, where 0 is asked for, is %s', async (excess, status) => {
    const layout = layOut(smallInstance(1, { storage: true }).problem);
    // It tells nothing, so that the solver's own bound counts.
    const relaxation = {
      ...(await solveRelaxation(solver, layout, LIMITS)),
      bound: Number.POSITIVE_INFINITY,
    };
    const found = await solveWith(rounding(excess), layout, relaxation, METHODS.milp, { gap: 0 });
    expect(found.status).toBe(status);
  });
});
