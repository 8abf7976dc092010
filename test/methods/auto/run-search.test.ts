import { describe, expect, it } from 'vitest';
import { openAccount } from '../../../src/methods/auto/account.ts';
import { runSearch } from '../../../src/methods/auto/run-search.ts';
import { createSearchState } from '../../../src/methods/auto/search-state.ts';
import type { MethodEnd, MethodTask } from '../../../src/methods/method.ts';
import type { RatedSelection } from '../../../src/methods/windows/rate-selection.ts';
import { layOut } from '../../../src/model/layout.ts';
import { handMade } from '../instances.ts';

const TASK = {
  options: { gap: 1e-4, timeLimitSeconds: 60, iterationLimit: 1e6 },
  elapsedSeconds: () => 0,
} as MethodTask;
const LAYOUT = layOut(
  handMade({ slots: 1, capacity: { 'a-b': 100 }, demands: [{ source: 'a', destination: 'b' }] }).problem,
);
const plan = (objective: number): RatedSelection => ({
  selection: new Int32Array(),
  objective,
  values: new Float64Array(),
});
const stopped = (over: AbortController): Promise<void> =>
  new Promise((resolve) => over.signal.addEventListener('abort', () => resolve(), { once: true }));

async function endOf(search: ReturnType<typeof runSearch>): Promise<MethodEnd> {
  for (;;) {
    const step = await search.next();
    if (step.done) return step.value;
  }
}

describe('the sides of a search', () => {
  it('end with the results so far, even if one fails while it is stopped', async () => {
    const state = createSearchState({ layout: LAYOUT, bound: 12, boundBy: 'rate caps' });
    const over = new AbortController();
    const reaches = async () => {
      state.offer(plan(10));
      state.tighten(10, 'roots of windows');
      await stopped(over);
    };
    const fails = async () => {
      await stopped(over);
      throw new Error('worker lost');
    };
    expect(
      await endOf(
        runSearch(
          TASK,
          state,
          [reaches, fails],
          openAccount(() => 0, 60),
          over,
        ),
      ),
    ).toMatchObject({
      status: 'optimal',
      bound: 10,
      boundBy: 'roots of windows',
    });
  });

  it('fail if one fails before that, after the others have been stopped', async () => {
    const state = createSearchState({ layout: LAYOUT, bound: 12, boundBy: 'rate caps' });
    const over = new AbortController();
    let isStopped = false;
    const waits = async () => {
      await stopped(over);
      isStopped = true;
    };
    const fails = async () => {
      throw new Error('worker lost');
    };
    await expect(
      endOf(
        runSearch(
          TASK,
          state,
          [waits, fails],
          openAccount(() => 0, 60),
          over,
        ),
      ),
    ).rejects.toThrow('worker lost');
    expect(isStopped).toBe(true);
  });

  it('do not believe a window that says there is no plan if there is one', async () => {
    const state = createSearchState({ layout: LAYOUT, bound: 12, boundBy: 'rate caps' });
    const over = new AbortController();
    const errs = async () => {
      state.offer(plan(10));
      state.refute();
    };
    const end = await endOf(
      runSearch(
        TASK,
        state,
        [errs],
        openAccount(() => 0, 60),
        over,
      ),
    );
    expect(end).toMatchObject({ status: 'numerical', bound: 12 });
    expect(state.plan()?.objective).toBe(10);
  });
});
