import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Solver } from '../../../src/lp/solver.ts';
import { openMaster } from '../../../src/methods/benders/master.ts';
import { openNarrowing } from '../../../src/methods/benders/narrowing.ts';
import { initialState } from '../../../src/methods/benders/state.ts';
import { layOut } from '../../../src/model/layout.ts';
import type { RoutedSolution } from '../../../src/model/solution.ts';
import { highsSolver } from '../../../src/solvers/highs.ts';
import { smallInstance } from '../instances.ts';
import { LIMITS } from '../solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

const worth = (objective: number, selection: readonly number[]) => ({
  ...initialState(Number.POSITIVE_INFINITY),
  incumbent: {
    objective,
    selection: Int32Array.from(selection),
    values: { rates: new Float64Array(), fillRates: new Float64Array() },
  } satisfies RoutedSolution,
});

it('leaves out, with every better plan, what none better can use, but not what the plan selects', async () => {
  const told: (readonly [choices: readonly number[], least: number])[] = [];
  const master = {
    async forbid(choices: readonly number[], least: number) {
      told.push([choices, least]);
    },
  };
  const choiceBounds = Float64Array.of(50, 120, 90, Number.NEGATIVE_INFINITY);
  const narrow = openNarrowing(master, { choiceBounds, known: 60 });
  await narrow(initialState(Number.POSITIVE_INFINITY));
  expect(told).toEqual([]);
  // Below what is known, the bounds say nothing of plans between the two.
  await narrow(worth(55, [3]));
  expect(told).toEqual([[[0], 60]]);
  await narrow(worth(55, [1]));
  await narrow(worth(100, [3]));
  expect(told).toEqual([
    [[0], 60],
    // The master still has the best plan.
    [[2], Number.NEGATIVE_INFINITY],
  ]);
});

it('the bound of a master that lacks choices is at least what they are worth', async () => {
  const layout = layOut(smallInstance(1, { storage: true }).problem);
  const master = await openMaster(solver, layout);
  const group = layout.groups.findIndex(({ choices }) => choices.length > 1);
  const [kept, ...others] = layout.groups[group]!.choices;
  const cut = {
    kind: 'optimality' as const,
    block: 0,
    constant: 1,
    choices: Int32Array.from(others),
    slopes: Float64Array.from(others, () => 5),
  };
  await master.addCuts([cut]);
  expect((await master.bound(LIMITS)).bound).toBeCloseTo(6, 6);
  await master.forbid(others, 4);
  const { bound } = await master.bound(LIMITS);
  expect(bound).toBeCloseTo(4, 6);
  const [selection] = await master.propose(LIMITS);
  expect(selection![group]).toBe(kept);
  await master.dispose();
});
