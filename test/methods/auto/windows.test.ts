import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/base/random.ts';
import type { LinearProgram, Rows } from '../../../src/lp/program.ts';
import type { Solver } from '../../../src/lp/solver.ts';
import { searchByWindows } from '../../../src/methods/auto/auto.ts';
import type { Method } from '../../../src/methods/method.ts';
import { solveRelaxation } from '../../../src/methods/relaxation.ts';
import { openRelaxationWithCuts } from '../../../src/methods/windows/relaxation-with-cuts.ts';
import {
  openSearchContext,
  partition,
  type SearchContext,
  shiftOf,
} from '../../../src/methods/windows/search-context.ts';
import { boundWindow } from '../../../src/methods/windows/window-bound.ts';
import { assembleMonolith } from '../../../src/model/assemble.ts';
import { type Incidence, incidenceOf } from '../../../src/model/incidence.ts';
import { layOut } from '../../../src/model/layout.ts';
import { rateCapBound } from '../../../src/model/rate-cap-bounds.ts';
import { tightenRateCaps } from '../../../src/model/reachable-stock.ts';
import { assembleWindow } from '../../../src/model/window.ts';
import { highsSolver } from '../../../src/solvers/highs.ts';
import { NO_ROWS } from '../../../src/solvers/highs-mip.ts';
import { anyFamily, type Instance, smallInstance } from '../instances.ts';
import { LIMITS, METHODS, milpOptimum, optimumOf, type Solved, solveWith, taskOf } from '../solve.ts';

const RUNS = 16;

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

const anySeed = fc.integer({ min: 1, max: 1_000_000 });
const anyInstance = fc
  .tuple(anySeed, anyFamily, fc.constantFrom(3, 4))
  .map(([seed, family, slots]) => smallInstance(seed, { ...family, slots }));
const slack = (amount: number): number => 1e-6 * Math.max(1, Math.abs(amount));
const expectEqual = (found: number, expected: number): void => {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(slack(expected));
};
/** Expects the optimum, or infeasible if there is none, and no bound on the way below it. */
const expectProved = (found: Solved, optimum: number | null): void => {
  expect(found.status).toBe(optimum === null ? 'infeasible' : 'optimal');
  if (optimum === null) return;
  expectEqual(found.objective!, optimum);
  for (const bound of [...found.bounds, found.bound]) {
    expect(bound).toBeGreaterThanOrEqual(optimum - slack(optimum));
  }
};
const whole = (incidence: Incidence, mode: 'binary' | 'relaxed') =>
  assembleWindow(incidence, {
    from: 0,
    to: incidence.layout.problem.topology.slotCount,
    mode: () => mode,
  });
const isAged = ({ problem }: Instance): boolean => 'maximumStorageSlots' in problem.memory;

function workshopOf(incidence: Incidence): SearchContext {
  const { layout } = incidence;
  return openSearchContext(taskOf(layout, solver), incidence, new AbortController().signal);
}

async function relaxedOptimum(program: Parameters<Solver['open']>[0]): Promise<number | null> {
  const model = await solver.open(program);
  const { status, objective } = await model.solve({ ...LIMITS, relax: true });
  await model.dispose();
  return status === 'infeasible' ? null : objective!;
}

describe('the compact program', () => {
  it('has the optimum of the monolith, whatever is switched on (seed 61)', async () => {
    let smaller = 0;
    let infeasible = 0;
    await fc.assert(
      fc.asyncProperty(anyInstance, async (instance) => {
        const layout = layOut(instance.problem);
        const { program } = whole(incidenceOf(layout), 'binary');
        const expected = await milpOptimum(solver, instance);
        const found = await optimumOf(solver, program);
        expect(found === null).toBe(expected === null);
        if (expected === null) infeasible++;
        else expectEqual(found!, expected);
        if (program.rows.lower.length < 0.8 * assembleMonolith(layout).program.rows.lower.length) smaller++;
      }),
      { seed: 61, numRuns: 2 * RUNS },
    );
    expect(smaller).toBeGreaterThan(RUNS);
    expect(infeasible).toBeGreaterThan(0);
  });

  it('has the same LP relaxation with x projected out, that of the monolith with tight rate caps (seed 62)', async () => {
    await fc.assert(
      fc.asyncProperty(anyInstance, async ({ problem }) => {
        const layout = layOut(problem);
        const incidence = incidenceOf(layout);
        const expected = await relaxedOptimum(assembleMonolith(tightenRateCaps(layout)).program);
        for (const mode of ['binary', 'relaxed'] as const) {
          const found = await relaxedOptimum(whole(incidence, mode).program);
          expect(found === null).toBe(expected === null);
          // Reachable stock also bounds z, so that it may be tighter.
          if (expected !== null) expect(found!).toBeLessThanOrEqual(expected + slack(expected));
        }
        const [direct, projected] = [
          await relaxedOptimum(whole(incidence, 'binary').program),
          await relaxedOptimum(whole(incidence, 'relaxed').program),
        ];
        if (direct !== null) expectEqual(projected!, direct);
        const { bound } = await solveRelaxation(solver, layout, LIMITS);
        if (direct !== null) expectEqual(bound, direct);
        expect(rateCapBound(layout)).toBeGreaterThanOrEqual(bound - slack(bound));
      }),
      { seed: 62, numRuns: RUNS },
    );
  });
});

describe('partitions of the horizon', () => {
  it('cover every slot once, and overlap in turn, except for one window over all', () => {
    expect(partition(7, 3)).toEqual([
      [0, 3],
      [3, 6],
      [6, 7],
    ]);
    expect(partition(7, 3, shiftOf(1, 3, 7))).toEqual([
      [0, 2],
      [2, 5],
      [5, 7],
    ]);
    expect(partition(7, 7, shiftOf(1, 7, 7))).toEqual([[0, 7]]);
    expect(shiftOf(1, 1, 7)).toBe(0);
  });
});

describe('the window-Lagrangian bound', () => {
  it('is a bound for any prices and any windows (seed 63)', async () => {
    let above = 0;
    await fc.assert(
      fc.asyncProperty(anyInstance, anySeed, fc.nat(2), async (instance, seed, offset) => {
        const optimum = await milpOptimum(solver, instance);
        if (optimum === null) return;
        const incidence = incidenceOf(layOut(instance.problem));
        const draw = randomStream(seed, 'prices');
        const { slotCount } = instance.problem.topology;
        const length = incidence.layout.stocks.length * (slotCount + 1);
        const prices = new Map(Array.from({ length }, (_, index) => [index, (draw() - 0.3) * 0.1]));
        for (const width of [1, 2]) {
          let sum = 0;
          for (const window of partition(slotCount, width, offset % width)) {
            const relax = draw() < 0.3;
            const found = await boundWindow(workshopOf(incidence), solver, window, prices, {
              seconds: 60,
              relativeGap: draw() < 0.5 ? 0 : 0.2,
              relax,
            });
            sum += found.bound;
          }
          expect(sum).toBeGreaterThanOrEqual(optimum - slack(optimum));
          if (sum > optimum + 1e-3) above++;
        }
      }),
      { seed: 63, numRuns: RUNS },
    );
    expect(above).toBeGreaterThan(0);
  });

  it('at the duals of the LP relaxation is that of the windows: their LPs sum to its value (seed 64)', async () => {
    let tighter = 0;
    await fc.assert(
      fc.asyncProperty(anyInstance, async (instance) => {
        const incidence = incidenceOf(layOut(instance.problem));
        const context = workshopOf(incidence);
        const relaxation = await openRelaxationWithCuts(incidence, solver);
        const priced = await relaxation.solve(LIMITS);
        await relaxation.dispose();
        if (priced === null) return;
        let [linear, integer] = [0, 0];
        for (const window of partition(instance.problem.topology.slotCount, 2, 1)) {
          const options = { seconds: 60, relativeGap: 0 };
          linear += (await boundWindow(context, solver, window, priced.prices, { ...options, relax: true }))
            .bound;
          integer += (await boundWindow(context, solver, window, priced.prices, options)).bound;
        }
        // A maximum age is looser at the beginning of a window.
        if (!isAged(instance)) expectEqual(linear, priced.value);
        expect(linear).toBeGreaterThanOrEqual(priced.value - slack(priced.value));
        expect(integer).toBeLessThanOrEqual(linear + slack(linear));
        const optimum = await milpOptimum(solver, instance);
        if (optimum !== null) expect(integer).toBeGreaterThanOrEqual(optimum - slack(optimum));
        if (integer < priced.value - 1e-3) tighter++;
      }),
      { seed: 64, numRuns: RUNS },
    );
    expect(tighter).toBeGreaterThan(0);
  });
});

describe('the search by windows', () => {
  const WIDTHS = { cuts: 2, bound: 1, roll: 2, improve: 1, offered: 0.3 };
  const byWindows: Pick<Method, 'solve'> = {
    solve: (task) => searchByWindows(task, incidenceOf(task.layout), WIDTHS, 'windows'),
  };

  it('proves the optimum, with valid bounds on the way (seed 68)', async () => {
    const statuses = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyInstance, async (instance) => {
        const optimum = await milpOptimum(solver, instance);
        const layout = layOut(instance.problem);
        const relaxation = await solveRelaxation(solver, layout, LIMITS);
        const found = await solveWith(solver, layout, relaxation, byWindows);
        statuses.add(found.status);
        expectProved(found, optimum);
      }),
      { seed: 68, numRuns: RUNS },
    );
    expect([...statuses].sort()).toEqual(['infeasible', 'optimal']);
  });

  it('proves the optimum on two solvers that share windows, wider and wider (seed 67)', async () => {
    const widths = { cuts: 2, bound: 4, roll: 2, improve: 1, offered: 0.3 };
    const onTwo: Pick<Method, 'solve'> = {
      solve: (task) =>
        searchByWindows(
          { ...task, openSolver: () => highsSolver() },
          incidenceOf(task.layout),
          widths,
          'two',
        ),
    };
    await fc.assert(
      fc.asyncProperty(anySeed, anyFamily, async (seed, family) => {
        const instance = smallInstance(seed, { ...family, slots: 9 });
        const optimum = await milpOptimum(solver, instance);
        const layout = layOut(instance.problem);
        const relaxation = await solveRelaxation(solver, layout, LIMITS);
        const found = await solveWith(solver, layout, relaxation, onTwo);
        expectProved(found, optimum);
      }),
      { seed: 67, numRuns: RUNS },
    );
  });

  it('is not misled by cuts that are wrong (seed 66)', async () => {
    let misled = 0;
    /** A cut that allows no rate at all. */
    const lie = ({ columns }: LinearProgram, cuts = NO_ROWS): Rows => {
      misled++;
      const first = columns.names.findIndex((name) => name.startsWith('y'));
      if (first < 0) return cuts;
      return {
        names: ['lie'],
        lower: Float64Array.of(Number.NEGATIVE_INFINITY),
        upper: Float64Array.of(0),
        starts: Int32Array.of(0, 1),
        indices: Int32Array.of(first),
        values: Float64Array.of(1),
      };
    };
    const liar: Solver = {
      ...solver,
      async open(program) {
        const model = await solver.open(program);
        return {
          addRows: (rows) => model.addRows(rows),
          changeColumnBounds: (...change) => model.changeColumnBounds(...change),
          changeCosts: (...change) => model.changeCosts(...change),
          changeRowBounds: (...change) => model.changeRowBounds(...change),
          async solve(options) {
            const result = await model.solve(options);
            return options.withCuts ? { ...result, cuts: lie(program, result.cuts) } : result;
          },
          async solveRoot() {
            const root = await model.solveRoot!(LIMITS);
            return { ...root, cuts: lie(program, root.cuts) };
          },
          dispose: () => model.dispose(),
        };
      },
    };
    await fc.assert(
      fc.asyncProperty(anyInstance, async (instance) => {
        const optimum = await milpOptimum(solver, instance);
        if (optimum === null) return;
        const layout = layOut(instance.problem);
        const relaxation = await solveRelaxation(solver, layout, LIMITS);
        const found = await solveWith(liar, layout, relaxation, byWindows);
        expectEqual(found.objective!, optimum);
        expect(Math.min(...found.bounds)).toBeGreaterThanOrEqual(optimum - slack(optimum));
      }),
      { seed: 66, numRuns: 10 },
    );
    expect(misled).toBeGreaterThan(0);
  });

  it('is used for large instances, the compact program for small ones', async () => {
    const remarksOf = async (slots: number): Promise<string[]> => {
      const layout = layOut(smallInstance(1, { storage: true, slots, pathsPerKind: 3 }).problem);
      const remarks: string[] = [];
      const search = METHODS.auto.solve(taskOf(layout, solver, { options: { gap: 0.5 } }));
      for await (const { remark } of search) if (remark) remarks.push(remark);
      return remarks;
    };
    expect((await remarksOf(3)).join()).toContain('compact program as a whole');
    expect((await remarksOf(100)).join()).toContain('windows of');
  });
});
