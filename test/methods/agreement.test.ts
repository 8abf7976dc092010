import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Solver } from '../../src/lp/solver.ts';
import { searchByWindows } from '../../src/methods/auto/auto.ts';
import { ACCELERATED, type BendersOptions, TEXTBOOK } from '../../src/methods/benders/options.ts';
import { planByBlocks } from '../../src/methods/blocks/blocks.ts';
import { openFixedRoutes } from '../../src/methods/fixed-routes.ts';
import type { Method } from '../../src/methods/method.ts';
import { solveRelaxation } from '../../src/methods/relaxation.ts';
import { decodePlan, decodePrices } from '../../src/model/decode.ts';
import { incidenceOf } from '../../src/model/incidence.ts';
import { layOut } from '../../src/model/layout.ts';
import { tightenRateCaps } from '../../src/model/reachable-stock.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { certify } from '../../src/verify/certify.ts';
import { checkProblem } from '../../src/verify/check-problem.ts';
import { lagrangianBound } from '../../src/verify/lagrangian.ts';
import { type Family, smallInstance } from './instances.ts';
import { bruteForce, LIMITS, METHODS, solveWith } from './solve.ts';

const FAMILIES: Readonly<Record<string, Family>> = {
  'ideal storage': { storage: true },
  'pairs per second': { storage: true, unit: 'pairs-per-second' },
  'no storage': { storage: false },
  'lossy memory': {
    storage: true,
    groundStorage: true,
    outage: 0.5,
    memory: { model: 'loss', coherenceSeconds: 100 },
  },
  'depolarising memory': {
    storage: true,
    groundStorage: true,
    outage: 0.5,
    memory: { model: 'depolarising', coherenceSeconds: 1e4, maximumStorageSlots: 1 },
  },
  'dephasing memory, initial stock': {
    storage: true,
    groundStorage: true,
    outage: 0.5,
    initialStock: true,
    memory: { model: 'dephasing', coherenceSeconds: 1e4, maximumStorageSlots: 2 },
  },
  'initial stock, weights': { storage: true, initialStock: true, weights: true },
  'minimum rate': { storage: true, minimumRate: 1.5 },
  'minimum rate, no storage': { storage: false, minimumRate: 4 },
  'imperfect swaps, nested sub-paths': {
    storage: true,
    groundStorage: true,
    swapSuccess: 0.8,
    virtualSubPaths: 1,
  },
};

const VARIANTS: Readonly<Record<string, BendersOptions>> = {
  textbook: TEXTBOOK,
  'Pareto-optimal cuts': { ...TEXTBOOK, paretoCuts: true },
  'relaxation phase': { ...TEXTBOOK, relaxationPhase: true },
  'in-out points': { ...TEXTBOOK, relaxationPhase: true, inOut: true },
  'hasty masters': { ...TEXTBOOK, hastyMasters: true },
  default: ACCELERATED,
};

/** The methods for large instances, on a small one. */
const PARTS: Readonly<Record<string, Method['solve']>> = {
  'roots of windows first': (task) =>
    searchByWindows(
      task,
      incidenceOf(task.layout),
      { cuts: 2, bound: 1, roll: 2, improve: 1, offered: 0.3 },
      '',
    ),
  'windows to the end first': (task) =>
    searchByWindows(
      task,
      incidenceOf(task.layout),
      { cuts: 1, bound: 4, roll: 5, improve: 2, offered: 0.3 },
      '',
    ),
  blocks: (task) =>
    planByBlocks(task, incidenceOf(task.layout), null, {
      blockColumns: 40,
      windowBinaries: 10,
      windowColumns: 40,
      firstColumns: 20,
    }),
};

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

describe.each(Object.entries(FAMILIES))('%s', (_, family) => {
  it.each([1, 2, 3])('every method proves the optimum that brute force finds (seed %i)', async (seed) => {
    const { scenario, problem } = smallInstance(seed, family);
    const layout = layOut(problem);
    expect(layout.choices.length).toBeLessThanOrEqual(60);
    const optimum = await bruteForce(solver, layout);
    const relaxation = await solveRelaxation(solver, layout, LIMITS);
    if (relaxation.status === 'infeasible') expect(optimum).toBeNull();
    const tightened = tightenRateCaps(layout);
    const tighter = await solveRelaxation(solver, tightened, LIMITS);
    expect(tighter.bound).toBeLessThanOrEqual(relaxation.bound + 1e-6 * Math.abs(relaxation.bound));

    const runs = [
      await solveWith(solver, layout, relaxation, METHODS.milp),
      await solveWith(solver, tightened, tighter, METHODS.benders),
      ...(await Promise.all(
        Object.values(PARTS).map((solve) =>
          solveWith(solver, tightened, tighter, { solve }, { iterationLimit: 1e6 }),
        ),
      )),
      ...(await Promise.all(
        Object.values(VARIANTS).map((benders) =>
          solveWith(solver, layout, relaxation, METHODS.benders, { benders }),
        ),
      )),
    ];
    if (optimum === null) {
      for (const run of runs) expect(run.status).toBe('infeasible');
      return;
    }
    expect(relaxation.bound).toBeGreaterThanOrEqual(optimum - 1e-6 * Math.max(1, optimum));
    for (const run of runs) {
      expect(run.status).toBe('optimal');
      expect(run.objective).toBeCloseTo(optimum, 4);
      for (const bound of run.bounds)
        expect(bound).toBeGreaterThanOrEqual(optimum - 1e-6 * Math.max(1, optimum));
    }

    const routes = await openFixedRoutes(solver, layout);
    const { solution } = await routes.evaluate(runs[0]!.selection!, LIMITS);
    await routes.dispose();
    const prices = decodePrices(layout, relaxation.prices!);
    const own = checkProblem(scenario, problem, 'ps-egr');
    const certificate = certify({
      scenario,
      topology: problem.topology,
      plan: decodePlan(layout, solution!.values),
      objective: solution!.objective,
      bound: relaxation.bound,
      dualBound: lagrangianBound({ problem: own.problem, prices }),
      exempt: own.exempt,
      catalogue: own.check,
      scheme: 'ps-egr',
    });
    expect(certificate.checks.filter(({ maxViolation }) => maxViolation > certificate.tolerance)).toEqual([]);
    expect(certificate.bound).toBe('rechecked');
    expect(certificate.dualBound).toBeCloseTo(relaxation.bound, 4);
  });
});

describe('up to 60 binaries', () => {
  it.each([1, 2, 5])(
    'textbook Benders, as in Fig. 4, agrees with trying all selections (seed %i)',
    async (seed) => {
      const { problem } = smallInstance(seed, { storage: true, demands: 1, pathsPerKind: 10 });
      const layout = layOut(problem);
      expect(layout.choices.length).toBeGreaterThan(25);
      expect(layout.choices.length).toBeLessThanOrEqual(60);
      const relaxation = await solveRelaxation(solver, layout, LIMITS);
      const run = await solveWith(solver, layout, relaxation, METHODS.benders, { benders: TEXTBOOK });
      expect(run.objective).toBeCloseTo((await bruteForce(solver, layout))!, 4);
    },
  );
});
