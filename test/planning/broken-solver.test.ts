import { describe, expect, it } from 'vitest';
import type { LinearProgram } from '../../src/lp/program.ts';
import { type SolveOptions, type Solver, SolverError } from '../../src/lp/solver.ts';
import { expectHonest, HARD, localEnvironment, run } from './run.ts';

/** Of HARD, as proved by both methods with the built-in solver. */
const OPTIMUM = 204.4376705;

/** Makes a solver that ends with its process after so many solves. */
function dyingAfter(solves: number, solver: Solver): Solver {
  let left = solves;
  const open = solver.open.bind(solver);
  return Object.assign(solver, {
    open: async (program: LinearProgram) => {
      const model = await open(program);
      const solve = model.solve.bind(model);
      return Object.assign(model, {
        solve: async (options: SolveOptions) => {
          if (left-- <= 0) throw new SolverError('It was ended by SIGKILL.');
          return solve(options);
        },
      });
    },
  });
}

/** A machine on which the first solver that is opened, that of the search, dies. */
const searchDiesAfter = (solves: number) => {
  let opened = 0;
  const { openSolver } = localEnvironment();
  return {
    openSolver: async () => (opened++ === 0 ? dyingAfter(solves, await openSolver()) : await openSolver()),
  };
};

/** Makes a solver that calls every MIP solved, with a bound far below its optimum. */
function boundingTooLow(solver: Solver): Solver {
  const open = solver.open.bind(solver);
  return Object.assign(solver, {
    open: async (program: LinearProgram) => {
      const model = await open(program);
      const solve = model.solve.bind(model);
      return Object.assign(model, {
        solve: async ({ onProgress: _, ...options }: SolveOptions) => {
          const result = await solve(options);
          const isMip = !options.relax && program.columns.integer.includes(1);
          return !isMip ? result : { ...result, solution: null, objective: null, bound: OPTIMUM / 2 };
        },
      });
    },
  });
}

it.each(['auto', 'benders'] as const)('%s takes no bound below its plan for a proof', async (method) => {
  const { openSolver } = localEnvironment();
  const environment = { openSolver: async () => boundingTooLow(await openSolver()) };
  const { record } = await run(HARD, { options: { method }, environment });
  expect(record.status).not.toBe('optimal');
  expect(record.bounds.bound).toBeGreaterThanOrEqual(OPTIMUM * (1 - 1e-9));
});

describe('a solver that breaks off', () => {
  it.each([
    ['that of the whole MILP', 'milp', 1],
    // Windows and probing come before the first subproblem.
    ['in the middle of Benders', 'benders', 74],
    ['in the middle of auto', 'auto', 1],
  ] as const)('%s leaves the best plan and bound so far, and their names', async (_, method, solves) => {
    const { record, events } = await run(HARD, { options: { method }, environment: searchDiesAfter(solves) });
    expect(record.status).toBe('numerical');
    expectHonest(record, OPTIMUM);
    expect(record.objective).toBeGreaterThan(0);
    if (method === 'benders') expect(record.iterations).toBeGreaterThan(0);
    expect(record.bounds.bound).toBeGreaterThanOrEqual(OPTIMUM * (1 - 1e-9));
    const says =
      /^The search by highs broke off, and the best found before it is kept: It was ended by SIGKILL\.$/;
    expect(events.flatMap((event) => (event.kind === 'trouble' ? [event.text] : []))).toEqual([
      expect.stringMatching(says),
    ]);
    expect(record.notes.filter((note) => note.startsWith('error: '))).toHaveLength(1);
  });

  it('that is external leaves the plan of the built-in one', async () => {
    const { openSolver } = localEnvironment();
    const environment = {
      openExternalSolver: async () => Object.assign(dyingAfter(0, await openSolver()), { name: 'cbc' }),
    };
    const { record } = await run(HARD, { options: { method: 'milp', solver: 'cbc' }, environment });
    expect(record).toMatchObject({ status: 'numerical', bounds: { boundBy: 'LP relaxation' } });
    expect(record.certificate!.status).toBe('verified');
    expect(record.notes).toContainEqual(expect.stringContaining('The search by cbc broke off'));
  });

  it.each(['greedy', 'pull'] as const)('while it bounds the plan of %s leaves the plan', async (scheme) => {
    const whole = await run(HARD, { options: { scheme } });
    const { record, events } = await run(HARD, { options: { scheme }, environment: searchDiesAfter(0) });
    expect(whole.record.bounds.bound).not.toBeNull();
    expect(record).toMatchObject({
      status: whole.record.status,
      objective: whole.record.objective,
      plan: whole.record.plan,
      bounds: { bound: null, boundBy: 'none' },
    });
    const troubles = events.flatMap((event) => (event.kind === 'trouble' ? [event.text] : []));
    expect(troubles).toEqual([expect.stringMatching(/^The LP relaxation broke off/)]);
  });

  it('while it rates leaves an older plan with the rates that it has', async () => {
    const older = await run(HARD, { options: { method: 'milp', gap: 1e-3 } });
    let opened = 0;
    const { openSolver } = localEnvironment();
    const environment = {
      // The second is the one that rates.
      openSolver: async () => (opened++ === 1 ? dyingAfter(0, await openSolver()) : await openSolver()),
    };
    const starts = [older.record.plan!];
    const { record } = await run(HARD, {
      starts,
      environment,
      options: { method: 'milp', timeLimitSeconds: 0 },
    });
    expect(record.objective).toBeCloseTo(older.record.objective!, 6);
    expect(record.certificate!.status).toBe('verified');
  });

  it('before there is a plan is a failure', async () => {
    const failing = run(HARD, { environment: searchDiesAfter(0) });
    await expect(failing).rejects.toThrow(SolverError);
  });
});
