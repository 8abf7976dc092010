import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../../src/base/errors.ts';
import { type RandomStream, randomStream } from '../../../src/base/random.ts';
import type { Solver } from '../../../src/lp/solver.ts';
import { rollForward } from '../../../src/methods/windows/rolling-horizon.ts';
import { openSearchContext } from '../../../src/methods/windows/search-context.ts';
import { incidenceOf } from '../../../src/model/incidence.ts';
import { layOut } from '../../../src/model/layout.ts';
import { highsSolver } from '../../../src/solvers/highs.ts';
import { handMade, type Instance } from '../instances.ts';
import { taskOf } from '../solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

const SLOTS = 14;

/** Telescopes turn for two and a half slots, and two pointings of three slots are decided by hand; null if refused. */
function decidedInstance(seed: number): Instance | null {
  const draw = randomStream(seed, 'rolling horizon');
  const series = () => Array.from({ length: SLOTS }, () => Math.ceil(100 * draw()));
  const decision = () => {
    const from = Math.floor((SLOTS - 3) * draw());
    return {
      link: ['A-B', 'A-C', 'A-D'][Math.floor(3 * draw())]!,
      from,
      to: from + 3,
      use: draw() < 0.6 ? ('pin' as const) : ('forbid' as const),
    };
  };
  try {
    return handMade({
      slots: SLOTS,
      capacity: { 'A-B': series(), 'A-C': series(), 'A-D': series() },
      terminals: { A: 1 + (seed % 2) },
      acquisitionSeconds: 25,
      demands: ['B', 'C', 'D'].map((destination) => ({ source: 'A', destination })),
      pointings: [decision(), decision()],
    });
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** A solver that lets telescopes turn here and there where nothing is lost by it, as any solver may. */
const restless = (inner: Solver, random: RandomStream): Solver => ({
  ...inner,
  open(program) {
    const { names, cost } = program.columns;
    const isTurn = (column: number) => names[column]!.startsWith('w');
    const costs = cost.map((value, column) => value + (isTurn(column) ? 1e-3 * (random() - 0.5) : 0));
    return inner.open({ ...program, columns: { ...program.columns, cost: costs } });
  },
});

describe('a rolling horizon', () => {
  it('is not caught out by what is decided by hand after a window (seeds 1 to 30)', async () => {
    let rolled = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const instance = decidedInstance(seed);
      if (instance === null) continue;
      const layout = layOut(instance.problem);
      const task = taskOf(layout, solver);
      const context = openSearchContext(task, incidenceOf(layout), new AbortController().signal);
      const plan = { selection: task.start.slice(), values: new Map<number, number>() };
      const isWhole = await rollForward(
        context,
        restless(solver, randomStream(seed, 'restless')),
        new Map(),
        plan,
        {
          from: 0,
          to: SLOTS,
          horizon: SLOTS,
          width: 5,
          step: 4,
          relativeGap: 0,
          seconds: 60,
        },
      );
      expect(isWhole, `seed ${seed}`).toBe(true);
      rolled++;
    }
    expect(rolled).toBeGreaterThan(15);
  });
});
