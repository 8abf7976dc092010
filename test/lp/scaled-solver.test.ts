import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinearProgram } from '../../src/lp/program.ts';
import { packColumns, packRows } from '../../src/lp/program.ts';
import { scaledSolver } from '../../src/lp/scaled-solver.ts';
import { NEGLIGIBLE, scaleRows, scalingOf } from '../../src/lp/scaling.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { weakDualBound } from '../../src/lp/weak-duality.ts';
import { highsSolver } from '../../src/solvers/highs.ts';

const INFINITY = Number.POSITIVE_INFINITY;
const program = (
  columns: readonly (readonly [cost: number, upper: number, integer?: boolean])[],
  rows: readonly (readonly [lower: number, coefficients: readonly number[], upper: number])[],
): LinearProgram => ({
  name: 'test',
  columns: packColumns(
    columns.map(([cost, upper, integer = false], j) => ({ name: `x${j}`, cost, lower: 0, upper, integer })),
  ),
  rows: packRows(
    rows.map(([lower, coefficients, upper], i) => ({
      name: `r${i}`,
      lower,
      upper,
      entries: coefficients.map((value, j) => [j, value] as const),
    })),
  ),
});

/** A solver that only records what it gets. */
function spy(): { readonly solver: Solver; readonly seen: LinearProgram[] } {
  const seen: LinearProgram[] = [];
  const solver = {
    name: 'spy',
    version: '1.0',
    capabilities: { integers: true, duals: true, rays: true, progress: true },
    open: async (given: LinearProgram) => {
      seen.push(given);
      return {} as never;
    },
    close: async () => {},
  };
  return { solver, seen };
}

describe('units', () => {
  it('are the largest value of a column, from its bounds or from the rows', () => {
    // x0 ≤ 4096 by its bound, x1 ≤ 2 by the first row, x2 ≤ 8 x1 by the second; x3 stays unlimited.
    const { units, caps } = scalingOf(
      program(
        [
          [1, 4096],
          [0, INFINITY],
          [0, INFINITY],
          [0, INFINITY],
        ],
        [
          [-INFINITY, [0, 3, 0, 0], 6],
          [-INFINITY, [0, -8, 1, 0], 0],
          [0, [1, 0, 0, 1 / 1024], INFINITY],
        ],
      ),
    );
    expect([...caps]).toEqual([4096, 2, 16, INFINITY]);
    // x3 contributes to its row what x0 does.
    expect([...units]).toEqual([4096, 2, 16, 4096 * 1024]);
  });

  it('leave integer columns as they are', () => {
    expect([...scalingOf(program([[1, 1000, true]], [])).units]).toEqual([1]);
  });

  it('of a row follow from what columns contribute, or from what it requires, not from a side far above', () => {
    const one = program(
      [[1, 2]],
      [
        [-INFINITY, [3], 1e12],
        [4096, [3], INFINITY],
      ],
    );
    const { rows, units } = scaleRows(one.rows, scalingOf(one));
    expect([...units]).toEqual([8, 4096]);
    expect([...rows.values]).toEqual([6 / 8, 6 / 4096]);
  });
});

it('negligible entries are left out, and the row is loosened by them on both sides', () => {
  const tiny = NEGLIGIBLE / 4;
  const one = program(
    [
      [1, 1],
      [1, 1],
      [1, 1],
    ],
    [[0, [1, -tiny, -1], 0]],
  );
  const { rows } = scaleRows(one.rows, scalingOf(one));
  expect([...rows.indices]).toEqual([0, 2]);
  expect([...rows.lower]).toEqual([-tiny]);
  expect([...rows.upper]).toEqual([tiny]);
});

it('the solver sees numbers of about 1', async () => {
  const { solver, seen } = spy();
  await scaledSolver(solver).open(
    program(
      [
        [1e-7, 3e9],
        [1e-7, 5e-6],
      ],
      [[-INFINITY, [1e-4, 2e9], 2e5]],
    ),
  );
  const [{ columns, rows }] = seen as [LinearProgram];
  for (const value of [...columns.upper, ...rows.values, columns.cost[0]!]) {
    expect(value).toBeGreaterThan(0.01);
    expect(value).toBeLessThan(2);
  }
});

describe('results are in the units of the caller', () => {
  const wild = fc.double({ min: -8, max: 8, noNaN: true }).map((exponent) => 10 ** exponent);
  const anyProgram = fc
    .record({
      costs: fc.array(wild, { minLength: 3, maxLength: 3 }),
      uppers: fc.array(wild, { minLength: 3, maxLength: 3 }),
      rows: fc.array(
        fc.tuple(
          fc.array(wild, { minLength: 3, maxLength: 3 }),
          fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        ),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
    })
    .map(({ costs, uppers, rows }) =>
      program(
        costs.map((cost, j) => [cost, uppers[j]!]),
        // A share of what the columns would contribute, so that rows bind.
        rows.map(([coefficients, share]) => [
          -INFINITY,
          coefficients,
          share * coefficients.reduce((sum, value, j) => sum + value * uppers[j]!, 0),
        ]),
      ),
    );

  it('duals prove the objective, over 16 orders of magnitude (seed 93)', async () => {
    const solver = await highsSolver();
    await fc.assert(
      fc.asyncProperty(anyProgram, async (lp) => {
        const model = await solver.open(lp);
        const { status, objective, solution, rowDuals } = await model.solve({ timeLimitSeconds: 20 });
        await model.dispose();
        expect(status).toBe('optimal');
        const value = solution!.reduce((sum, x, j) => sum + x * lp.columns.cost[j]!, 0);
        expect(Math.abs(value - objective!)).toBeLessThanOrEqual(1e-9 * value);
        const bound = weakDualBound(lp, rowDuals!);
        expect(bound).toBeGreaterThanOrEqual(value * (1 - 1e-9));
        expect(bound).toBeLessThanOrEqual(value * (1 + 1e-6));
      }),
      { seed: 93, numRuns: 100 },
    );
    await solver.close();
  });

  it('even after costs change in size', async () => {
    const solver = await highsSolver();
    const lp = program([[1e-6, 4]], [[-INFINITY, [1], 3]]);
    const model = await solver.open(lp);
    const limit = { timeLimitSeconds: 20 };
    expect((await model.solve(limit)).objective).toBeCloseTo(3e-6, 14);
    await model.changeCosts(Int32Array.of(0), Float64Array.of(2e9));
    const result = await model.solve(limit);
    expect(result.objective).toBeCloseTo(6e9, 0);
    expect(result.rowDuals![0]).toBeCloseTo(2e9, 0);
    await model.dispose();
    await solver.close();
  });
});
