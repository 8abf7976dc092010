import { expect, it } from 'vitest';
import type { FixedRoutes } from '../../src/methods/fixed-routes.ts';
import type { Selection } from '../../src/model/selection.ts';
import { openSelectionRater } from '../../src/planning/rate-selections.ts';

/** Rates selections by their only entry; those that are listed cannot be rated. A rating takes two seconds. */
function raterOf(cannot: readonly number[]) {
  let seconds = 0;
  const asked: number[] = [];
  const rated: number[] = [];
  const evaluate: FixedRoutes['evaluate'] = async (selection) => {
    const [value] = selection as unknown as [number];
    asked.push(value);
    seconds += 2;
    const prices = { duals: new Float64Array(), meanings: [], upperSides: new Float64Array() };
    const values = { rates: Float64Array.of(value), fillRates: new Float64Array() };
    return cannot.includes(value)
      ? { status: 'time-limit', solution: null }
      : { status: 'optimal', solution: { selection, objective: value, values, prices } };
  };
  const rater = openSelectionRater({
    routes: { evaluate } as FixedRoutes,
    limits: () => ({ timeLimitSeconds: 1 }),
    elapsedSeconds: () => seconds,
    take: ({ objective }) => rated.push(objective),
    isCovered: ({ objective }) => rated.includes(objective),
    onFailure: () => {},
  });
  return { rater, asked, rated };
}

const selectionOf = (value: number): Selection => Int32Array.of(value);

it('rates the first selection at once, and of those that wait only the newest', async () => {
  const { rater, asked, rated } = raterOf([]);
  for (const value of [1, 2, 3, 4]) rater.submit(selectionOf(value));
  await rater.settle();
  expect(asked).toEqual([1, 4]);
  expect(rated).toEqual([1, 4]);
});

it('falls back on the one before the newest, where that one cannot be rated', async () => {
  const { rater, asked, rated } = raterOf([4]);
  for (const value of [1, 2, 3, 4]) rater.submit(selectionOf(value));
  await rater.settle();
  expect(asked).toEqual([1, 4, 3]);
  expect(rated).toEqual([1, 3]);
});
