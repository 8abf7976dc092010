import { describe, expect, it } from 'vitest';
import { shortestDelays } from '../../src/graph/shortest-delays.ts';

describe('shortestDelays', () => {
  const delaysFrom = shortestDelays(5, [
    { ends: [0, 1], delaySeconds: 5 },
    { ends: [1, 2], delaySeconds: 1 },
    { ends: [0, 3], delaySeconds: 1 },
    { ends: [3, 2], delaySeconds: 2 },
  ]);

  it('goes the shortest way, which may have more links', () => {
    expect([0, 1, 2, 3, 4].map((node) => delaysFrom(0).delayTo(node))).toEqual([
      0,
      4,
      3,
      1,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('is the same in both directions', () => {
    expect(delaysFrom(1).delayTo(0)).toBe(delaysFrom(0).delayTo(1));
  });

  it('knows no way to a node without links', () => {
    expect([0, 1, 2, 3, 4].map((node) => delaysFrom(4).delayTo(node)).filter(Number.isFinite)).toEqual([0]);
  });

  it('says which ways a message passes, and in which direction', () => {
    expect(delaysFrom(0).waysTo(1)).toEqual([
      { way: 1, isForward: false },
      { way: 3, isForward: true },
      { way: 2, isForward: true },
    ]);
    expect(delaysFrom(4).waysTo(0)).toEqual([]);
  });

  it('takes, of equally short ways, the one with fewest hops, then the first in the list', () => {
    const from = shortestDelays(3, [
      { ends: [0, 1], delaySeconds: 1 },
      { ends: [1, 2], delaySeconds: 1 },
      { ends: [2, 0], delaySeconds: 2 },
      { ends: [0, 2], delaySeconds: 2 },
    ]);
    expect(from(0).waysTo(2)).toEqual([{ way: 2, isForward: false }]);
  });
});
