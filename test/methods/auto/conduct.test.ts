import { describe, expect, it } from 'vitest';
import { createBoard } from '../../../src/methods/auto/board.ts';
import { conduct } from '../../../src/methods/auto/conduct.ts';
import type { WorkingPlan } from '../../../src/methods/auto/working-plan.ts';
import type { MethodEnd, MethodTask } from '../../../src/methods/method.ts';

const TASK = {
  options: { gap: 1e-4, timeLimitSeconds: 60, iterationLimit: 1e6 },
  elapsedSeconds: () => 0,
} as MethodTask;
const plan = (objective: number): WorkingPlan => ({
  selection: new Int32Array(),
  objective,
  values: new Float64Array(),
});
const stopped = (over: AbortController): Promise<void> =>
  new Promise((resolve) => over.signal.addEventListener('abort', () => resolve(), { once: true }));

async function endOf(search: ReturnType<typeof conduct>): Promise<MethodEnd> {
  for (;;) {
    const step = await search.next();
    if (step.done) return step.value;
  }
}

describe('the sides of a search', () => {
  it('end with what was reached, even where one fails while it is stopped', async () => {
    const board = createBoard({ bound: 12, boundBy: 'rate caps' });
    const over = new AbortController();
    const reaches = async () => {
      board.offer(plan(10));
      board.tighten(10, 'windows');
      await stopped(over);
    };
    const fails = async () => {
      await stopped(over);
      throw new Error('worker lost');
    };
    expect(await endOf(conduct(TASK, board, [reaches, fails], over))).toMatchObject({
      status: 'optimal',
      bound: 10,
      boundBy: 'windows',
    });
  });

  it('fail where one fails before, after the others have been stopped', async () => {
    const board = createBoard({ bound: 12, boundBy: 'rate caps' });
    const over = new AbortController();
    let isStopped = false;
    const waits = async () => {
      await stopped(over);
      isStopped = true;
    };
    const fails = async () => {
      throw new Error('worker lost');
    };
    await expect(endOf(conduct(TASK, board, [waits, fails], over))).rejects.toThrow('worker lost');
    expect(isStopped).toBe(true);
  });

  it('believe no window that there is no plan where there is one', async () => {
    const board = createBoard({ bound: 12, boundBy: 'rate caps' });
    const over = new AbortController();
    const errs = async () => {
      board.offer(plan(10));
      board.refute();
    };
    const end = await endOf(conduct(TASK, board, [errs], over));
    expect(end).toMatchObject({ status: 'numerical', bound: 12 });
    expect(board.plan()?.objective).toBe(10);
  });
});
