import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SchemeName } from '../../src/domain/schemes/schemes.ts';
import type { StudyMeasure, StudyRow, StudySummary } from '../../src/domain/study.ts';
import { summarise } from '../../src/study/summary.ts';
import { memory, resultOf, rowOf } from './rows.ts';

const at = (storageCapacity: number) => ({ storageCapacity });
const row = (capacity: number, seed: number, ...result: Parameters<typeof resultOf>) =>
  rowOf(at(capacity), seed, resultOf(...result));

/** Two capacities, three seeds; SOS has no plan on seed 3 of the first. Of totals: 10 times as much. */
const TABLE: readonly StudyRow[] = [
  row(1000, 1, 'ps-egr', 13),
  row(1000, 2, 'ps-egr', 14),
  row(1000, 3, 'ps-egr', 12),
  row(1000, 1, 'sos', 7),
  row(1000, 2, 'sos', 8),
  row(1000, 3, 'sos', 9),
  row(500, 1, 'sos', 7),
  row(500, 2, 'sos', 12),
  row(500, 3, 'sos', null),
  row(500, 1, 'ps-egr', 10),
  row(500, 2, 'ps-egr', 12),
  row(500, 3, 'ps-egr', 11),
];
const pointOf = (summary: StudySummary, capacity: number, scheme: SchemeName, measure: StudyMeasure) =>
  summary.points.find(
    (point) => point.at.storageCapacity === capacity && point.scheme === scheme && point.measure === measure,
  );
const growthOf = (summary: StudySummary, scheme: SchemeName, measure: StudyMeasure) =>
  summary.growth.filter((growth) => growth.scheme === scheme && growth.measure === measure);

describe('summarise', () => {
  const summary = summarise(TABLE, [memory]);

  it('takes the mean over the seeds, with its interval', () => {
    const { estimate, missing, paired } = pointOf(summary, 500, 'ps-egr', 'totalPairs')!;
    expect(estimate).toMatchObject({ n: 3, mean: 110 });
    // s = 10, t(0.975, 2) = 4.302653.
    expect(estimate.halfWidth).toBeCloseTo((4.302653 * 10) / Math.sqrt(3), 4);
    expect([missing, paired]).toEqual([0, null]);
  });

  it('leaves out results without a value, and counts them', () => {
    const { estimate, missing, paired } = pointOf(summary, 500, 'sos', 'objective')!;
    expect(estimate).toMatchObject({ n: 2, mean: 9.5 });
    expect(missing).toBe(1);
    // Seeds 1 and 2 only: 3 and 0.
    expect(paired).toMatchObject({ difference: { n: 2, mean: 1.5 }, shareAbove: 0.5 });
    expect(paired!.difference.halfWidth).toBeCloseTo((12.706205 * Math.sqrt(4.5)) / Math.sqrt(2), 4);
    expect(pointOf(summary, 500, 'sos', 'fidelity')).toBeUndefined();
  });

  it('averages over an axis as over seeds', () => {
    const rows = TABLE.map((entry) => ({ ...entry, seed: 1, at: { ...entry.at, phase: entry.seed } }));
    const phase = { name: 'phase', label: 'phase', unit: '°', values: [1, 2, 3], averaged: true };
    expect(summarise(rows, [memory, phase])).toEqual(summary);
  });

  it('leaves out a plan that failed its check', () => {
    const rows = TABLE.map((entry) =>
      entry === TABLE[0] ? { ...entry, result: { ...entry.result, maxViolation: 2e-6 } } : entry,
    );
    const point = pointOf(summarise(rows, [memory]), 1000, 'ps-egr', 'objective')!;
    expect([point.estimate.mean, point.estimate.n, point.missing]).toEqual([13, 2, 1]);
  });

  it('pairs neighbouring values of a numeric axis on the same seeds', () => {
    expect(growthOf(summary, 'ps-egr', 'objective')).toMatchObject([
      { axis: 'storageCapacity', from: 500, to: 1000, at: {}, difference: { n: 3, mean: 2 } },
    ]);
    // Seed 1 stays, seed 2 falls by 4, seed 3 has no value at 500.
    expect(growthOf(summary, 'sos', 'objective')).toMatchObject([
      { difference: { n: 2, mean: -2 }, shareRising: 0, shareFalling: 0.5 },
    ]);
  });

  it('follows the order of axes and schemes, not of rows', () => {
    expect(summary.points.map(({ at, scheme }) => `${at.storageCapacity} ${scheme}`)).toEqual([
      ...Array(4).fill('500 ps-egr'),
      ...Array(4).fill('500 sos'),
      ...Array(4).fill('1000 ps-egr'),
      ...Array(4).fill('1000 sos'),
    ]);
    expect(summarise([...TABLE].reverse(), [memory])).toEqual(summary);
  });

  it('recognises scheme and seed, even as axes', () => {
    const axes = [
      memory,
      { name: 'scheme', label: 'scheme', unit: '', values: ['ps-egr', 'sos'] },
      { name: 'seed', label: 'seed', unit: '', values: [1, 2, 3] },
    ];
    const rows = TABLE.map((entry) => ({
      ...entry,
      at: { ...entry.at, scheme: entry.result.scheme, seed: entry.seed },
    }));
    expect(summarise(rows, axes)).toEqual(summary);
  });

  it('separates the other axes, including words, which have no growth', () => {
    const reading = { name: 'capacityUnit', label: 'C is in', unit: '', values: ['slot', 'second'] };
    const rows = TABLE.flatMap((entry) =>
      reading.values.map((capacityUnit) => ({ ...entry, at: { ...entry.at, capacityUnit } })),
    );
    const both = summarise(rows, [memory, reading]);
    expect(both.points).toHaveLength(2 * summary.points.length);
    expect(both.growth.map(({ axis }) => axis)).toEqual(Array(both.growth.length).fill('storageCapacity'));
    expect(growthOf(both, 'sos', 'objective').map((growth) => growth.at)).toEqual([
      { capacityUnit: 'slot' },
      { capacityUnit: 'second' },
    ]);
  });

  it('is empty without rows', () => {
    expect(summarise([], [memory])).toEqual({ points: [], growth: [] });
  });
});

describe('strictly above', () => {
  const shareAbove = (best: StudyRow, other: StudyRow, measure: StudyMeasure) =>
    pointOf(summarise([best, other], [memory]), 500, other.result.scheme, measure)!.paired!.shareAbove;
  const best = row(500, 1, 'ps-egr', 100, { bound: 102 });

  it.each([
    ['by less than both gaps', 97, 99, 0],
    ['by both gaps', 97, 98, 0],
    ['by more than both gaps', 97, 97.9, 1],
    ['below', 101, 101, 0],
  ])('%s: %d, at most %d', (_, objective, bound, expected) => {
    const other = row(500, 1, 'nss', objective, { bound });
    expect(shareAbove(best, other, 'objective')).toBe(expected);
    expect(shareAbove(best, other, 'totalPairs')).toBe(expected);
  });

  const completed = { status: 'completed', bound: null } as const;
  it('counts completed rules without a gap, and proves nothing about others', () => {
    expect(shareAbove(best, row(500, 1, 'greedy', 97.9, completed), 'totalPairs')).toBe(1);
    expect(shareAbove(best, row(500, 1, 'rrs', 98.1, completed), 'totalPairs')).toBe(0);
    expect(shareAbove(best, row(500, 1, 'nss', 10, { bound: null }), 'totalPairs')).toBe(0);
  });

  it('counts a proved zero, but no rounding', () => {
    expect(shareAbove(best, row(500, 1, 'sos', 0), 'totalPairs')).toBe(1);
    const exact = row(500, 1, 'ps-egr', 100);
    expect(shareAbove(exact, row(500, 1, 'nss', 100 - 1e-7), 'objective')).toBe(0);
    expect(shareAbove(exact, row(500, 1, 'nss', 100 - 1e-3), 'objective')).toBe(1);
  });
});

describe('growth', () => {
  it('adds up to the difference between the ends where nothing is missing (seed 20261124)', () => {
    const value = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 8 }), (table) => {
        const rows = table.flatMap((values, seed) =>
          values.map((objective, index) => row(memory.values[index] as number, seed, 'ps-egr', objective)),
        );
        const summary = summarise(rows, [memory]);
        const sum = growthOf(summary, 'ps-egr', 'objective').reduce(
          (total, { difference }) => total + difference.mean,
          0,
        );
        const [first, last] = [500, 1500].map(
          (capacity) => pointOf(summary, capacity, 'ps-egr', 'objective')!.estimate.mean,
        );
        expect(sum).toBeCloseTo(last! - first!, 4);
      }),
      { seed: 20261124, numRuns: 50 },
    );
  });
});
