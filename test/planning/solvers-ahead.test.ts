import { expect, it } from 'vitest';
import type { Solver } from '../../src/lp/solver.ts';
import type { Environment } from '../../src/planning/environment.ts';
import { withSolversAhead } from '../../src/planning/solvers-ahead.ts';

it('opens two solvers beforehand, and ends those that nobody asked for', async () => {
  const log: string[] = [];
  let opened = 0;
  const environment = {
    openSolver: async () => {
      const name = `solver ${++opened}`;
      log.push(`${name} opens`);
      return { name, close: async () => void log.push(`${name} ends`) } as unknown as Solver;
    },
  } as Environment;
  const ahead = withSolversAhead(environment);
  expect(log).toEqual(['solver 1 opens', 'solver 2 opens']);
  expect((await ahead.environment.openSolver()).name).toBe('solver 1');
  await ahead.close();
  expect(log.slice(2)).toEqual(['solver 2 ends']);
  // Whoever took one ends it; a further one opens when it is asked for.
  expect((await ahead.environment.openSolver()).name).toBe('solver 3');
});

it('reports a solver that does not open to whoever asks for it', async () => {
  const environment = { openSolver: () => Promise.reject(new Error('no threads')) } as unknown as Environment;
  const ahead = withSolversAhead(environment);
  await expect(ahead.environment.openSolver()).rejects.toThrow('no threads');
  await ahead.close();
});
