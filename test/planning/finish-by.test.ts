import { expect, it } from 'vitest';
import type { LinearProgram } from '../../src/lp/program.ts';
import type { SolveOptions } from '../../src/lp/solver.ts';
import { DEFAULT_PLAN_OPTIONS } from '../../src/planning/options.ts';
import { endSearch, type Run, secondsToFinish } from '../../src/planning/run.ts';
import { HARD, localEnvironment, run as planned } from './run.ts';

/** A run of 60 s that has begun so many seconds ago; 6 s are left for what follows the search. */
const runAfter = (elapsed: number) =>
  ({
    context: { options: { ...DEFAULT_PLAN_OPTIONS, timeLimitSeconds: 60 } },
    elapsedSeconds: () => elapsed,
    finishBy: 66,
  }) as unknown as Run;

it.each([
  [10, 56, 6],
  [62, 4, 4],
  [80, 0.01, 0.01],
])('after %d s there are %d s to finish, and %d s once the search has ended', (elapsed, before, after) => {
  const run = runAfter(elapsed);
  expect(secondsToFinish(run)).toBeCloseTo(before, 9);
  endSearch(run);
  expect(secondsToFinish(run)).toBeCloseTo(after, 9);
});

it('what follows a search that ends early has its own part of the time limit, not what the search left', async () => {
  const { openSolver } = localEnvironment();
  let isOver = false;
  const limits: number[] = [];
  const watched = async () => {
    const solver = await openSolver();
    const open = solver.open.bind(solver);
    return Object.assign(solver, {
      open: async (program: LinearProgram) => {
        const model = await open(program);
        const solve = model.solve.bind(model);
        return Object.assign(model, {
          solve: (options: SolveOptions) => {
            if (isOver) limits.push(options.timeLimitSeconds!);
            return solve(options);
          },
        });
      },
    });
  };
  const { record } = await planned(HARD, {
    options: { method: 'milp', timeLimitSeconds: 300 },
    environment: { openSolver: watched },
    abortAt: (event) => {
      isOver ||= event.kind === 'stage' && event.stage === 'finishing';
      return false;
    },
  });
  expect(record.status).toBe('optimal');
  expect(limits.length).toBeGreaterThan(0);
  // A tenth of the time limit, less what has passed since.
  expect(Math.max(...limits)).toBeLessThanOrEqual(30);
});
