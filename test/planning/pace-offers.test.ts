import { expect, it } from 'vitest';
import { layOut } from '../../src/model/layout.ts';
import { bestRealPaths } from '../../src/model/selection.ts';
import type { Solution } from '../../src/model/solution.ts';
import { paceOffers } from '../../src/planning/pace-offers.ts';
import type { Run } from '../../src/planning/run.ts';
import { initialState } from '../../src/planning/run-state.ts';
import { handMade } from '../methods/instances.ts';
import { contextOf } from './run.ts';

/** One demand over one link of 100 pairs in 10 s. */
const { scenario, problem } = handMade({
  slots: 1,
  capacity: { 'a-b': 100 },
  demands: [{ source: 'a', destination: 'b' }],
});
const layout = layOut(problem);
const planOf = (rate: number): Solution => ({
  selection: bestRealPaths(layout),
  objective: rate,
  values: { rates: Float64Array.of(rate), fillRates: new Float64Array() },
});

/** A run whose clock is set by hand; checking a plan takes so many seconds. */
function runAt(checkSeconds: number) {
  let seconds = 0;
  let asked = 0;
  const run = {
    context: contextOf(scenario, layout),
    state: initialState(),
    // Each check asks for the time before and after it.
    elapsedSeconds: () => {
      if (asked++ % 2 === 1) seconds += checkSeconds;
      return seconds;
    },
  } as unknown as Run;
  const taken: number[] = [];
  const offers = paceOffers(run, () => taken.push(run.state.best!.solution.objective));
  return {
    offers,
    taken,
    /** Each check asks for the time twice, and a look at the clock once. */
    asked: () => asked,
    wait: (more: number) => {
      seconds += more;
      asked = 0;
    },
  };
}

it('checks a first plan at once, and further ones for a tenth of the time; the newest waits', () => {
  const { offers, taken, wait } = runAt(2);
  offers.submit(planOf(1));
  offers.proceed();
  expect(taken).toEqual([1]);
  wait(19);
  offers.submit(planOf(2));
  offers.proceed();
  expect(taken).toEqual([1]);
  wait(2);
  offers.submit(planOf(3));
  offers.proceed();
  expect(taken).toEqual([1, 3]);
});

it('falls back on the plan before the newest, where that one fails its check', () => {
  const { offers, taken, wait } = runAt(2);
  offers.submit(planOf(1));
  offers.proceed();
  wait(1);
  offers.submit(planOf(5));
  offers.proceed();
  // The link carries 10 pairs/s.
  offers.submit(planOf(11));
  offers.proceed();
  expect(taken).toEqual([1]);
  offers.proceed(true);
  expect(taken).toEqual([1, 5]);
});

it('offers what waits at the end, and nothing twice', () => {
  const { offers, taken, asked, wait } = runAt(2);
  for (const rate of [1, 2]) {
    offers.submit(planOf(rate));
    offers.proceed();
    wait(1);
  }
  expect(taken).toEqual([1]);
  offers.proceed(true);
  expect(taken).toEqual([1, 2]);
  const before = asked();
  offers.proceed(true);
  // It looked at the clock, and there was nothing to check.
  expect(asked() - before).toBe(1);
});
