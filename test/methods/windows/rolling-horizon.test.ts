import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Solver, SolverModel, SolveStatus } from '../../../src/lp/solver.ts';
import { rollForward } from '../../../src/methods/windows/rolling-horizon.ts';
import { openSearchContext } from '../../../src/methods/windows/search-context.ts';
import { incidenceOf } from '../../../src/model/incidence.ts';
import { layOut } from '../../../src/model/layout.ts';
import type { ScenarioInput } from '../../../src/scenario/schema/scenario.ts';
import { highsSolver } from '../../../src/solvers/highs.ts';
import { handMade } from '../instances.ts';
import { taskOf } from '../solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

/** A solver that lets telescopes point where nothing is gained or lost by it, as any solver may. */
const restless = (inner: Solver): Solver => ({
  ...inner,
  open(program) {
    const { names, cost } = program.columns;
    const costs = cost.map((value, column) => value + (names[column]!.startsWith('w') ? 1e-3 : 0));
    return inner.open({ ...program, columns: { ...program.columns, cost: costs } });
  },
});

/** How many slots windows have, if solves end like this, one by one. */
async function widthsOf(
  acquisitionSeconds: number,
  statuses: readonly SolveStatus[],
  pointings: NonNullable<ScenarioInput['pointings']> = [],
): Promise<number[]> {
  const { problem } = handMade({
    slots: 40,
    capacity: { 'A-B': 10, 'A-C': 10 },
    terminals: { A: 1 },
    acquisitionSeconds,
    demands: ['B', 'C'].map((destination) => ({ source: 'A', destination })),
    ...(pointings.length > 0 && { pointings }),
  });
  const layout = layOut(problem);
  const task = taskOf(layout, solver);
  const context = openSearchContext(task, incidenceOf(layout), new AbortController().signal);
  const widths: number[] = [];
  const hurried: Solver = {
    ...solver,
    async open(program) {
      const status = statuses[widths.length] ?? 'optimal';
      const [, first, last] = /slots (\d+) to (\d+)/.exec(program.name)!;
      widths.push(Number(last) - Number(first) + 1);
      const handle = await solver.open(program);
      return {
        solve: async (options) => ({ ...(await handle.solve(options)), status }),
        changeCosts: (...change) => handle.changeCosts(...change),
        changeColumnBounds: (...change) => handle.changeColumnBounds(...change),
        changeRowBounds: (...change) => handle.changeRowBounds(...change),
        dispose: () => handle.dispose(),
      } as SolverModel;
    },
  };
  const plan = { selection: task.start.slice(), values: new Map<number, number>() };
  const roll = { from: 0, to: 40, horizon: 40, width: 10, step: 5, relativeGap: 0, seconds: 60 };
  expect(await rollForward(context, hurried, new Map(), plan, roll)).toBe(true);
  return widths;
}

describe('a rolling horizon', () => {
  const LATE = new Array<SolveStatus>(4).fill('time-limit');

  it('narrows its windows after those that were not solved in time, and widens them again', async () => {
    expect((await widthsOf(0, LATE)).slice(0, 8)).toEqual([10, 6, 3, 2, 2, 3, 4, 5]);
  });

  it('keeps them wide enough to acquire and then carry', async () => {
    expect((await widthsOf(25, LATE)).slice(0, 6)).toEqual([10, 6, 4, 4, 4, 5]);
    const stated = [{ link: 'A-C', from: 20, to: 24, use: 'pin' as const }];
    expect((await widthsOf(25, LATE, stated)).slice(0, 6)).toEqual([10, 6, 4, 4, 4, 5]);
  });

  it('sees what is decided by hand beyond the slots that it keeps', async () => {
    // Telescopes turn for two and a half slots. A window that ends with slot 5 could turn one to C in slot 4, and the next one
    // would have to leave it there in slot 6.
    const { problem } = handMade({
      slots: 9,
      capacity: { 'A-B': 10, 'A-C': 10 },
      terminals: { A: 2 },
      acquisitionSeconds: 25,
      demands: ['B', 'C'].map((destination) => ({ source: 'A', destination })),
      pointings: [
        { link: 'A-C', from: 0, to: 3, use: 'forbid' },
        { link: 'A-C', from: 5, to: 8, use: 'forbid' },
      ],
    });
    const layout = layOut(problem);
    const task = taskOf(layout, solver);
    const context = openSearchContext(task, incidenceOf(layout), new AbortController().signal);
    const plan = { selection: task.start.slice(), values: new Map<number, number>() };
    const isWhole = await rollForward(context, restless(solver), new Map(), plan, {
      from: 0,
      to: 9,
      horizon: 9,
      width: 5,
      step: 4,
      relativeGap: 0,
      seconds: 60,
    });
    expect(isWhole).toBe(true);
  });
});
