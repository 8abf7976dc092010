import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { infeasibilityMargin, isFeasibleWithin } from '../../src/lp/feasibility.ts';
import { type LinearProgram, packRows } from '../../src/lp/program.ts';
import type { SolveProgress, Solver, SolverModel } from '../../src/lp/solver.ts';
import { applyChange, history } from './changes.ts';
import { largestViolation } from './largest-violation.ts';
import { chainLp, INFINITY, knapsack, program, sparseLp } from './programs.ts';

const limit = { timeLimitSeconds: 20 };

type Traits = Pick<Solver, 'name' | 'capabilities'>;

export const HIGHS: Traits = {
  name: 'highs',
  capabilities: { integers: true, duals: true, rays: true, progress: true },
};

/** What every adapter of the solver port has to do, within its capabilities. */
export function solverContract(name: string, open: () => Promise<Solver>, traits: Traits): void {
  const { duals, rays, progress } = traits.capabilities;
  describe(`${name} keeps the contract of the solver port`, () => {
    let solver: Solver;
    beforeAll(async () => {
      solver = await open();
    });
    afterAll(() => solver.close());
    const solve = async (lp: LinearProgram, options: Partial<Parameters<SolverModel['solve']>[0]> = {}) => {
      const model = await solver.open(lp);
      const result = await model.solve({ ...limit, ...options });
      await model.dispose();
      return result;
    };

    // max 3a + 2b, a + b ≤ 4, a + 3b ≤ 6, 0 ≤ a ≤ 3: a = 3, b = 1; duals by hand: rows 2 and 0, column a 1.
    const golden = program(
      [
        { cost: 3, lower: 0, upper: 3 },
        { cost: 2, lower: 0, upper: INFINITY },
      ],
      [
        [-INFINITY, [1, 1], 4],
        [-INFINITY, [1, 4], 8],
      ],
    );

    it('gives its name and version', () => {
      expect(solver.version).toMatch(/^\d+\.\d+/);
      expect({ name: solver.name, capabilities: solver.capabilities }).toEqual(traits);
    });

    it('solves an LP worked out by hand, with its duals if it gives any', async () => {
      const result = await solve(golden);
      expect(result.status).toBe('optimal');
      expect(result.objective).toBeCloseTo(11, 9);
      if (duals) expect(result.bound).toBe(result.objective);
      else expect(result.bound).toBeCloseTo(result.objective!, 7);
      expect([...result.solution!]).toEqual([3, 1]);
      expect(result.rowDuals && [...result.rowDuals].map((v) => v + 0)).toEqual(duals ? [2, 0] : null);
      expect(result.columnDuals && [...result.columnDuals].map((v) => v + 0)).toEqual(duals ? [1, 0] : null);
      expect(result.ray).toBeNull();
    });

    it.runIf(duals)('signs the dual of a binding lower side negatively', async () => {
      // max −3a − 2b, a + b ≥ 4, a + 3b ≤ 6: a = 3, b = 1, duals −7/2 and 1/2.
      const result = await solve(
        program(
          [
            { cost: -3, lower: 0, upper: INFINITY },
            { cost: -2, lower: 0, upper: INFINITY },
          ],
          [
            [4, [1, 1], INFINITY],
            [-INFINITY, [1, 3], 6],
          ],
        ),
      );
      expect(result.objective).toBeCloseTo(-11, 9);
      expect(result.rowDuals![0]).toBeCloseTo(-3.5, 9);
      expect(result.rowDuals![1]).toBeCloseTo(0.5, 9);
    });

    it.runIf(duals)('finds the same optimum by interior points, with duals', async () => {
      const lp = sparseLp(3, 60, 40, 5);
      const model = await solver.open(lp);
      const interior = await model.solve({ ...limit, algorithm: 'interior-point' });
      expect(interior.status).toBe('optimal');
      expect(interior.objective).toBeCloseTo((await solve(lp)).objective!, 6);
      checkDuality(lp, interior);
      // Crossover leaves a basis, from which the simplex method has nothing to do.
      expect((await model.solve(limit)).iterations).toBe(0);
      await model.dispose();
    });

    it('finds the same optimum of a MIP with relaxations by interior points', async () => {
      const lp = knapsack(5, 20, 3);
      const interior = await solve(lp, { algorithm: 'interior-point', seed: 2 ** 32 - 1 });
      expect(interior.status).toBe('optimal');
      expect(interior.objective).toBeCloseTo((await solve(lp)).objective!, 6);
    });

    it('proves an LP infeasible, by a ray if it gives any', async () => {
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
      const result = await solve(lp);
      expect(result).toMatchObject({
        status: 'infeasible',
        objective: null,
        solution: null,
        bound: -INFINITY,
      });
      // a + b ≥ 3 less b ≤ 1.5 leaves a ≥ 1.5 against a ≤ 1.
      expect(result.ray && [...result.ray]).toEqual(rays ? [-1, 1] : null);
      if (rays) expect(infeasibilityMargin(lp, result.ray!)).toBeCloseTo(0.5, 9);
    });

    it('distinguishes infeasible from unbounded', async () => {
      const free = { lower: 0, upper: INFINITY };
      const direction = [-INFINITY, [1, -1, 0], 4] as const;
      const impossible = [6, [0, 0, 1], 5] as const;
      for (const integer of [false, true]) {
        const columns = [3, 2, 1].map((cost) => ({ cost, ...free, integer }));
        const unbounded = await solve(program(columns, [direction]));
        expect(unbounded).toMatchObject({ status: 'unbounded', objective: null, bound: INFINITY });
        const infeasible = await solve(program(columns, [direction, impossible]));
        expect(infeasible).toMatchObject({ status: 'infeasible', bound: -INFINITY });
      }
    });

    // Branch and bound alone goes on for ever here, as CBC's does.
    it.runIf(rays)('proves a MIP infeasible whose relaxation is unbounded', async () => {
      // 2a − 2b = 1 has no integer solution, though its relaxation is unbounded.
      const parity = program(
        [1, 1].map((cost) => ({ cost, lower: 0, upper: INFINITY, integer: true })),
        [[1, [2, -2], 1]],
      );
      expect((await solve(parity)).status).toBe('infeasible');
      expect((await solve(parity, { relax: true })).status).toBe('unbounded');
    });

    it('recovers from an unbounded solve, costs intact', async () => {
      const columns = [1, 1].map((cost) => ({ cost, lower: 0, upper: INFINITY, integer: true }));
      const model = await solver.open(program(columns, [[-INFINITY, [1, -1], 4]]));
      expect((await model.solve(limit)).status).toBe('unbounded');
      await model.changeColumnBounds(Int32Array.of(1), Float64Array.of(0), Float64Array.of(2));
      expect((await model.solve(limit)).objective).toBeCloseTo(8, 9);
      await model.dispose();
    });

    it('solves a knapsack worked out by hand, and its relaxation', async () => {
      // Weights 5, 4, 3 and profits 10, 7, 5 under 8: items 1 and 3 give 15; the relaxation 10 + 3/4·7.
      const lp = program(
        [10, 7, 5].map((cost) => ({ cost, lower: 0, upper: 1, integer: true })),
        [[-INFINITY, [5, 4, 3], 8]],
      );
      const model = await solver.open(lp);
      for (let round = 0; round < 2; round++) {
        const exact = await model.solve(limit);
        expect(exact).toMatchObject({ status: 'optimal', rowDuals: null, columnDuals: null, ray: null });
        expect(exact.objective).toBeCloseTo(15, 9);
        expect(exact.bound).toBeCloseTo(15, 6);
        expect([...exact.solution!].map(Math.round)).toEqual([1, 0, 1]);
        const relaxed = await model.solve({ ...limit, relax: true });
        expect(relaxed.objective).toBeCloseTo(15.25, 9);
        if (duals) expect(relaxed.rowDuals![0]).toBeCloseTo(1.75, 9);
      }
      await model.dispose();
    });

    it('stops at the gap it is given', async () => {
      const lp = knapsack(5, 30, 3);
      const result = await solve(lp, { relativeGap: 0.05 });
      expect(result.status).toBe('optimal');
      expect(result.bound - result.objective!).toBeLessThanOrEqual(0.05 * result.objective! + 1e-6);
      expect(result.bound - result.objective!).toBeGreaterThan(1);
      const exact = await solve(knapsack(5, 20, 3));
      expect(exact.bound - exact.objective!).toBeLessThan(1e-6);
    });

    it('starts a MIP from a solution, and ignores an infeasible one', async () => {
      const lp = knapsack(5, 30, 3);
      const start = (await solve(lp, { relativeGap: 0.02 })).solution!;
      const value = start.reduce((sum, x, j) => sum + x * lp.columns.cost[j]!, 0);
      // It would stop at something worse.
      const warm = await solve(lp, { relativeGap: 0.9, start });
      expect((await solve(lp, { relativeGap: 0.9 })).objective).toBeLessThan(value - 1);
      expect(warm.objective).toBeGreaterThanOrEqual(value - 1e-6);
      const small = knapsack(6, 15, 3);
      const wrong = await solve(small, { start: new Float64Array(15).fill(1) });
      expect(wrong.objective).toBeCloseTo((await solve(small)).objective!, 6);
    });

    it('keeps the time limit of a hard MIP, with a valid bound and incumbent', async () => {
      const lp = knapsack(1, 100, 10);
      const model = await solver.open(lp);
      let best = -INFINITY;
      let bound = INFINITY;
      for (const timeLimitSeconds of [1.5, 0.3]) {
        const result = await model.solve({ timeLimitSeconds });
        expect(result.status).toBe('time-limit');
        // On a busy machine there may be nothing yet.
        if (result.solution) expect(largestViolation(lp, result.solution).amount).toBeLessThan(1e-6);
        best = Math.max(best, result.objective ?? -INFINITY);
        bound = Math.min(bound, result.bound);
      }
      expect(best).toBeLessThan(bound);
      const immediate = await model.solve({ timeLimitSeconds: 0 });
      expect(immediate.status).toBe('time-limit');
      await model.dispose();
    });

    it.runIf(progress)('reports progress that only gets better and holds at the end', async () => {
      const lp = knapsack(5, 30, 3);
      const reports: SolveProgress[] = [];
      const result = await solve(lp, { relativeGap: 0.01, onProgress: (progress) => reports.push(progress) });
      expect(reports.length).toBeGreaterThan(1);
      let last = { incumbent: -INFINITY, bound: INFINITY };
      for (const { incumbent, solution, bound } of reports) {
        expect(incumbent === null).toBe(solution === null);
        expect(incumbent ?? -INFINITY).toBeGreaterThanOrEqual(last.incumbent);
        expect(bound).toBeLessThanOrEqual(last.bound);
        expect(bound).toBeGreaterThanOrEqual(result.objective! - 1e-6);
        if (solution) expect(largestViolation(lp, solution).amount).toBeLessThan(1e-6);
        last = { incumbent: incumbent ?? -INFINITY, bound };
      }
      expect(last.incumbent).toBeLessThanOrEqual(result.objective! + 1e-6);
    });

    it('stops soon after its signal is aborted, and goes on afterwards', async () => {
      const lp = knapsack(1, 100, 10);
      const model = await solver.open(lp);
      const abort = new AbortController();
      if (!progress) setTimeout(() => abort.abort(), 1000);
      const result = await model.solve({
        timeLimitSeconds: 300,
        signal: abort.signal,
        onProgress: ({ bound, solution }) => Number.isFinite(bound) && solution && abort.abort(),
      });
      expect(result.status).toBe('interrupted');
      if (progress) expect(result.solution).not.toBeNull();
      if (result.solution) expect(largestViolation(lp, result.solution).amount).toBeLessThan(1e-6);
      expect(result.bound).toBeGreaterThan(result.objective ?? -INFINITY);
      // A solve that never begins proves nothing, whatever the last one did.
      const never = await model.solve({ ...limit, signal: abort.signal });
      expect(never).toMatchObject({ status: 'interrupted', bound: Number.POSITIVE_INFINITY, solution: null });
      const again = await model.solve({ timeLimitSeconds: 0.5 });
      expect(again.status).toBe('time-limit');
      await model.dispose();
    });

    it('accepts programs without rows or without columns', async () => {
      const boxed = await solve(
        program(
          [
            { cost: 1, lower: 0, upper: 2 },
            { cost: -1, lower: -3, upper: 5 },
          ],
          [],
        ),
      );
      expect(boxed.objective).toBe(5);
      if (duals) expect([...boxed.columnDuals!]).toEqual([1, -1]);
      const unbounded = await solve(program([{ cost: 1, lower: 0, upper: INFINITY }], []));
      expect(unbounded.status).toBe('unbounded');
      const empty = await solve(program([], [[-1, [], 1]]));
      expect(empty).toMatchObject({ status: 'optimal', objective: 0, bound: 0 });
      if (duals) expect(empty.rowDuals).toHaveLength(1);
      expect((await solve(program([], [[1, [], 2]]))).status).toBe('infeasible');
      const crossed = await solve(program([{ cost: 1, lower: 2, upper: 1 }], []));
      expect(crossed).toMatchObject({ status: 'infeasible', ray: null });
    });

    it('solves an LP of 10,000 rows', async () => {
      const lp = chainLp(2, 10_000);
      const result = await solve(lp);
      expect(result.status).toBe('optimal');
      if (duals) checkDuality(lp, result);
      else expect(isFeasibleWithin(lp, result.solution!, 1e-6)).toBe(true);
    });

    it('accepts changes in any order; the last of several counts', async () => {
      const model = await solver.open(golden);
      await model.changeColumnBounds(
        Int32Array.of(1, 0, 1),
        Float64Array.of(0, 0, 0),
        Float64Array.of(9, 2, 0.5),
      );
      expect((await model.solve(limit)).objective).toBeCloseTo(7, 9);
      await model.changeCosts(Int32Array.of(1, 0), Float64Array.of(4, 0));
      expect((await model.solve(limit)).objective).toBeCloseTo(2, 9);
      await model.changeColumnBounds(new Int32Array(), new Float64Array(), new Float64Array());
      await model.addRows(packRows([]));
      expect((await model.solve(limit)).objective).toBeCloseTo(2, 9);
      await model.dispose();
    });

    it('re-solves a changed program to the optimum of a fresh one (seed 11)', async () => {
      await fc.assert(
        fc.asyncProperty(history, async ({ start, changes }) => {
          let lp = start;
          const model = await solver.open(lp);
          await model.solve(limit);
          for (const change of changes) {
            lp = await applyChange(model, lp, change);
            const [warm, fresh] = [await model.solve(limit), await solve(lp)];
            expect(warm.status).toBe(fresh.status);
            if (warm.status === 'optimal') {
              expect(Math.abs(warm.objective! - fresh.objective!)).toBeLessThan(1e-6);
              expect(isFeasibleWithin(lp, warm.solution!, 1e-7)).toBe(true);
              if (duals && !lp.columns.integer.includes(1)) checkDuality(lp, warm);
            } else if (warm.ray) {
              expect(infeasibilityMargin(lp, warm.ray)).toBeGreaterThan(0);
            } else if (rays) expect(lp.columns.integer).toContain(1);
          }
          await model.dispose();
        }),
        { seed: 11, numRuns: duals ? 40 : 6 },
      );
    });
  });
}

/** Signs, reduced costs and strong duality of an optimal LP result. */
function checkDuality(
  { columns, rows }: LinearProgram,
  result: Awaited<ReturnType<SolverModel['solve']>>,
): void {
  const [y, d] = [result.rowDuals!, result.columnDuals!];
  const reduced = Float64Array.from(columns.cost);
  let dual = 0;
  const charge = (price: number, lower: number, upper: number) => {
    const side = price > 0 ? upper : lower;
    if (Math.abs(price) > 1e-9) dual += price * side;
  };
  y.forEach((price, i) => {
    charge(price, rows.lower[i]!, rows.upper[i]!);
    for (let k = rows.starts[i]!; k < rows.starts[i + 1]!; k++) {
      reduced[rows.indices[k]!]! -= price * rows.values[k]!;
    }
  });
  reduced.forEach((value, j) => {
    expect(Math.abs(value - d[j]!)).toBeLessThan(1e-6);
    charge(d[j]!, columns.lower[j]!, columns.upper[j]!);
  });
  expect(Math.abs(dual - result.objective!) / Math.max(1, Math.abs(dual))).toBeLessThan(1e-7);
}
