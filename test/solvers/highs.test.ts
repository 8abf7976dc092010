import { expect, it } from 'vitest';
import { SolverError } from '../../src/lp/solver.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { HIGHS, solverContract } from './contract.ts';
import { program } from './programs.ts';

solverContract('HiGHS in process', () => highsSolver(), HIGHS);

it('refuses NaN', async () => {
  const solver = await highsSolver();
  const lp = program([{ cost: Number.NaN, lower: 0, upper: 1 }], []);
  await expect(solver.open(lp)).rejects.toThrow(SolverError);
});

it('refuses calls on a closed solver', async () => {
  const solver = await highsSolver();
  const model = await solver.open(program([{ cost: 1, lower: 0, upper: 1 }], []));
  await solver.close();
  await expect(model.solve({ timeLimitSeconds: 1 })).rejects.toThrow(SolverError);
});
