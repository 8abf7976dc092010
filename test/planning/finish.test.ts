import { expect, it } from 'vitest';
import type { Solver } from '../../src/lp/solver.ts';
import { auto } from '../../src/methods/auto/auto.ts';
import { blocks } from '../../src/methods/blocks/method.ts';
import { monolith } from '../../src/methods/monolith.ts';
import type { FillColumn } from '../../src/model/layout.ts';
import { layOut } from '../../src/model/layout.ts';
import { LARGEST_WHOLE } from '../../src/planning/choose-method.ts';
import { finish } from '../../src/planning/finish.ts';
import { DEFAULT_PLAN_OPTIONS } from '../../src/planning/options.ts';
import { prepare } from '../../src/planning/prepare.ts';
import { improve, initialState } from '../../src/planning/run-state.ts';
import { handMade } from '../methods/instances.ts';
import { contextOf, localEnvironment } from './run.ts';

/** 10 pairs/s where 20 are wanted, at the end of a search in blocks that called it infeasible. */
async function finishedWith(fills: (own: readonly FillColumn[]) => readonly FillColumn[]) {
  const { scenario } = handMade({
    slots: 1,
    capacity: { 'a-b': 100 },
    demands: [{ source: 'a', destination: 'b', minimumRate: 20 }],
  });
  const environment = localEnvironment();
  const prepared = await prepare(scenario, environment, () => {});
  const own = layOut(prepared.problem);
  const layout = { ...own, fills: fills(own.fills) };
  const options = { ...DEFAULT_PLAN_OPTIONS, method: 'blocks' } as const;
  const solver = await environment.openSolver();
  let solved = 0;
  const counting: Solver = Object.assign(Object.create(solver), {
    open(...program: Parameters<Solver['open']>) {
      solved++;
      return solver.open(...program);
    },
  });
  const task = {
    prepared,
    layout,
    input: { scenario, options },
    environment,
    weighsLimits: false,
    onEvent: () => {},
  };
  const context = { ...contextOf(scenario, layout, solver, options), prepared };
  const run = { task, context, elapsedSeconds: () => 0, finishBy: 60, state: initialState() };
  const end = {
    status: 'infeasible',
    iterations: 1,
    bound: Number.NEGATIVE_INFINITY,
    boundBy: 'windows in blocks',
  } as const;
  const record = await finish(run, blocks, end, { solver: counting, routes: null, relaxationBound: null });
  await solver.close();
  return { record, solved };
}

it('names the demands that miss their minimum rate', async () => {
  const { record } = await finishedWith((own) => own);
  expect(record).toMatchObject({ status: 'infeasible', iterations: 1 });
  expect(record.shortages).toEqual([{ demand: 'a~b', slot: 0, missingRate: expect.closeTo(10, 5) }]);
});

it('does not build the program of all slots to name them if that is too large', async () => {
  const { record, solved } = await finishedWith(() => new Array(LARGEST_WHOLE));
  expect(record).toMatchObject({ status: 'infeasible', shortages: [] });
  expect(solved).toBe(0);
});

it.each([
  [monolith, 'gap-reached', 8],
  [monolith, 'time-limit', 9],
  [auto, 'gap-reached', 9],
] as const)('of $0.name that ends with $1, the plan is worth $2', async (method, status, objective) => {
  const { scenario } = handMade({
    slots: 1,
    capacity: { 'a-b': 100 },
    demands: [{ source: 'a', destination: 'b' }],
  });
  const environment = localEnvironment();
  const prepared = await prepare(scenario, environment, () => {});
  const layout = layOut(prepared.problem);
  const solver = await environment.openSolver();
  const options = { ...DEFAULT_PLAN_OPTIONS, gap: 0.5 };
  const context = { ...contextOf(scenario, layout, solver, options), prepared };
  const of = (rate: number) => ({
    objective: rate,
    values: { rates: Float64Array.of(rate), fillRates: new Float64Array(0) },
  });
  // What was planned beforehand is better than what the method found.
  const state = improve(context, improve(context, initialState(), of(9), false), of(8));
  const task = {
    prepared,
    layout,
    input: { scenario, options },
    environment,
    weighsLimits: false,
    onEvent: () => {},
  };
  const run = { task, context, elapsedSeconds: () => 0, finishBy: 60, state };
  const end = { status, iterations: 1, bound: 10, boundBy: 'compact program' } as const;
  const record = await finish(run, method, end, { solver, routes: null, relaxationBound: null });
  await solver.close();
  expect(record).toMatchObject({ objective, certificate: { status: 'verified' } });
});
