import { expect, it } from 'vitest';
import { VERIFICATION_TOLERANCE } from '../../src/domain/certificate.ts';
import { difference, excess } from '../../src/verify/violations.ts';
import { checkOf, failing, verify } from './fixture.ts';

it('is relative to the limit, however small', () => {
  expect(excess(1.001e-9, 1e-9)).toBeCloseTo(1e-3, 9);
  expect(difference(1e12 + 1, 1e12)).toBeCloseTo(1e-12, 18);
  expect(excess(0.5, 1)).toBe(0);
});

it('or to what a column can contribute, where that is more', () => {
  expect(excess(1e-3, 0, 1000)).toBeCloseTo(1e-6, 12);
  expect(excess(2, 1, 1e6)).toBeCloseTo(1e-6, 12);
});

it('accepts no violation if there is nothing to be relative to', () => {
  expect(excess(1e-300, 0)).toBe(Number.POSITIVE_INFINITY);
  expect(excess(0, 0)).toBe(0);
  expect(excess(-1, 0)).toBe(0);
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(excess(wrong, 1)).toBe(Number.POSITIVE_INFINITY);
    expect(difference(1, wrong)).toBe(Number.POSITIVE_INFINITY);
    expect(difference(0, wrong)).toBe(Number.POSITIVE_INFINITY);
  }
});

/** Everything that counts pairs in the plan by hand, times s. */
const scaled = (s: number) => (draft: Parameters<NonNullable<Parameters<typeof verify>[0]>>[0]) => {
  const { scenario, plan } = draft;
  for (const link of scenario.links!) {
    link.capacity = Array.isArray(link.capacity) ? link.capacity.map((c) => c * s) : link.capacity * s;
  }
  for (const node of scenario.storage!.nodes!) node.capacity *= s;
  for (const demand of scenario.demands) if (demand.minimumRate) demand.minimumRate *= s;
  for (const route of plan.routes) {
    route.rate *= s;
    route.rateCap *= s;
  }
  for (const fill of plan.fills) fill.rate *= s;
  for (const stock of plan.stocks) stock.pairs = stock.pairs.map((pairs) => pairs * s);
  draft.objective *= s;
  if (draft.bound !== null) draft.bound *= s;
};

it.each([1e-9, 1e-3, 1e9])(
  'the plan by hand is valid with numbers %f times as large, and violations are not accepted more easily',
  (s) => {
    expect(failing(verify(scaled(s)))).toEqual([]);
    const overdrawn = verify((draft) => {
      scaled(s)(draft);
      for (const route of draft.plan.routes) route.rate *= 1 + 1e-4;
      draft.objective *= 1 + 1e-4;
      draft.bound = null;
    });
    expect(failing(overdrawn)).toContain('C4');
  },
);

it('a small link beside large ones may not be overloaded', () => {
  const violation = (capacity: number) =>
    checkOf(
      verify((draft) => {
        for (const link of draft.scenario.links!) link.capacity = 1e9;
        draft.scenario.links!.find(({ ends }) => ends[0] === 'c')!.capacity = capacity;
      }),
      'C4',
    ).maxViolation;
  // The plan takes 14 · 6.986762396231 of it.
  expect(violation(97.8147)).toBeLessThanOrEqual(VERIFICATION_TOLERANCE);
  expect(violation(97.8137)).toBeCloseTo(1e-5, 6);
});
