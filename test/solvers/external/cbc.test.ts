import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFeasibleWithin } from '../../../src/lp/feasibility.ts';
import type { LinearProgram } from '../../../src/lp/program.ts';
import type { SolveOptions, Solver } from '../../../src/lp/solver.ts';
import { assembleMonolith } from '../../../src/model/assemble.ts';
import { layOut } from '../../../src/model/layout.ts';
import { bestRealPaths, indicator } from '../../../src/model/selection.ts';
import { highsSolver } from '../../../src/solvers/highs.ts';
import { cbc } from '../../../src/solvers/node/external/cbc.ts';
import { openExternalSolver } from '../../../src/solvers/node/external/external-solver.ts';
import { anyFamily, smallInstance } from '../../methods/instances.ts';
import { history } from '../changes.ts';
import { solverContract } from '../contract.ts';
import { INFINITY, knapsack, program } from '../programs.ts';

const found = await openExternalSolver(cbc);

it.runIf(!found)('CBC keeps the contract of the solver port', ({ skip }) => {
  skip('cbc is not on PATH (Debian: apt install coinor-cbc)');
});

if (found) {
  solverContract('CBC', async () => (await openExternalSolver(cbc))!, {
    name: 'cbc',
    capabilities: { integers: true, duals: false, rays: false, progress: false },
  });
}

describe.runIf(found)('CBC', () => {
  let highs: Solver;
  beforeAll(async () => {
    highs = await highsSolver();
  });
  afterAll(() => highs.close());
  const by = async (solver: Solver, lp: LinearProgram, options: Partial<SolveOptions> = {}) => {
    const model = await solver.open(lp);
    const result = await model.solve({ timeLimitSeconds: 20, ...options });
    await model.dispose();
    return result;
  };

  it('agrees with HiGHS on small programs (seed 17)', async () => {
    const statuses = new Set<string>();
    await fc.assert(
      fc.asyncProperty(history, async ({ start: lp }) => {
        const [theirs, ours] = [await by(found!, lp), await by(highs, lp)];
        statuses.add(ours.status);
        expect(theirs.status).toBe(ours.status);
        if (ours.status !== 'optimal') return;
        expect(Math.abs(theirs.objective! - ours.objective!)).toBeLessThan(1e-6);
        expect(theirs.bound).toBeGreaterThanOrEqual(ours.objective! - 1e-9);
        expect(theirs.bound).toBeLessThan(ours.objective! + 1e-6);
        expect(isFeasibleWithin(lp, theirs.solution!, 1e-7)).toBe(true);
      }),
      { seed: 17, numRuns: 25 },
    );
    expect([...statuses].sort()).toEqual(['infeasible', 'optimal']);
  });

  it('reads numbers to their last digit', async () => {
    // The optimum is the difference of two numbers that agree in 15 digits.
    const [long, short] = [1234.5678901234567, 1234.56789012345];
    const lp = program([{ cost: 1e12, lower: -INFINITY, upper: INFINITY }], [[-INFINITY, [1], long - short]]);
    expect((await by(found!, lp)).objective).toBeCloseTo(1e12 * (long - short), 6);
    const small = program(
      [{ cost: 1, lower: 0, upper: INFINITY }],
      [[-INFINITY, [1.234567890123456e-7], 9.876543210987654e-7]],
    );
    expect((await by(found!, small)).objective).toBeCloseTo(9.876543210987654 / 1.234567890123456, 6);
  });

  it('starts from a solution', async () => {
    const lp = knapsack(5, 30, 3);
    const { objective, solution } = await by(found!, lp);
    // By itself, it stops at this gap with a worse solution.
    const warm = await by(found!, lp, { relativeGap: 0.05, start: solution! });
    expect(warm.objective).toBeCloseTo(objective!, 6);
  });

  it('solves the whole of small networks, from their best real paths (seed 23)', async () => {
    const statuses = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), anyFamily, async (seed, family) => {
        const layout = layOut(smallInstance(seed, family).problem);
        const { program: lp, at } = assembleMonolith(layout);
        const start = new Float64Array(at.count);
        start.set(indicator(layout, bestRealPaths(layout)), at.x);
        const [theirs, ours] = [await by(found!, lp, { start, seed }), await by(highs, lp)];
        statuses.add(ours.status);
        expect(theirs.status).toBe(ours.status);
        if (ours.objective === null) return;
        const scale = Math.max(1, ours.objective);
        expect(Math.abs(theirs.objective! - ours.objective) / scale).toBeLessThan(1e-6);
        expect(Math.abs(theirs.bound - ours.objective) / scale).toBeLessThan(1e-6);
      }),
      { seed: 23, numRuns: 10 },
    );
    expect([...statuses].sort()).toEqual(['infeasible', 'optimal']);
  });
});
