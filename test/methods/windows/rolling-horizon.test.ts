import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Solver } from '../../../src/lp/solver.ts';
import { rollForward } from '../../../src/methods/windows/rolling-horizon.ts';
import { openSearchContext } from '../../../src/methods/windows/search-context.ts';
import { incidenceOf } from '../../../src/model/incidence.ts';
import { layOut } from '../../../src/model/layout.ts';
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

describe('a rolling horizon', () => {
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
