import { describe, expect, it } from 'vitest';
import { differenceOf, differenceOfSearches } from '../../scripts/regression/compare-records.ts';
import { HARD, run } from '../planning/run.ts';

describe('two records of a run', () => {
  it('that does not depend on the clock are equal, and differ if one is changed', async () => {
    const options = { scheme: 'greedy' } as const;
    const [one, other] = [(await run(HARD, { options })).record, (await run(HARD, { options })).record];
    expect(differenceOf(one, other)).toBeNull();
    expect(differenceOf(one, { ...other, objective: other.objective! * (1 + 1e-12) })).toBe(
      'other objective',
    );
    const { certificate } = other;
    const bounded = (dualBound: number) => ({ ...other, certificate: { ...certificate!, dualBound } });
    expect(differenceOf(bounded(100), bounded(100 * (1 + 1e-13)))).toBeNull();
    expect(differenceOf(bounded(100), bounded(100.1))).toBe('the rechecked bound 100 became 100.1');
    // Only the size counts, whatever else is in the certificate.
    expect(differenceOf(one, { ...other, certificate: { ...certificate!, totalPairs: 1 } })).toBe(
      'other certificate',
    );
  });

  it('of a search are compared by their values and their verification', async () => {
    const { record } = await run(HARD, { options: { scheme: 'greedy' } });
    const worth = (objective: number) => ({ ...record, objective });
    expect(differenceOfSearches(worth(100), worth(99.5), 0.01)).toBeNull();
    expect(differenceOfSearches(worth(100), worth(98), 0.01)).toBe('100 became 98');
    expect(differenceOfSearches(record, { ...record, certificate: null }, 0.01)).toBe(
      'one of the two is not verified',
    );
  });
});
