import { describe, expect, it } from 'vitest';
import type { Solver } from '../../src/lp/solver.ts';
import { explainInfeasibility } from '../../src/methods/infeasibility.ts';
import { layOut } from '../../src/model/layout.ts';
import { localEnvironment } from '../planning/run.ts';
import { instanceOf } from './instances.ts';
import { LIMITS } from './solve.ts';

/**
 * Slots of 10 s, memories that lose 63 % of their pairs in 20 s. a–b over s with 100 pairs a slot in slots 1
 * and 3, so 10 pairs/s; 20 are asked for, and in slot 2 a stock of slot 1 would have to serve.
 */
const { problem } = instanceOf({
  satqn: 1,
  horizon: { slots: 3, slotSeconds: 10 },
  capacityUnit: 'pairs-per-slot',
  nodes: [
    { id: 'a', kind: 'ground' },
    { id: 's', kind: 'satellite' },
    { id: 'b', kind: 'ground' },
  ],
  links: [
    { ends: ['a', 's'], capacity: [100, 0, 100], fidelity: 0.99 },
    { ends: ['s', 'b'], capacity: [100, 100, 100], fidelity: 0.99 },
  ],
  storage: {
    memory: { model: 'loss', coherenceSeconds: 40 },
    nodes: [
      { node: 'a', capacity: 100 },
      { node: 's', capacity: 100 },
    ],
  },
  demands: [{ source: 'a', destination: 'b', minimumRate: 20 }],
});
const layout = layOut(problem);

/** A machine whose solver never finishes a MIP. */
const withoutMips = (solver: Solver): Solver => ({
  ...solver,
  open: async (program) => {
    const handle = await solver.open(program);
    const isMip = program.columns.integer.some((integer) => integer !== 0);
    const solve = async () => ({
      ...(await handle.solve(LIMITS)),
      status: 'time-limit' as const,
      solution: null,
    });
    return isMip ? { ...handle, solve, dispose: () => handle.dispose() } : handle;
  },
});

describe('a minimum rate that cannot be met', () => {
  it('is named under memory loss', async () => {
    const solver = await localEnvironment().openSolver();
    const { shortages } = (await explainInfeasibility(solver, layout, () => LIMITS))!;
    expect(shortages.map(({ demand, slot }) => [demand, slot])).toEqual([
      ['a~b', 0],
      ['a~b', 1],
      ['a~b', 2],
    ]);
    for (const { missingRate } of shortages) expect(missingRate).toBeGreaterThan(0);
    await solver.close();
  });

  it('is named for the best real paths if no selection is found in time', async () => {
    const solver = await localEnvironment().openSolver();
    const { shortages } = (await explainInfeasibility(withoutMips(solver), layout, () => LIMITS))!;
    expect(shortages.map(({ slot }) => slot)).toEqual(expect.arrayContaining([0, 2]));
    await solver.close();
  });
});
